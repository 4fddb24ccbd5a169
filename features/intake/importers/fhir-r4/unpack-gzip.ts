import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CodedError } from '@chartwarden/errors';
import type { ImporterLimits } from './limits.ts';

/**
 * The bytes inside a .gz. It is unpacked to its end once before the first byte is given, so that a damaged archive, or
 * one that unpacks into far more than it should, gives nothing at all: throws CodedError CW-FHIR-042 or CW-FHIR-043.
 */
export async function* unpackGzip(packed: Buffer, limits: ImporterLimits): AsyncGenerator<Uint8Array> {
  let unpacked = 0;
  for await (const chunk of inflate(packed)) {
    unpacked += chunk.length;
    const isBomb = unpacked > limits.ratioFloor && unpacked > packed.length * limits.maxRatio;
    if (isBomb || unpacked > limits.maxTotal) throw new CodedError('CW-FHIR-043');
  }
  yield* inflate(packed);
}

/** Several archives one after another are one; each one's checksum is held against its bytes (RFC 1952). */
async function* inflate(packed: Buffer): AsyncGenerator<Uint8Array> {
  const source = Readable.from(slices(packed), { objectMode: false });
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

function* slices(bytes: Buffer): Generator<Buffer> {
  for (let from = 0; from < bytes.length; from += 64 * 1024) yield bytes.subarray(from, from + 64 * 1024);
}

const isZlibError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && /^Z_/.test(error.code);
