import { crc32, createInflateRaw } from 'node:zlib';
import { CodedError } from '@chartwarden/errors';
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader } from 'yauzl';
import type { ImporterLimits } from './limits.ts';
import { asCoded, checkEntry, entriesOf, type ZipMember } from './unpack-zip.ts';

/** The bytes of a file once more, from the beginning. */
export type Again = () => AsyncIterable<Uint8Array>;

/** A .zip that is larger than what is held: its directory, and its members in the order in which they stand. */
export interface StreamedZip {
  readonly names: readonly string[];
  /** One pass over the file. A member is read when it comes up, or not at all. */
  pass(): AsyncGenerator<ZipMember>;
}

/** Of the end of a file: its directory stands there. 10,000 members with long names take 4 MB. */
const TAIL = 8 * 1024 * 1024;
/** Bytes of a local file header before its name (APPNOTE 4.3.7). */
const LOCAL = 30;
const SIGNATURE = 0x04034b50;

/**
 * Opens a .zip of any size: its end is read first, then it is passed over as often as needed. The limits stand before
 * anything is unpacked, as in `unpackZip`. Throws CodedError CW-FHIR-042 (damaged), 043 (a bomb, or too large).
 */
export async function streamZip(
  first: AsyncIterable<Uint8Array>,
  again: Again,
  limits: ImporterLimits,
): Promise<StreamedZip> {
  const { tail, size } = await tailOf(first);
  const entries = await directoryOf(tail, size, limits);
  const order = [...entries].sort((a, b) => a.entry.relativeOffsetOfLocalHeader - b.entry.relativeOffsetOfLocalHeader);

  async function* pass(): AsyncGenerator<ZipMember> {
    const take = taker(again());
    let at = 0;
    for (const { name, entry } of order) {
      const { relativeOffsetOfLocalHeader: from, compressedSize } = entry;
      // Members that share their bytes are a bomb.
      if (from < at) throw new CodedError('CW-FHIR-043');
      await take.skip(from - at);
      const head = await take.bytes(LOCAL);
      if (head.readUInt32LE(0) !== SIGNATURE) throw new CodedError('CW-FHIR-042');
      const names = head.readUInt16LE(26) + head.readUInt16LE(28);
      await take.skip(names);
      const packed = take.part(compressedSize);
      yield { name, open: () => unpacked(entry, packed, limits) };
      // What its reader left: the next member stands behind it.
      for (let rest = await packed.next(); !rest.done; rest = await packed.next());
      at = from + LOCAL + names + compressedSize;
    }
  }
  return { names: entries.map(({ name }) => name), pass };
}

/** Names of members whose bytes are not what their checksum says, with the code of each. */
export async function damagedIn(zip: StreamedZip): Promise<ReadonlyMap<number, CodedError>> {
  const damaged = new Map<number, CodedError>();
  let at = 0;
  for await (const member of zip.pass()) {
    try {
      for await (const _chunk of member.open());
    } catch (error) {
      damaged.set(at, asCoded(error));
    }
    at += 1;
  }
  return damaged;
}

async function tailOf(chunks: AsyncIterable<Uint8Array>): Promise<{ readonly tail: Buffer; readonly size: number }> {
  const kept: Buffer[] = [];
  let held = 0;
  let size = 0;
  for await (const chunk of chunks) {
    // Copied: a chunk is a view into what the pipe delivered.
    kept.push(Buffer.from(chunk));
    held += chunk.length;
    size += chunk.length;
    while (held - (kept[0]?.length ?? 0) >= TAIL) held -= kept.shift()?.length ?? 0;
  }
  return { tail: Buffer.concat(kept, held), size };
}

/** Reads the directory with the library that reads every other .zip, which is shown the end of the file and nothing else. */
async function directoryOf(tail: Buffer, size: number, limits: ImporterLimits) {
  const start = size - tail.length;
  const reader = Reflect.construct(RandomAccessReader, []) as RandomAccessReader;
  reader.read = (buffer, offset, length, position, callback) => {
    const from = position - start;
    if (from < 0 || from + length > tail.length) return callback(new CodedError('CW-FHIR-043'));
    tail.copy(buffer, offset, from, from + length);
    // In a turn of its own, as from a disk: the library goes on from here, member after member.
    setImmediate(callback, null);
  };
  try {
    const options = { lazyEntries: true, decodeStrings: false, validateEntrySizes: true, autoClose: false } as const;
    return await entriesOf(await fromRandomAccessReaderPromise(reader, size, options), size, limits);
  } catch (error) {
    throw asCoded(error);
  }
}

/** Hands out a stream from its beginning, part by part. Throws CW-FHIR-042 when it ends before. */
function taker(chunks: AsyncIterable<Uint8Array>) {
  const iterator = chunks[Symbol.asyncIterator]();
  let held: Uint8Array = new Uint8Array();
  async function* part(size: number): AsyncGenerator<Uint8Array> {
    for (let left = size; left > 0; ) {
      if (held.length === 0) {
        const next = await iterator.next();
        if (next.done) throw new CodedError('CW-FHIR-042', 'it is cut off');
        held = next.value;
        continue;
      }
      const piece = held.subarray(0, left);
      held = held.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }
  return {
    part,
    async skip(size: number): Promise<void> {
      for await (const _piece of part(size));
    },
    async bytes(size: number): Promise<Buffer> {
      const parts: Buffer[] = [];
      for await (const piece of part(size)) parts.push(Buffer.from(piece));
      return Buffer.concat(parts, size);
    },
  };
}

/** A member unpacked as it comes, its size and checksum held against it at its end. */
async function* unpacked(
  entry: Entry,
  packed: AsyncGenerator<Uint8Array>,
  limits: ImporterLimits,
): AsyncGenerator<Uint8Array> {
  checkEntry(entry, limits);
  let sum = 0;
  let size = 0;
  for await (const piece of entry.compressionMethod === 0 ? unclosed(packed) : inflated(packed)) {
    size += piece.length;
    if (size > entry.uncompressedSize) throw new CodedError('CW-FHIR-042');
    sum = crc32(piece, sum);
    yield piece;
  }
  if (size !== entry.uncompressedSize || sum !== entry.crc32) throw new CodedError('CW-FHIR-042');
}

/** The same, for somebody who may stop early: the rest stays to be read by whoever goes on. */
const unclosed = <T>(from: AsyncGenerator<T>): AsyncIterable<T> => ({
  [Symbol.asyncIterator]: () => ({ next: () => from.next() }),
});

async function* inflated(packed: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw({ chunkSize: 64 * 1024 });
  let isOver = false;
  /** One hand feeds, and has stopped before anybody else reads on. */
  const feeding = (async () => {
    for (let next = await packed.next(); !isOver && !next.done; next = await packed.next()) {
      // Copied: it is a view, and the library reads it later.
      if (inflate.write(Buffer.from(next.value))) continue;
      await new Promise<void>((resolve) => {
        inflate.once('drain', resolve);
        inflate.once('close', resolve);
      });
    }
    inflate.end();
  })();
  feeding.catch((error: unknown) => inflate.destroy(error as Error));
  try {
    yield* inflate as AsyncIterable<Buffer>;
  } catch (error) {
    throw asCoded(error);
  } finally {
    isOver = true;
    inflate.destroy();
    await feeding.catch(() => undefined);
  }
}
