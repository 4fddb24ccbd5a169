/**
 * The only module that calls a cipher (a contract test fails on createCipheriv anywhere else).
 * AES-256-GCM (NIST SP 800-38D), 96-bit random nonces, 128-bit tags.
 */
import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomFillSync,
} from 'node:crypto';
import { CodedError } from '@chartwarden/errors';

const ALGORITHM = 'aes-256-gcm';
const VERSION = 1;
const NONCE = 12;
const TAG = 16;
const WITH_TAG = { authTagLength: TAG };
const HEADER = 1 + 8 + 4 + NONCE;
/** Bytes that an envelope adds to its plaintext. */
export const ENVELOPE_OVERHEAD = HEADER + TAG;

/** A 256-bit key with the id that envelopes carry (8 random bytes) and the epoch it belongs to. */
export interface CipherKey {
  readonly id: Buffer;
  readonly epoch: number;
  readonly key: KeyObject;
}

/** What a ciphertext is bound to: moving it to another record, table, row, column or version fails to open. */
export interface Place {
  readonly record: Uint8Array;
  readonly table: string;
  /** Its key: bytes, or the columns of the key. */
  readonly row: Uint8Array | readonly Part[];
  readonly column: string;
  readonly rowVersion: number;
  /** The row's columns that stand in clear, in an order that the caller keeps: a flip in one of them fails to open. */
  readonly clear?: readonly Part[];
}

/** A list inside a list stands there as the bytes that it would give alone. */
type Part = Uint8Array | string | number | null | readonly Part[];

/** 0xffffffff stands for null, so that null differs from the empty string. */
const NULL_LENGTH = 0xffffffff;

const isAscii = (text: string): boolean => {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
};

const sizeOf = (part: Part): number => {
  if (part === null) return 0;
  if (typeof part === 'number') return 8;
  if (typeof part !== 'string') return isList(part) ? sizeOfList(part) : part.length;
  return part.length < SHORT && isAscii(part) ? part.length : Buffer.byteLength(part, 'utf8');
};

const isList = (part: Uint8Array | readonly Part[]): part is readonly Part[] => Array.isArray(part);

function sizeOfList(parts: readonly Part[]): number {
  let size = 4 * parts.length;
  for (let index = 0; index < parts.length; index += 1) size += sizeOf(parts[index] as Part);
  return size;
}

// Every row that is read or written goes through here four times: below this many characters or bytes a loop is
// quicker than a call into the runtime.
const SHORT = 32;

function write32(out: Buffer, at: number, value: number): number {
  out[at] = value >>> 24;
  out[at + 1] = value >>> 16;
  out[at + 2] = value >>> 8;
  out[at + 3] = value;
  return at + 4;
}

/**
 * Length-prefixed list: unambiguous, so that no two different lists give the same bytes. Numbers are safe integers,
 * written as 64-bit big-endian.
 */
export function lengthPrefixed(parts: readonly Part[]): Buffer {
  const out = Buffer.allocUnsafe(sizeOfList(parts));
  writeList(out, 0, parts);
  return out;
}

function writeList(out: Buffer, from: number, parts: readonly Part[]): void {
  let at = from;
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index] as Part;
    if (part === null) at = write32(out, at, NULL_LENGTH);
    else if (typeof part === 'number') {
      at = write32(out, at, 8);
      at = write32(out, at, Math.floor(part / 2 ** 32));
      at = write32(out, at, part);
    } else {
      const length = sizeOf(part);
      at = write32(out, at, length);
      if (typeof part === 'string') writeText(out, at, part, length);
      else if (isList(part)) writeList(out, at, part);
      else writeBytes(out, at, part);
      at += length;
    }
  }
}

function writeText(out: Buffer, at: number, text: string, length: number): void {
  if (length === text.length && length < SHORT)
    for (let from = 0; from < length; from += 1) out[at + from] = text.charCodeAt(from);
  else out.write(text, at, 'utf8');
}

function writeBytes(out: Buffer, at: number, bytes: Uint8Array): void {
  if (bytes.length < SHORT) for (let from = 0; from < bytes.length; from += 1) out[at + from] = bytes[from] as number;
  else out.set(bytes, at);
}

const aadOf = (place: Place, epoch: number): Buffer =>
  lengthPrefixed([place.record, place.table, place.row, place.column, place.rowVersion, epoch, place.clear ?? null]);

const pool = Buffer.allocUnsafe(NONCE * 512);
let poolUsed = pool.length;

function writeNonce(target: Buffer, at: number): void {
  if (poolUsed === pool.length) {
    randomFillSync(pool);
    poolUsed = 0;
  }
  pool.copy(target, at, poolUsed, poolUsed + NONCE);
  poolUsed += NONCE;
}

