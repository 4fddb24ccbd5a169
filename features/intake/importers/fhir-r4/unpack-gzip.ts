import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CodedError } from '@chartwarden/errors';
import type { ImporterLimits } from './limits.ts';

/**
 * The bytes inside a .gz, as they are unpacked. Throws CodedError CW-FHIR-042 (damaged) or CW-FHIR-043 (unpacks into far
 * more than it should).
 */
export async function* unpackGzip(
  packed: AsyncIterable<Uint8Array>,
  limits: ImporterLimits,
): AsyncGenerator<Uint8Array> {
  let taken = 0;
  let given = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of packed) {
      taken += chunk.length;
      yield chunk;
    }
  }
  const source = Readable.from(counted(), { objectMode: false, highWaterMark: 64 * 1024 });
  const unpacked = source.pipe(createGunzip({ chunkSize: 64 * 1024 }));
  source.on('error', (error) => unpacked.destroy(error));
  try {
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      given += chunk.length;
      if (given > limits.maxTotal || (given > limits.ratioFloor && given > taken * limits.maxRatio)) {
        throw new CodedError('CW-FHIR-043');
      }
      yield chunk;
    }
  } catch (error) {
    if (isZlibError(error)) throw new CodedError('CW-FHIR-042', undefined, { cause: error });
    throw error;
  } finally {
    source.destroy();
    unpacked.destroy();
  }
}

const isZlibError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && /^Z_/.test(error.code);
