import { crc32 } from 'node:zlib';
import { CodedError } from '@chartwarden/errors';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import type { ImporterLimits } from './limits.ts';

/** One file in a .zip. Its name is a label, never a path. */
export interface ZipMember {
  readonly name: string;
  /** Its bytes, unpacked, from the beginning. Throws CW-FHIR-041, 042 or 043 while they are read. */
  open(): AsyncIterable<Uint8Array>;
}

/** Longest name that is shown. */
const LONGEST_NAME = 200;

/** Files that archivers add on their own. */
const BY_THE_WAY = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/;

/**
 * The files in a .zip, in the order of its directory. All limits stand before anything is unpacked: number of members,
 * what they say they unpack to, and that their packed bytes fit into the archive (members that share bytes are a bomb).
 * Throws CodedError CW-FHIR-042 (damaged), 043 (a bomb, or too large).
 */
export async function* unpackZip(bytes: Buffer, limits: ImporterLimits): AsyncGenerator<ZipMember> {
  let zip: ZipFile;
  let entries: readonly NamedEntry[];
  try {
    // Names are labels, so what they say about folders is not judged by the library.
    zip = await fromBufferPromise(bytes, { lazyEntries: true, decodeStrings: false, validateEntrySizes: true });
    entries = await entriesOf(zip, bytes.length, limits);
  } catch (error) {
    throw asCoded(error);
  }
  for (const { name, entry } of entries) yield { name, open: () => unpackMember(zip, entry, limits) };
}

export interface NamedEntry {
  readonly name: string;
  readonly entry: Entry;
}

/** The members of a .zip of so many bytes. Throws CW-FHIR-043 where its directory says what cannot be, or too much. */
export async function entriesOf(zip: ZipFile, size: number, limits: ImporterLimits): Promise<readonly NamedEntry[]> {
  if (zip.entryCount > limits.maxMembers) throw new CodedError('CW-FHIR-043');
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) entries.push(entry);
  const packed = entries.reduce((sum, entry) => sum + entry.compressedSize, 0);
  const unpacked = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  if (packed > size || unpacked > limits.maxTotal) throw new CodedError('CW-FHIR-043');
  return entries.flatMap((entry) => {
    const name = nameOf(entry);
    return name.endsWith('/') || BY_THE_WAY.test(name) ? [] : [{ name: name.slice(-LONGEST_NAME), entry }];
  });
}

/** Throws CW-FHIR-041 for one that is locked, 043 for one that unpacks into far more than it should. */
export function checkEntry(entry: Entry, limits: ImporterLimits): void {
  if (entry.isEncrypted()) throw new CodedError('CW-FHIR-041');
  const { compressedSize, uncompressedSize, compressionMethod } = entry;
  if (uncompressedSize > limits.ratioFloor && uncompressedSize > compressedSize * limits.maxRatio)
    throw new CodedError('CW-FHIR-043');
  if (compressionMethod !== 0 && compressionMethod !== 8) throw new CodedError('CW-FHIR-042');
}

/** Unpacked once to hold its checksum against it, and again to be read: a damaged member gives nothing. */
async function* unpackMember(zip: ZipFile, entry: Entry, limits: ImporterLimits): AsyncGenerator<Uint8Array> {
  checkEntry(entry, limits);
  let sum = 0;
  for await (const chunk of open(zip, entry)) sum = crc32(chunk, sum);
  if (sum !== entry.crc32) throw new CodedError('CW-FHIR-042');
  yield* open(zip, entry);
}

async function* open(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  try {
    yield* (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>;
  } catch (error) {
    throw asCoded(error);
  }
}

/** UTF-8 where it says so or is, otherwise the old DOS letters as Latin ones: it is only shown. */
function nameOf(entry: Entry): string {
  const raw = Buffer.from(entry.fileNameRaw);
  const text = raw.toString('utf8');
  const name = text.includes('\uFFFD') ? raw.toString('latin1') : text;
  return name.replaceAll('\\', '/').replace(/\p{Cc}/gu, '?');
}

export const asCoded = (error: unknown): CodedError =>
  error instanceof CodedError ? error : new CodedError('CW-FHIR-042', undefined, { cause: error });
