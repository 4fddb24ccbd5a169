/** What JSON can say. Members that are undefined are left out, as JSON.stringify does. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

const PLAIN = /^[ !#-[\]-~]*$/;

/** A JSON string as RFC 8785, 3.2.2.2 writes it. Lone surrogates have no UTF-8 form: RangeError. */
export function jcsString(text: string): string {
  // Most of what a log says needs no escapes, and asking costs less than escaping.
  if (PLAIN.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw new RangeError('a lone surrogate cannot be canonicalised');
  return JSON.stringify(text);
}

/** A number as ECMAScript writes it (RFC 8785, 3.2.2.3). RangeError for NaN and infinities. */
export function jcsNumber(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError('not a JSON number');
  // -0 becomes 0 here.
  return String(value);
}

/**
 * The canonical form of a JSON value (RFC 8785, JCS): no white space, members sorted by UTF-16 code units, one way
 * to write every string and number. Equal values give equal bytes.
 */
export function jcs(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return jcsString(value);
  if (typeof value === 'number') return jcsNumber(value);
  if (Array.isArray(value)) return `[${value.map(jcs).join(',')}]`;
  const object = value as { readonly [key: string]: Json | undefined };
  let out = '';
  // The default order of sort() is by UTF-16 code units, as 3.2.3 asks.
  for (const key of Object.keys(object).sort()) {
    const member = object[key];
    if (member !== undefined) out += `${out === '' ? '' : ','}${jcsString(key)}:${jcs(member)}`;
  }
  return `{${out}}`;
}

/** Parses text that must be in canonical form, byte for byte. Undefined when it is not (duplicate keys included). */
export function parseCanonical(text: string): Json | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return jcs(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}
