import { CodedError } from '@chartwarden/errors';
import { JsonError, JsonTape } from '@chartwarden/fhir';

/** One entry of a batch or a transaction, as it was sent. */
export interface BundleEntry {
  /** `Bundle.entry[3]`. */
  readonly path: string;
  readonly fullUrl: string | undefined;
  readonly method: string;
  readonly url: string;
  /** Of the entry's request, by the names of HTTP. */
  readonly headers: Readonly<Partial<Record<string, string>>>;
  /** The resource's bytes as they came; empty when there is none. */
  readonly bytes: Buffer;
}

export interface BundleRequest {
  readonly type: 'batch' | 'transaction';
  readonly entries: readonly BundleEntry[];
}

const ARRAY = 0x5b;
const HEADERS = [
  ['ifMatch', 'if-match'],
  ['ifNoneMatch', 'if-none-match'],
  ['ifModifiedSince', 'if-modified-since'],
  ['ifNoneExist', 'if-none-exist'],
] as const;

const tape = new JsonTape();

/** Reads a Bundle that asks for something. Throws CW-HTTP-010 for no JSON, CW-FHIR-105 with the place for what is no such Bundle. */
export function readBundle(bytes: Buffer): BundleRequest {
  try {
    tape.read(bytes);
  } catch (error) {
    if (error instanceof JsonError) throw new CodedError('CW-HTTP-010', error.fault, { cause: error });
    throw error;
  }
  if (tape.text(tape.member(0, 'resourceType')) !== 'Bundle') throw new CodedError('CW-FHIR-105', 'resourceType');
  const type = tape.text(tape.member(0, 'type'));
  if (type !== 'batch' && type !== 'transaction') throw new CodedError('CW-FHIR-105', 'Bundle.type');
  const list = tape.member(0, 'entry');
  const entries: BundleEntry[] = [];
  if (list >= 0) {
    if (bytes[tape.start(list)] !== ARRAY) throw new CodedError('CW-FHIR-105', 'Bundle.entry');
    const last = tape.next(list);
    for (let item = list + 1; item < last; item = tape.next(item)) entries.push(readEntry(bytes, item, entries.length));
  }
  return { type, entries };
}

function readEntry(bytes: Buffer, item: number, number: number): BundleEntry {
  const path = `Bundle.entry[${number}]`;
  const request = tape.member(item, 'request');
  const said = (name: string): string | undefined => tape.text(tape.member(request, name));
  const method = request < 0 ? undefined : said('method');
  const url = request < 0 ? undefined : said('url');
  if (method === undefined || url === undefined) throw new CodedError('CW-FHIR-105', `${path}.request`);
  const resource = tape.member(item, 'resource');
  const headers: Record<string, string> = {};
  for (const [member, name] of HEADERS) {
    const value = said(member);
    // An instant in a Bundle, a date of HTTP in a header; both are read alike.
    if (value !== undefined) headers[name] = value;
  }
  return {
    path,
    fullUrl: tape.text(tape.member(item, 'fullUrl')),
    method,
    url,
    headers,
    bytes: resource < 0 ? Buffer.alloc(0) : bytes.subarray(tape.start(resource), tape.stop(resource)),
  };
}