/** Seals bytes into an envelope `version | key id | epoch | nonce | ciphertext | tag`. */
export function seal(key: CipherKey, place: Place, plaintext: Uint8Array): Buffer {
  const out = Buffer.allocUnsafe(ENVELOPE_OVERHEAD + plaintext.length);
  out[0] = VERSION;
  out.set(key.id, 1);
  out.writeUInt32BE(key.epoch, 9);
  writeNonce(out, 13);
  const cipher = createCipheriv(ALGORITHM, key.key, out.subarray(13, HEADER), { authTagLength: TAG });
  cipher.setAAD(aadOf(place, key.epoch));
  out.set(cipher.update(plaintext), HEADER);
  cipher.final();
  out.set(cipher.getAuthTag(), HEADER + plaintext.length);
  return out;
}

/** The key id (8 bytes) and epoch that an envelope names. Throws CW-VLT-001 on an unknown version or a short envelope. */
export function envelopeKey(envelope: Uint8Array): { readonly id: Buffer; readonly epoch: number } {
  const bytes = Buffer.from(envelope.buffer, envelope.byteOffset, envelope.length);
  if (bytes.length < ENVELOPE_OVERHEAD || bytes[0] !== VERSION) throw new CodedError('CW-VLT-001', 'unknown envelope');
  return { id: bytes.subarray(1, 9), epoch: bytes.readUInt32BE(9) };
}

/** Whether an envelope names this key. Throws CW-VLT-001 as {@link envelopeKey}. */
export function isUnder(key: CipherKey, envelope: Uint8Array): boolean {
  if (envelope.length < ENVELOPE_OVERHEAD || envelope[0] !== VERSION) envelopeKey(envelope);
  for (let at = 0; at < 8; at += 1) if (envelope[1 + at] !== key.id[at]) return false;
  for (let at = 0; at < 4; at += 1) if (envelope[9 + at] !== ((key.epoch >>> (24 - 8 * at)) & 0xff)) return false;
  return true;
}

/**
 * Opens an envelope with the key it names. No plaintext leaves before the tag was checked.
 * Throws CW-VLT-001 when a byte of the envelope, its place or a bound clear column is not what was sealed.
 */
export function open(key: CipherKey, place: Place, envelope: Uint8Array): Buffer {
  if (!isUnder(key, envelope)) throw new CodedError('CW-VLT-001', 'another key');
  const end = envelope.length - TAG;
  const decipher = createDecipheriv(ALGORITHM, key.key, envelope.subarray(13, HEADER), WITH_TAG);
  decipher.setAAD(aadOf(place, key.epoch));
  decipher.setAuthTag(envelope.subarray(end));
  const plaintext = decipher.update(envelope.subarray(HEADER, end));
  try {
    decipher.final();
  } catch (cause) {
    plaintext.fill(0);
    throw new CodedError('CW-VLT-001', `${place.table}.${place.column}`, { cause });
  }
  return plaintext;
}

/** A purpose-bound 256-bit key from another key (HKDF-SHA256, RFC 5869). */
export function deriveKey(from: KeyObject, purpose: string, salt: Uint8Array = Buffer.alloc(0)): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', from, salt, purpose, 32)));
}

/** Plaintext bytes in one chunk of a blob. */
export const CHUNK = 64 * 1024;
/** Bytes of one sealed full chunk. */
export const SEALED_CHUNK = CHUNK + TAG;

// The STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015): the nonce is the chunk's number and a last-chunk
// flag, so that chunks cannot be reordered, dropped or cut off at the end. Each blob has a subkey of its own.
function chunkNonce(index: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(NONCE);
  nonce.writeUInt32BE(index, 7);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

/** Seals one chunk of a blob (at most {@link CHUNK} bytes) under the blob's subkey. */
export function sealChunk(
  subkey: KeyObject,
  index: number,
  last: boolean,
  aad: Uint8Array,
  plaintext: Uint8Array,
): Buffer {
  const cipher = createCipheriv(ALGORITHM, subkey, chunkNonce(index, last), { authTagLength: TAG });
  cipher.setAAD(aad);
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** Opens one chunk. Throws CW-VLT-001 when it is not the chunk that was sealed at this number. */
export function openChunk(
  subkey: KeyObject,
  index: number,
  last: boolean,
  aad: Uint8Array,
  sealed: Uint8Array,
): Buffer {
  if (sealed.length < TAG) throw new CodedError('CW-VLT-001', 'a blob chunk is cut short');
  const decipher = createDecipheriv(ALGORITHM, subkey, chunkNonce(index, last), { authTagLength: TAG });
  decipher.setAAD(aad);
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  const plaintext = decipher.update(sealed.subarray(0, sealed.length - TAG));
  try {
    decipher.final();
  } catch (cause) {
    plaintext.fill(0);
    throw new CodedError('CW-VLT-001', 'a blob chunk', { cause });
  }
  return plaintext;
}
