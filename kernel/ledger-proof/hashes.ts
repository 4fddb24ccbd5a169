import { hash } from 'node:crypto';

/** Bytes of every hash, commitment and digest in the ledger. */
export const HASH = 32;

/** SHA-256. Through a latin1 string, because that costs a third of asking `node:crypto` for a Buffer. */
export const sha256 = (data: Uint8Array | string): Buffer => Buffer.from(hash('sha256', data, 'binary'), 'latin1');

const pair = Buffer.alloc(1 + 2 * HASH);
pair[0] = 1;

/** RFC 6962, 2.1: the hash of an inner node, SHA-256(0x01 || left || right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  pair.set(left, 1);
  pair.set(right, 1 + HASH);
  return sha256(pair);
}

/** The root of a tree without leaves: SHA-256 of nothing (RFC 6962, 2.1). */
export const EMPTY_ROOT: Buffer = sha256('');

const HEX32 = /^[0-9a-f]{64}$/;

/** The 32 bytes of 64 lower-case hex digits; undefined for anything else. */
export const hashFromHex = (text: unknown): Buffer | undefined =>
  typeof text === 'string' && HEX32.test(text) ? Buffer.from(text, 'hex') : undefined;
