/**
 * A resource's text without what is ours on output: the members `id` and `meta` of the resource itself, and where references
 * lead. Everything else stays byte for byte, white space within values too; the scanner knows strings and brackets alone.
 */
export function withoutOurs(text: string): string {
  const kept = membersOf(text).filter(({ name }) => name !== 'id' && name !== 'meta');
  return kept
    .map(({ name, value }) => `${name}=${value.replace(FOUND, '').replace(REFERENCE, '$1"somewhere"')}`)
    .join('\n');
}

const REFERENCE = /("reference"\s*:\s*)"(?:[^"\\]|\\.)*"/g;

/** A reference by identifier alone gains the fact that has it, before the identifier (ADR 0059). */
const FOUND = /"reference":"(?:[^"\\]|\\.)*",\s*(?="identifier")/g;

interface Member {
  readonly name: string;
  /** As it stands there. */
  readonly value: string;
}

/** The members of the outermost object, in their order. */
function membersOf(text: string): readonly Member[] {
  const found: Member[] = [];
  let at = text.indexOf('{') + 1;
  for (;;) {
    while (/[\s,]/.test(text[at] ?? '')) at += 1;
    if (text[at] !== '"') return found;
    const name = stringAt(text, at);
    at = text.indexOf(':', at + name.length) + 1;
    while (/\s/.test(text[at] ?? '')) at += 1;
    const end = endOfValue(text, at);
    found.push({ name: JSON.parse(name) as string, value: text.slice(at, end).trimEnd() });
    at = end;
  }
}

const stringAt = (text: string, at: number): string => /^"(?:[^"\\]|\\.)*"/s.exec(text.slice(at))?.[0] ?? '';

/** Where the value ends that begins there. */
function endOfValue(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '"') at += stringAt(text, at).length - 1;
    else if ('{['.includes(character)) depth += 1;
    else if ('}]'.includes(character)) {
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (character === ',' && depth === 0) return at;
  }
  return text.length;
}

/** A literal reference to some Patient, made to lead to the person whose record it is written into. */
const PATIENT = /("reference"\s*:\s*)"(?:[^"\\#]*\/)?Patient\/[^"\\]*"/g;

/** The standard's examples are about `Patient/example` and others: here all of them are about one person. */
export const aboutPerson = (text: string, person: string): string =>
  text.replace(PATIENT, (_whole, name: string) => `${name}"Patient/${person}"`);
