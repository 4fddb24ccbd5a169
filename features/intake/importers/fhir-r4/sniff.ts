import { isUtf8 } from 'node:buffer';
import type { ErrorCode } from '@chartwarden/errors';

/** What the first bytes of a file look like. `refused` carries the code that says it by name. */
export type Looks =
  | { readonly kind: 'json' }
  | { readonly kind: 'gzip' }
  | { readonly kind: 'zip' }
  | { readonly kind: 'refused'; readonly code: ErrorCode };

/** How much of a file's beginning is looked at. */
export const SNIFFED_BYTES = 64 * 1024;

interface Signature {
  readonly at: number;
  readonly bytes: string;
  readonly looks: Looks;
}

const refused = (code: ErrorCode): Looks => ({ kind: 'refused', code });
const PDF = refused('CW-FHIR-031');
const PICTURE = refused('CW-FHIR-032');
const ARCHIVE = refused('CW-FHIR-040');
const UTF16 = refused('CW-FHIR-045');

/** Magic numbers, in hex. */
const signatures: readonly Signature[] = [
  { at: 0, bytes: '1f8b', looks: { kind: 'gzip' } },
  { at: 0, bytes: '504b0304', looks: { kind: 'zip' } },
  { at: 0, bytes: '504b0506', looks: { kind: 'zip' } },
  { at: 0, bytes: '504b0708', looks: { kind: 'zip' } },
  { at: 0, bytes: '377abcaf271c', looks: ARCHIVE },
  { at: 0, bytes: '526172211a07', looks: ARCHIVE },
  { at: 0, bytes: '425a68', looks: ARCHIVE },
  { at: 0, bytes: 'fd377a585a00', looks: ARCHIVE },
  { at: 0, bytes: '28b52ffd', looks: ARCHIVE },
  { at: 257, bytes: '7573746172', looks: ARCHIVE },
  { at: 128, bytes: '4449434d', looks: refused('CW-FHIR-036') },
  { at: 0, bytes: '89504e470d0a1a0a', looks: PICTURE },
  { at: 0, bytes: 'ffd8ff', looks: PICTURE },
  { at: 0, bytes: '474946383', looks: PICTURE },
  { at: 0, bytes: '49492a00', looks: PICTURE },
  { at: 0, bytes: '4d4d002a', looks: PICTURE },
  { at: 8, bytes: '57454250', looks: PICTURE },
  { at: 4, bytes: '66747970', looks: PICTURE },
  { at: 0, bytes: 'fffe', looks: UTF16 },
  { at: 0, bytes: 'feff', looks: UTF16 },
];

/**
 * Says what a file is by its first bytes (up to {@link SNIFFED_BYTES}); its name decides only between kinds of text.
 * `isWhole` says that `head` is the whole file.
 */
export function sniff(head: Buffer, name: string, isWhole: boolean): Looks {
  const hex = head.subarray(0, 300).toString('hex');
  for (const { at, bytes, looks } of signatures) if (hex.startsWith(bytes, at * 2)) return looks;
  if (head.subarray(0, 1024).includes('%PDF-')) return PDF;
  const start = textStart(head);
  const first = head[start];
  // Nothing but blanks: the end, or a long beginning that only the reading of JSON would go through.
  if (first === undefined) return isWhole ? refused('CW-FHIR-001') : { kind: 'json' };
  if (head[start + 1] === 0 || (first === 0 && head[start + 1] !== 0 && head[start + 2] === 0)) return UTF16;
  if (first === 0x7b || first === 0x5b) return { kind: 'json' };
  if (!isText(head, isWhole)) return refused('CW-FHIR-039');
  // A first line that is broken at its first letter is still only a line.
  if (/\.(?:ndjson|jsonl)$/i.test(name)) return { kind: 'json' };
  const text = head.toString('utf8', start);
  return first === 0x3c ? sniffMarkup(text) : sniffText(text, name);
}

function textStart(head: Buffer): number {
  let at = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  while (at < head.length && (head[at] as number) <= 0x20 && head[at] !== 0) at += 1;
  return at;
}

function isText(head: Buffer, isWhole: boolean): boolean {
  if (head.includes(0)) return false;
  if (isWhole) return isUtf8(head) || isLatin(head);
  // The last character may be cut.
  for (let cut = 0; cut < 4; cut += 1) if (isUtf8(head.subarray(0, head.length - cut))) return true;
  return isLatin(head);
}

/** Text in an older encoding: hardly any control characters. */
function isLatin(head: Buffer): boolean {
  let controls = 0;
  for (const byte of head) if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) controls += 1;
  return controls * 100 < head.length;
}

function sniffMarkup(text: string): Looks {
  const head = text.slice(0, 16 * 1024);
  if (/xmlns\s*=\s*["']http:\/\/hl7\.org\/fhir["']/.test(head)) return refused('CW-FHIR-030');
  if (/<(?:\w+:)?ClinicalDocument\b|urn:hl7-org:v3/.test(head)) return refused('CW-FHIR-033');
  if (/^<!doctype\s+html|<html\b/i.test(head)) return refused('CW-FHIR-034');
  return refused('CW-FHIR-047');
}

function sniffText(text: string, name: string): Looks {
  if (/^(?:MSH|FHS|BHS)[|^]/.test(text)) return refused('CW-FHIR-046');
  if (/\.(?:csv|tsv)$/i.test(name) || isTable(text)) return refused('CW-FHIR-035');
  return refused('CW-FHIR-037');
}

/** Two lines and more with the same number of separators. */
function isTable(text: string): boolean {
  const lines = text.split(/\r?\n/, 4).filter((line) => line !== '');
  const [head, second] = lines;
  if (head === undefined || second === undefined) return false;
  return [',', ';', '\t'].some((separator) => {
    const columns = head.split(separator).length;
    return columns > 1 && second.split(separator).length === columns;
  });
}
