import { typeDef } from './element-table.ts';
import { isNode } from './index-values.ts';
import { ARRAY, type JsonTape } from './json-tape.ts';
import type { Edit } from './splice.ts';

export type CorrectionRefusal =
  /** This type has no such element. */
  | 'no-such-element'
  /** The resource doesn't have the element, and it isn't one that can be added. */
  | 'element-absent'
  /** The path names an element of another kind, or several. */
  | 'wrong-element'
  /** The new value is not one that R4 allows there. */
  | 'bad-value'
  /** The result would break the structure of the resource. */
  | 'not-valid';

/** The edits of one correction, and the element they change. */
export interface Change {
  readonly path: string;
  readonly edits: readonly Edit[];
}

export const refuse = (because: CorrectionRefusal): CorrectionRefusal => because;

/** Adds a member at the end of the resource, in the manner of the member before it. */
export function insertMember(tape: JsonTape, name: string, json: string): Change {
  return { path: name, edits: editObject(tape, 0, new Map([[name, json]])) };
}

/**
 * Edits that give members of an object new values (as JSON), add those it doesn't have, and remove those whose value is
 * undefined, each with the comma that goes with it.
 */
export function editObject(tape: JsonTape, object: number, values: ReadonlyMap<string, string | undefined>): Edit[] {
  const names: number[] = [];
  const last = tape.next(object);
  for (let at = object + 1; at < last; at = tape.next(at + 1)) names.push(at);
  const edits: Edit[] = [];
  const waiting = new Map(values);
  let kept = 0;
  for (const [index, name] of names.entries()) {
    const word = tape.text(name) ?? '';
    if (!values.has(word)) {
      kept += 1;
      continue;
    }
    const json = values.get(word);
    waiting.delete(word);
    const end = tape.stop(name + 1);
    if (json !== undefined) {
      edits.push({ start: tape.start(name + 1), end, text: json });
      kept += 1;
    } else if (kept > 0) edits.push({ start: tape.stop((names[index - 1] ?? 0) + 1), end, text: '' });
    else {
      const next = names[index + 1];
      edits.push({ start: tape.start(name), end: next === undefined ? end : tape.start(next), text: '' });
    }
  }
  const lastName = names.at(-1);
  const end = lastName === undefined ? tape.start(object) + 1 : tape.stop(lastName + 1);
  const space = lastName === undefined ? '' : spaceBefore(tape.bytes, tape.start(lastName));
  for (const [name, json] of waiting) {
    if (json === undefined) continue;
    edits.push({ start: end, end, text: `${kept > 0 ? ',' : ''}${space}${JSON.stringify(name)}:${json}` });
    kept += 1;
  }
  return edits;
}

/** The white space in front of a member, so that a new one stands on a line of its own where the others do. */
export function spaceBefore(bytes: Uint8Array, at: number): string {
  let from = at;
  while (from > 0 && isSpace(bytes[from - 1])) from -= 1;
  return Buffer.from(bytes.subarray(from, at)).toString('latin1');
}

/** Appends an Annotation to the type's `note`. */
export function appendNote(tape: JsonTape, type: string, value: unknown): Change | CorrectionRefusal {
  const member = typeDef(type)?.members.get('note');
  if (member?.type !== 'Annotation' || !member.element.many) return refuse('no-such-element');
  const note = typeof value === 'string' ? { text: value } : value;
  if (!isNode(note) || typeof note.text !== 'string' || note.text.trim() === '') return refuse('bad-value');
  const { text, time, authorString } = note;
  const json = JSON.stringify({
    ...(typeof authorString === 'string' ? { authorString } : {}),
    ...(typeof time === 'string' ? { time } : {}),
    text,
  });
  const at = tape.member(0, 'note');
  if (at < 0) return insertMember(tape, 'note', `[${json}]`);
  if (tape.kind(at) !== ARRAY) return refuse('wrong-element');
  let count = 0;
  for (let item = at + 1; item < tape.next(at); item = tape.next(item)) count += 1;
  const end = tape.stop(at) - 1;
  return { path: `note[${count}]`, edits: [{ start: end, end, text: `${count === 0 ? '' : ','}${json}` }] };
}

const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
