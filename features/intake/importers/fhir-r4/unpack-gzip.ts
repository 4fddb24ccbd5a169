import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CodedError } from '@chartwarden/errors';
import type { ImporterLimits } from './limits.ts';

/** Packed bytes that can be read from the beginning as often as they are wanted. */
export interface Packed {
  readonly size: number;
  open(): AsyncIterable<Uint8Array>;
}

/**
 * The bytes inside a .gz. It is unpacked to its end once before the first byte is given, so that a damaged archive, or
 * one that unpacks into far more than it should, gives nothing at all: throws CodedError CW-FHIR-042 or CW-FHIR-043.
 */
export async function* unpackGzip(packed: Packed, limits: ImporterLimits): AsyncGenerator<Uint8Array> {
  let unpacked = 0;
  for await (const chunk of inflate(packed)) {
    unpacked += chunk.length;
    const isBomb = unpacked > limits.ratioFloor && unpacked > packed.size * limits.maxRatio;
    if (isBomb || unpacked > limits.maxTotal) throw new CodedError('CW-FHIR-043');
  }
  yield* inflate(packed);
}

/** Several archives one after another are one; each one's checksum is held against its bytes (RFC 1952). */
async function* inflate(packed: Packed): AsyncGenerator<Uint8Array> {
  const source = Readable.from(copies(packed.open()), { objectMode: false });
  const unpacked = source.pipe(createGunzip({ chunkSize: 64 * 1024 }));
  try {
    yield* unpacked as AsyncIterable<Buffer>;
  } catch (error) {
    if (isZlibError(error)) throw new CodedError('CW-FHIR-042', undefined, { cause: error });
    throw error;
  } finally {
    source.destroy();
    unpacked.destroy();
  }
}

/** A piece may be a view that its sender uses again before the stream has read it. */
async function* copies(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) yield Buffer.from(piece);
}

export async function* slices(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += 64 * 1024) yield bytes.subarray(from, from + 64 * 1024);
}

const isZlibError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && /^Z_/.test(error.code);
