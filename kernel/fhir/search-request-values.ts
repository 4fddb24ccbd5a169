import { dateRange } from './date.ts';
import { resourceKind } from './resource-kinds.ts';
import type { SearchParameter } from './search-request-parameters.ts';
import type { SearchModifier, SearchPrefix, SearchValue } from './search-types.ts';

/** How the values of one condition are read. */
export interface ValueForm {
  readonly kind: SearchParameter['kind'];
  readonly modifier?: SearchModifier | undefined;
  /** `subject:Patient=23`. */
  readonly type?: string | undefined;
  readonly parts?: readonly SearchParameter[] | undefined;
  /** Where our own resources stand, without a slash at the end. */
  readonly base?: string | undefined;
}

/** Longest single value; nothing longer is indexed (index-limits.ts). */
const LONGEST_VALUE = 2048;
/** A number has fewer digits than that. */
const LONGEST_NUMBER = 64;

/** One value of a parameter, its escapes still in it; undefined when it has not the form of its kind. */
export function readValue(raw: string, form: ValueForm): SearchValue | undefined {
  if (raw === '' || raw.length > LONGEST_VALUE) return undefined;
  if (form.modifier === 'text') return { kind: 'string', text: unescaped(raw) };
  if (form.modifier === 'identifier') return readToken(raw);
  if (form.modifier === 'of-type') return readOfType(raw);
  switch (form.kind) {
    case 'token':
      return readToken(raw);
    case 'string':
      return { kind: 'string', text: unescaped(raw) };
    case 'uri':
      return { kind: 'uri', uri: unescaped(raw) };
    case 'reference':
      return readReference(unescaped(raw), form);
    case 'date':
      return readDate(raw);
    case 'number': {
      const { prefix, rest } = readPrefix(raw);
      return isNumber(rest) ? { kind: 'number', prefix, value: rest } : undefined;
    }
    case 'quantity':
      return readQuantity(raw);
    case 'composite':
      return readComposite(raw, form);
  }
}

/**
 * A value's parts at a separator that has no backslash before it, escapes still in them (R4 search, "Escaping Search
 * Parameters": `\,`, `\|`, `\$`, `\\`).
 */
export function splitAt(raw: string, separator: ',' | '|' | '$'): readonly string[] {
  if (!raw.includes('\\')) return raw.split(separator);
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < raw.length; at += 1) {
    const char = raw[at];
    if (char === '\\') at += 1;
    else if (char === separator) {
      parts.push(raw.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(raw.slice(from));
  return parts;
}

/** A backslash before anything that needs none stands for itself. */
const unescaped = (raw: string): string => (raw.includes('\\') ? raw.replace(/\\([\\,|$])/g, '$1') : raw);

function readToken(raw: string): SearchValue | undefined {
  const parts = splitAt(raw, '|');
  const first = unescaped(parts[0] ?? '');
  if (parts.length === 1) return { kind: 'token', code: first };
  const code = unescaped(parts[1] ?? '');
  if (parts.length > 2 || (first === '' && code === '')) return undefined;
  return code === '' ? { kind: 'token', system: first } : { kind: 'token', system: first, code };
}

/** `system|code|value` (R4 search, "Modifiers", `:of-type`). */
function readOfType(raw: string): SearchValue | undefined {
  const parts = splitAt(raw, '|').map(unescaped);
  const [system = '', code = '', value = ''] = parts;
  if (parts.length !== 3 || code === '' || value === '') return undefined;
  const type: SearchValue = system === '' ? { kind: 'token', code } : { kind: 'token', system, code };
  return { kind: 'composite', parts: [type, { kind: 'token', code: value }] };
}

const ID = /^[A-Za-z0-9\-.]{1,64}$/;
const LOCAL = /^([A-Z][A-Za-z]{1,63})\/([A-Za-z0-9\-.]{1,64})$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: a URL holds none
const ABSOLUTE = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s\u0000-\u0020]+$/;

function readReference(text: string, { type, base }: ValueForm): SearchValue | undefined {
  const ours = base !== undefined && text.startsWith(base) && text[base.length] === '/';
  const local = LOCAL.exec(ours ? text.slice(base.length + 1) : text);
  if (local) {
    const [, written = '', id = ''] = local;
    if (resourceKind(written).kind === 'unknown' || (type !== undefined && type !== written)) return undefined;
    return { kind: 'reference', type: written, id };
  }
  if (ID.test(text))
    return type === undefined ? { kind: 'reference', id: text } : { kind: 'reference', type, id: text };
  if (!ABSOLUTE.test(text)) return undefined;
  return type === undefined ? { kind: 'reference', url: text } : { kind: 'reference', type, url: text };
}

const prefixes: ReadonlySet<string> = new Set(['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap']);
const isPrefix = (text: string): text is SearchPrefix => prefixes.has(text);

function readPrefix(raw: string): { readonly prefix: SearchPrefix; readonly rest: string } {
  const two = raw.slice(0, 2);
  return isPrefix(two) ? { prefix: two, rest: raw.slice(2) } : { prefix: 'eq', rest: raw };
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/;
const isNumber = (text: string): boolean => text.length <= LONGEST_NUMBER && NUMBER.test(text);

function readDate(raw: string): SearchValue | undefined {
  const { prefix, rest } = readPrefix(raw);
  // A plus that was not encoded in the URL arrives as a space; nothing else in a date is one.
  const range = dateRange(rest.replace(' ', '+'));
  return range && { kind: 'date', prefix, low: range.low, high: range.high };
}

/** `number`, `number|system|code`, `number||code` (R4 search, 3.1.1.4.11). */
function readQuantity(raw: string): SearchValue | undefined {
  const parts = splitAt(raw, '|');
  const { prefix, rest } = readPrefix(parts[0] ?? '');
  if (!isNumber(rest) || (parts.length !== 1 && parts.length !== 3)) return undefined;
  const system = unescaped(parts[1] ?? '');
  const code = unescaped(parts[2] ?? '');
  return {
    kind: 'quantity',
    prefix,
    value: rest,
    ...(system === '' ? {} : { system }),
    ...(code === '' ? {} : { code }),
  };
}

function readComposite(raw: string, { parts = [], base }: ValueForm): SearchValue | undefined {
  const texts = splitAt(raw, '$');
  if (texts.length !== parts.length) return undefined;
  const values: SearchValue[] = [];
  for (const [index, part] of parts.entries()) {
    const value = readValue(texts[index] ?? '', { kind: part.kind, base });
    if (!value) return undefined;
    values.push(value);
  }
  return { kind: 'composite', parts: values };
}
