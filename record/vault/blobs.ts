import { createHash, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import { CodedError, isCoded } from '@chartwarden/errors';
import type { Objects } from '@chartwarden/objects';
import { CHUNK, type CipherKey, lengthPrefixed, openChunk, SEALED_CHUNK, sealChunk } from './cipher.ts';
import type { ScopeKeys } from './scope-keys.ts';

// `0x01 | key id (8) | epoch u32 | salt (32)`, then sealed chunks.
const HEADER = 1 + 8 + 4 + 32;

export interface ReceivedBlob {
  /** `HMAC-SHA256(address key, SHA-256 of the bytes)`, hex: the same file of one record is stored once. */
  readonly address: string;
  /** SHA-256 of the plain bytes, hex. */
  readonly sha256: string;
  readonly size: number;
  /** Where it stands until it is placed. */
  readonly waiting: string;
}

const subkeyOf = (key: CipherKey, salt: Uint8Array): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', key.key, salt, 'chartwarden/blob', 32)));

const aadOf = (keys: ScopeKeys, header: Uint8Array): Buffer => lengthPrefixed([keys.scope, 'blob', header]);

/** Where bytes with this SHA-256 (hex) stand. */
export const blobAddress = (keys: ScopeKeys, sha256: string): string =>
  keys.address(Buffer.from(sha256, 'hex')).toString('hex');

async function* sealed(
  keys: ScopeKeys,
  input: AsyncIterable<Uint8Array>,
  seen: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  const header = Buffer.alloc(HEADER);
  header[0] = 1;
  keys.data.id.copy(header, 1);
  header.writeUInt32BE(keys.data.epoch, 9);
  randomBytes(32).copy(header, 13);
  const subkey = subkeyOf(keys.data, header.subarray(13));
  const aad = aadOf(keys, header);
  yield header;
  let held: Buffer = Buffer.alloc(0);
  let index = 0;
  for await (const part of input) {
    seen(part);
    held = held.length === 0 ? Buffer.from(part) : Buffer.concat([held, part]);
    // Strictly more than a chunk: the last chunk, full or not, is sealed with its flag after the loop.
    while (held.length > CHUNK) {
      yield sealChunk(subkey, index, false, aad, held.subarray(0, CHUNK));
      held = held.subarray(CHUNK);
      index += 1;
    }
  }
  yield sealChunk(subkey, index, true, aad, held);
}

/**
 * Seals bytes while they arrive, so that nothing of them touches the disk in clear. They wait under a random name until
 * {@link placeBlob} or {@link dropBlob}.
 */
export async function receiveBlob(
  objects: Objects,
  keys: ScopeKeys,
  input: AsyncIterable<Uint8Array>,
): Promise<ReceivedBlob> {
  const hash = createHash('sha256');
  let size = 0;
  const waiting = randomBytes(32).toString('hex');
  const seen = (part: Uint8Array): void => {
    hash.update(part);
    size += part.length;
  };
  await objects.put(waiting, sealed(keys, input, seen));
  const sha256 = hash.digest('hex');
  return { address: blobAddress(keys, sha256), sha256, size, waiting };
}

/** Puts a received blob at its address, in the place of what is there. */
export const placeBlob = (objects: Objects, blob: ReceivedBlob): Promise<boolean> =>
  objects.rename(blob.waiting, blob.address);

/** Forgets a received blob: the same bytes are there already. */
export const dropBlob = (objects: Objects, blob: ReceivedBlob): Promise<boolean> => objects.delete(blob.waiting);

/** Stores the same bytes anew under the newest key; the old ciphertext is there until the new one takes its place. */
export async function replaceBlob(objects: Objects, keys: ScopeKeys, input: AsyncIterable<Uint8Array>): Promise<void> {
  await placeBlob(objects, await receiveBlob(objects, keys, input));
}

/** What a blob begins with, up to the epoch; undefined when there is none. */
async function headOf(objects: Objects, address: string): Promise<Buffer | undefined> {
  for await (const part of (await objects.get(address)) ?? [])
    return part.length < HEADER ? undefined : Buffer.from(part.subarray(0, 13));
  return undefined;
}

/** The epoch that a blob is sealed with; undefined when there is none. */
export const blobEpoch = async (objects: Objects, address: string): Promise<number | undefined> =>
  (await headOf(objects, address))?.readUInt32BE(9);

// An envelope-shaped view of key id and epoch, so that the keyring finds the key the same way.
const keyOf = (keys: ScopeKeys, head: Buffer): CipherKey => keys.keyFor(Buffer.concat([head, Buffer.alloc(28)]));

/** Whose key a blob is sealed with, among these; undefined when it is nobody's, or there is none. */
export async function ownerOf(
  objects: Objects,
  address: string,
  among: readonly ScopeKeys[],
): Promise<ScopeKeys | undefined> {
  const head = await headOf(objects, address);
  return among.find((keys) => {
    try {
      return head !== undefined && keyOf(keys, head) !== undefined;
    } catch (error) {
      // Key ids are random: to everybody else they name nothing.
      if (isCoded(error)) return false;
      throw error;
    }
  });
}

/**
 * The bytes of a blob, each chunk checked before it is yielded and the SHA-256 of the whole before the last one.
 * Throws CW-VLT-001 when the object is missing, changed, cut or another one.
 */
export async function* readBlob(
  objects: Objects,
  keys: ScopeKeys,
  address: string,
  sha256: string,
): AsyncGenerator<Buffer> {
  const stored = await objects.get(address);
  if (stored === null) throw new CodedError('CW-VLT-001', 'a stored file is missing');
  const hash = createHash('sha256');
  let held: Buffer = Buffer.alloc(0);
  let subkey: KeyObject | undefined;
  let aad: Buffer = Buffer.alloc(0);
  let index = 0;
  const chunk = (last: boolean, bytes: Buffer): Buffer => {
    if (subkey === undefined) throw new CodedError('CW-VLT-001', 'a stored file is cut short');
    const plain = openChunk(subkey, index, last, aad, bytes);
    index += 1;
    hash.update(plain);
    return plain;
  };
  for await (const part of stored) {
    held = held.length === 0 ? Buffer.from(part) : Buffer.concat([held, part]);
    if (subkey === undefined && held.length >= HEADER) {
      const header = Buffer.from(held.subarray(0, HEADER));
      if (header[0] !== 1) throw new CodedError('CW-VLT-001', 'unknown blob format');
      subkey = subkeyOf(keyOf(keys, header.subarray(0, 13)), header.subarray(13));
      aad = aadOf(keys, header);
      held = held.subarray(HEADER);
    }
    while (subkey !== undefined && held.length > SEALED_CHUNK) {
      yield chunk(false, held.subarray(0, SEALED_CHUNK));
      held = held.subarray(SEALED_CHUNK);
    }
  }
  const last = chunk(true, held);
  if (hash.digest('hex') !== sha256 || blobAddress(keys, sha256) !== address)
    throw new CodedError('CW-VLT-001', 'a stored file is another one');
  yield last;
}
