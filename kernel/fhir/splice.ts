import { JsonTape } from './json-tape.ts';
import { createLogicalReader, type FoundIdentifier } from './logical-reference.ts';
import { type IdentifiedAt, type RootMember, walkResource } from './splice-walk.ts';

/** A coding that is added to `meta.security` or `meta.tag`. */
export interface AddedCoding {
  readonly system?: string;
  readonly code?: string;
  readonly display?: string;
}

/** A `Reference.reference` where it stands in a resource. Its further members are found only when asked for. */
export interface FoundReference {
  /** As written, unescaped. Never a contained one (`#x`). */
  readonly reference: string;
  /** `Reference.type` beside it. */
  readonly type: string | undefined;
  /** Like `performer[1].reference`. */
  readonly path: string;
}

/** Asked for when the resource is put together, by {@link prepareSplice}. */
export type Late = () => string | null;

export interface Splices {
  /** Replaces `Resource.id`, or adds it. */
  readonly id?: string;
  readonly meta?: {
    readonly versionId?: string;
    /** An instant: `2026-01-02T03:04:05.678Z`. */
    readonly lastUpdated?: string;
    /** Added behind what stands there; a coding with the same system and code is not added twice. */
    readonly security?: readonly AddedCoding[];
    readonly tag?: readonly AddedCoding[];
  };
  /** What stands in place of a reference; null leaves it as it is. */
  readonly reference?: (found: FoundReference) => string | null | Late;
  /** The `reference` that is added to a Reference which has an identifier alone; null leaves it as it is. */
  readonly logical?: (found: FoundIdentifier) => string | null | Late;
}

/**
 * A resource's bytes with its id, meta and references replaced and every other byte as it was: numbers keep their
 * digits, strings their escapes, and white space stays. `bytes` must be one resource that was read strictly before
 * (json-tape.ts); contained resources keep their ids, and references into the resource (`#x`) stay. Only
 * `Reference.reference` is a reference: not DetectedIssue.reference, Expression.reference and
 * Immunization.education.reference, which are uris, nor any canonical.
 */
export function splice(bytes: Uint8Array, splices: Splices): Uint8Array {
  return prepareSplice(bytes, splices)();
}

/** {@link splice} in two steps: reads the resource now, and puts it together when what was late is known. */
export function prepareSplice(bytes: Uint8Array, splices: Splices): () => Uint8Array {
  const edits: Edit[] = [];
  const late: (() => void)[] = [];
  const insert = (start: number, end: number, text: string | null | Late, edit: (text: string) => string): void => {
    if (typeof text === 'function') late.push(() => insert(start, end, text(), edit));
    else if (text !== null) edits.push({ start, end, text: edit(text) });
  };
  const { reference, logical } = splices;
  const identified: IdentifiedAt[] = [];
  const walk = walkResource(
    bytes,
    reference && ((found) => insert(found.start, found.end, reference(found), JSON.stringify)),
    logical && ((found) => identified.push(found)),
  );
  if (logical && identified.length > 0) {
    const read = createLogicalReader(bytes);
    for (const { path, nameStart } of identified) {
      const found = read(path);
      const space = spaceBefore(bytes, nameStart);
      const member = (added: string): string => `"reference":${JSON.stringify(added)},${space}`;
      insert(nameStart, nameStart, found && logical(found), member);
    }
  }
  let anchor = walk.resourceType;
  if (splices.id !== undefined) {
    const text = JSON.stringify(splices.id);
    if (walk.id) edits.push({ start: walk.id.valueStart, end: walk.id.valueEnd, text });
    else edits.push(insertAfter(bytes, anchor, `"id":${text}`));
  }
  if (walk.id) anchor = walk.id;
  if (splices.meta) {
    if (walk.meta && bytes[walk.meta.valueStart] === 0x7b) editMeta(bytes, walk.meta, splices.meta, edits);
    else {
      const members = newMeta(splices.meta);
      if (members !== '') edits.push(insertAfter(bytes, anchor, `"meta":{${members}}`));
    }
  }
  return () => {
    for (const one of late.splice(0)) one();
    return applyEdits(bytes, edits);
  };
}

/** Bytes from start to end give way to the text; start = end inserts. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The bytes with all edits made; edits don't overlap, and those at one place keep their order. */
export function applyEdits(bytes: Uint8Array, edits: readonly Edit[]): Uint8Array {
  if (edits.length === 0) return bytes;
  const sorted = inOrder(edits);
  let size = bytes.length;
  for (const edit of sorted) size += edit.text.length * 3 - (edit.end - edit.start);
  const out = Buffer.allocUnsafe(size);
  let length = 0;
  let from = 0;
  for (const edit of sorted) {
    out.set(bytes.subarray(from, edit.start), length);
    length += edit.start - from;
    length += out.write(edit.text, length, 'utf8');
    from = edit.end;
  }
  out.set(bytes.subarray(from), length);
  return out.subarray(0, length + bytes.length - from);
}

