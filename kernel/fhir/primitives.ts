import { dateRange } from './date.ts';

// The primitive types of R4 (http://hl7.org/fhir/R4/datatypes.html#primitive) with the forms of their definitions.

const ID = /^[A-Za-z0-9\-.]{1,64}$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: codes and uris may hold none
const CODE = /^[^\s\u0000-\u0020]+(?:\s[^\s\u0000-\u0020]+)*$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: codes and uris may hold none
const URI = /^[^\s\u0000-\u0020]+$/;
const OID = /^urn:oid:[0-2](?:\.(?:0|[1-9]\d*))+$/;
const UUID = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?$/;
const BASE64 = /^[0-9a-zA-Z+/\s]*(?:=\s*){0,2}$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: R4 strings may hold no control characters but tab, CR, LF
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;

/** Longest string of R4 (1 MB); base64Binary and xhtml have no limit of their own. */
const LONGEST = 1024 * 1024;

const isString = (value: unknown): value is string => typeof value === 'string';
const isUri = (value: unknown): boolean => isString(value) && URI.test(value);
const isText = (value: unknown): boolean =>
  isString(value) && value !== '' && value.length <= LONGEST && !CONTROL.test(value) && value.isWellFormed();
const isInteger = (value: unknown, low: number): boolean =>
  Number.isInteger(value) && (value as number) >= low && (value as number) <= 2_147_483_647;

/** One div, not empty (txt-2); what is in it is cleaned where it is shown. */
const isXhtml = (value: unknown): boolean =>
  isString(value) && /^\s*<div[\s>]/.test(value) && value.trimEnd().endsWith('</div>');

/** Groups of four characters, at least one, with white space anywhere. */
function isBase64(value: unknown): boolean {
  if (!isString(value) || !BASE64.test(value)) return false;
  const length = /\s/.test(value) ? value.replaceAll(/\s/g, '').length : value.length;
  return length > 0 && length % 4 === 0;
}

/** What `JSON.parse` gave for a value of each primitive type; false when it isn't one. */
export const isPrimitive: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ['boolean', (value: unknown) => typeof value === 'boolean'],
  ['integer', (value: unknown) => isInteger(value, -2_147_483_648)],
  ['unsignedInt', (value: unknown) => isInteger(value, 0)],
  ['positiveInt', (value: unknown) => isInteger(value, 1)],
  ['decimal', (value: unknown) => typeof value === 'number' && Number.isFinite(value)],
  ['string', isText],
  ['markdown', isText],
  ['xhtml', isXhtml],
  ['code', (value: unknown) => isString(value) && CODE.test(value)],
  ['id', (value: unknown) => isString(value) && ID.test(value)],
  ['uri', isUri],
  ['url', isUri],
  ['canonical', isUri],
  ['oid', (value: unknown) => isString(value) && OID.test(value)],
  ['uuid', (value: unknown) => isString(value) && UUID.test(value)],
  ['time', (value: unknown) => isString(value) && TIME.test(value)],
  ['date', (value: unknown) => isString(value) && value.length <= 10 && dateRange(value) !== undefined],
  ['dateTime', (value: unknown) => isString(value) && dateRange(value) !== undefined && hasZoneWithTime(value)],
  ['instant', (value: unknown) => isString(value) && dateRange(value) !== undefined && hasSeconds(value)],
  ['base64Binary', isBase64],
]);

/** A dateTime with a time has seconds and a zone. */
const hasZoneWithTime = (value: string): boolean => value.length <= 10 || hasSeconds(value);
const hasSeconds = (value: string): boolean => /T..:..:.*(?:Z|[+-]..:..)$/.test(value);

// Required value sets that are known by the form of their codes.

/** BCP 13: `text/html; charset=utf-8`; and the short names of FHIR's own. */
export const isMime = (code: string): boolean =>
  /^(?:xml|json|ttl|none)$|^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;.*)?$/.test(code);

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** ISO 4217, those that are no longer in use included. */
export const isCurrency = (code: string): boolean => currencies.has(code);
