import { hash, type KeyObject } from 'node:crypto';

/** HMAC-SHA256 of a message under one key: 32 bytes. */
export type Mac = (message: Uint8Array) => Buffer;

// RFC 2104, 2: B and L for SHA-256.
const BLOCK = 64;
const HASH = 32;

/**
 * HMAC-SHA256 (RFC 2104) under a key of at most 64 bytes. By hand, with the padded key prepared once: `createHmac` sets
 * a context up for every message, which costs each fact that is read or staged three times as much.
 */
export function createMac(key: KeyObject): Mac {
  const secret = key.export();
  let inner = Buffer.alloc(BLOCK + 256);
  const outer = Buffer.alloc(BLOCK + HASH);
  for (let at = 0; at < BLOCK; at += 1) {
    inner[at] = (secret[at] ?? 0) ^ 0x36;
    outer[at] = (secret[at] ?? 0) ^ 0x5c;
  }
  secret.fill(0);
  return (message) => {
    const end = BLOCK + message.length;
    if (end > inner.length) inner = Buffer.concat([inner.subarray(0, BLOCK), Buffer.alloc(message.length)]);
    inner.set(message, BLOCK);
    outer.write(hash('sha256', inner.subarray(0, end), 'binary'), BLOCK, 'latin1');
    return Buffer.from(hash('sha256', outer, 'binary'), 'latin1');
  };
}
