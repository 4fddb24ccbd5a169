import { createSecretKey, type KeyObject } from 'node:crypto';
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
  /** Newest generation: what new rows get their tokens from. */
  readonly index: CipherKey;
  /** Every index generation that rows may have their tokens from, these keys first: what a query has to look for. */
  readonly generations: readonly ScopeKeys[];
  /** HMAC under the address key, which never rotates. */
  readonly address: Mac;
  /** Authenticates mutable marks of fact rows, under a key derived from the address key. */
  readonly marks: Mac;
  readonly ledger: CipherKey;
  /** The key that an envelope names. Throws CW-VLT-010 when the keyring does not hold it, CW-VLT-011 when it was destroyed. */
  keyFor(envelope: Uint8Array): CipherKey;
  /** Blind token (8 bytes): HMAC-SHA256(index key, length-prefixed parts), cached. */
  token(...parts: readonly string[]): Buffer;
}

const CACHED_TOKENS = 20_000;

/** Unwraps a scope's rows. Throws CW-VLT-010 when a purpose is missing. */
export function assembleKeys(scope: Buffer, rows: readonly KeyRow[], unwrap: (row: KeyRow) => Buffer): ScopeKeys {
  const byId = new Map<string, CipherKey>();
  const byPurpose = new Map<string, CipherKey[]>();
  for (const row of rows.filter((one) => one.purpose !== 'checkpoint')) {
    const secret = unwrap(row);
    const key: CipherKey = { id: row.key_id, epoch: row.epoch, key: createSecretKey(secret) };
    secret.fill(0);
    byId.set(`${row.key_id.toString('hex')}/${row.epoch}`, key);
    // Newest first.
    byPurpose.set(row.purpose, [key, ...(byPurpose.get(row.purpose) ?? [])]);
  }
  const all = (purpose: Purpose): readonly [CipherKey, ...CipherKey[]] => {
    const [newest, ...others] = byPurpose.get(purpose) ?? [];
    if (newest === undefined) throw new CodedError('CW-VLT-010', purpose);
    return [newest, ...others];
  };
  const [data] = all('data');
  const oldest = Math.min(...rows.filter((row) => row.purpose.startsWith('data')).map((row) => row.epoch));
  const [address] = all('address');
  const generations: ScopeKeys[] = [];
  const base: Omit<ScopeKeys, 'index' | 'token'> = {
    scope,
    data,
    generations,
    address: createMac(address.key),
    marks: createMac(deriveKey(address.key, 'chartwarden/marks')),
    ledger: all('ledger')[0],
    keyFor(envelope) {
      if (isUnder(data, envelope)) return data;
      const named = envelopeKey(envelope);
      const key = byId.get(`${named.id.toString('hex')}/${named.epoch}`);
      if (key === undefined) throw new CodedError(named.epoch < oldest ? 'CW-VLT-011' : 'CW-VLT-010');
      return key;
    },
  };
  generations.push(...all('index').map((index) => ({ ...base, index, token: tokensOf(index.key) })));
  return generations[0] as ScopeKeys;
}

/** Is this sealed with the key that new rows are sealed with? Throws CW-VLT-001 when it is no envelope. */
export const isNewest = (keys: ScopeKeys, envelope: Uint8Array): boolean =>
  envelopeKey(envelope).epoch === keys.data.epoch;

function tokensOf(index: KeyObject): ScopeKeys['token'] {
  const tokens = new Map<string, Buffer>();
  const mac = createMac(index);
  return (...parts) => {
    const cacheKey = parts.join('\u0000');
    let token = tokens.get(cacheKey);
    if (token === undefined) {
      token = mac(lengthPrefixed(parts)).subarray(0, 8);
      if (tokens.size >= CACHED_TOKENS) tokens.clear();
      tokens.set(cacheKey, token);
    }
    return token;
  };
}