/** Above this many, sorting by insertion could take long. */
const FEW = 64;

/** By where they start; those at one place keep their order. Nearly always they are few, and a call of `sort` costs more. */
function inOrder(edits: readonly Edit[]): readonly Edit[] {
  const sorted = edits.slice();
  if (sorted.length > FEW) return sorted.sort((a, b) => a.start - b.start);
  for (let index = 1; index < sorted.length; index += 1) {
    const edit = sorted[index] as Edit;
    let at = index;
    for (; at > 0 && (sorted[at - 1] as Edit).start > edit.start; at -= 1) sorted[at] = sorted[at - 1] as Edit;
    sorted[at] = edit;
  }
  return sorted;
}

// Read and done with in one turn; a tape of its own for each call would cost more than the reading.
const metaTape = new JsonTape();

type MetaSplice = NonNullable<Splices['meta']>;

function spaceBefore(bytes: Uint8Array, at: number): string {
  let from = at;
  while (from > 0 && isSpace(bytes[from - 1] as number)) from -= 1;
  return Buffer.from(bytes.subarray(from, at)).toString('latin1');
}

/** A new member behind another one, on a line of its own where the other has one. */
function insertAfter(bytes: Uint8Array, anchor: RootMember | undefined, member: string): Edit {
  if (anchor) {
    const text = `,${spaceBefore(bytes, anchor.nameStart)}${member}`;
    return { start: anchor.valueEnd, end: anchor.valueEnd, text };
  }
  const start = bytes.indexOf(0x7b) + 1;
  let after = start;
  while (isSpace(bytes[after] as number)) after += 1;
  return { start, end: start, text: bytes[after] === 0x7d ? member : `${member},` };
}

function newMeta(meta: MetaSplice): string {
  const members: string[] = [];
  for (const name of ['versionId', 'lastUpdated'] as const) {
    const value = meta[name];
    if (value !== undefined) members.push(`"${name}":${JSON.stringify(value)}`);
  }
  for (const name of ['security', 'tag'] as const) {
    const codings = meta[name];
    if (codings?.length) members.push(`"${name}":${JSON.stringify(codings)}`);
  }
  return members.join(',');
}

function editMeta(bytes: Uint8Array, member: RootMember, meta: MetaSplice, edits: Edit[]): void {
  const tape = metaTape;
  tape.read(bytes, member.valueStart, member.valueEnd);
  const added: string[] = [];
  for (const name of ['versionId', 'lastUpdated'] as const) {
    const value = meta[name];
    if (value === undefined) continue;
    const at = tape.member(0, name);
    if (at >= 0) edits.push({ start: tape.start(at), end: tape.stop(at), text: JSON.stringify(value) });
    else added.push(`"${name}":${JSON.stringify(value)}`);
  }
  for (const name of ['security', 'tag'] as const) {
    const codings = meta[name];
    if (!codings?.length) continue;
    const at = tape.member(0, name);
    if (at < 0) {
      added.push(`"${name}":${JSON.stringify(codings)}`);
      continue;
    }
    const missing = codings.filter((coding) => !hasCoding(tape, at, coding)).map((coding) => JSON.stringify(coding));
    if (missing.length === 0) continue;
    if (bytes[tape.start(at)] === 0x5b) {
      const end = tape.stop(at) - 1;
      const isEmpty = tape.next(at) === at + 1;
      edits.push({ start: end, end, text: `${isEmpty ? '' : ','}${missing.join(',')}` });
    } else {
      // Not a list, which a flagged resource may have: it becomes the first of one.
      edits.push({ start: tape.start(at), end: tape.start(at), text: '[' });
      edits.push({ start: tape.stop(at), end: tape.stop(at), text: `,${missing.join(',')}]` });
    }
  }
  if (added.length > 0) {
    const start = member.valueStart + 1;
    const isEmpty = tape.next(0) === 1;
    edits.push({ start, end: start, text: `${added.join(',')}${isEmpty ? '' : ','}` });
  }
}

function hasCoding(tape: JsonTape, list: number, coding: AddedCoding): boolean {
  const last = tape.next(list);
  for (let item = list + 1; item < last; item = tape.next(item)) {
    const system = tape.text(tape.member(item, 'system'));
    if (system === coding.system && tape.text(tape.member(item, 'code')) === coding.code) return true;
  }
  return false;
}

const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
