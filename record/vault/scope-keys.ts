import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { CodedError } from '@chartwarden/errors';
import { type CipherKey, deriveKey, envelopeKey, isUnder, lengthPrefixed } from './cipher.ts';
import type { KeyRow } from './keyring.store.ts';
import { createMac, type Mac } from './mac.ts';

/** A symmetric key of a scope. `data`: epochs; `index`: generations; `address` and `ledger`: one each (design 4.1). */
export type Purpose = 'data' | 'index' | 'address' | 'ledger';

/** The unwrapped keys of one record, account or the instance. */
export interface ScopeKeys {
  readonly scope: Buffer;
  /** Newest epoch: what new rows are sealed with. */
  readonly data: CipherKey;
  readonly index: KeyObject;
  readonly indexGeneration: number;
  /** HMAC under the address key, which never rotates. */
  readonly address: Mac;
  /** Authenticates mutable marks of fact rows, under a key derived from the address key. */
  readonly marks: Mac;
  readonly ledger: CipherKey;
  /** The key that an envelope names. Throws CW-VLT-010 when the keyring does not hold it. */
  keyFor(envelope: Uint8Array): CipherKey;
  /** Blind token (8 bytes): HMAC-SHA256(index key, length-prefixed parts), cached. */
  token(...parts: readonly string[]): Buffer;
}

const CACHED_TOKENS = 20_000;

/** Unwraps a scope's rows. Throws CW-VLT-010 when a purpose is missing. */
export function assembleKeys(scope: Buffer, rows: readonly KeyRow[], unwrap: (row: KeyRow) => Buffer): ScopeKeys {
  const byId = new Map<string, CipherKey>();
  const newest = new Map<string, CipherKey>();
  for (const row of rows.filter((one) => one.purpose !== 'checkpoint')) {
    const secret = unwrap(row);
    const key: CipherKey = { id: row.key_id, epoch: row.epoch, key: createSecretKey(secret) };
    secret.fill(0);
    byId.set(`${row.key_id.toString('hex')}/${row.epoch}`, key);
    newest.set(row.purpose, key);
  }
  const need = (purpose: Purpose): CipherKey => {
    const key = newest.get(purpose);
    if (key === undefined) throw new CodedError('CW-VLT-010', purpose);
    return key;
  };
  const data = need('data');
  const index = need('index');
  const address = need('address').key;
  const tokens = new Map<string, Buffer>();
  return {
    scope,
    data,
    index: index.key,
    indexGeneration: index.epoch,
    address: createMac(address),
    marks: createMac(deriveKey(address, 'chartwarden/marks')),
    ledger: need('ledger'),
    keyFor(envelope) {
      if (isUnder(data, envelope)) return data;
      const named = envelopeKey(envelope);
      const key = byId.get(`${named.id.toString('hex')}/${named.epoch}`);
      if (key === undefined) throw new CodedError('CW-VLT-010');
      return key;
    },
    token(...parts) {
      const cacheKey = parts.join('\u0000');
      let token = tokens.get(cacheKey);
      if (token === undefined) {
        token = createHmac('sha256', index.key).update(lengthPrefixed(parts)).digest().subarray(0, 8);
        if (tokens.size >= CACHED_TOKENS) tokens.clear();
        tokens.set(cacheKey, token);
      }
      return token;
    },
  };
}
