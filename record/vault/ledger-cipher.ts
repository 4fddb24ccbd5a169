import { CodedError, isCoded } from '@chartwarden/errors';
import { INSTANCE_ID } from '@chartwarden/ids';
import { KeyErasedError, type LedgerCipher, type Scope } from '@chartwarden/ledger';
import { type CipherKey, lengthPrefixed, open, type Place, seal } from './cipher.ts';
import type { Keyring, ScopeKeys } from './keyring.ts';

const idOf = (scope: Scope): string => (scope === 'instance' ? INSTANCE_ID : scope);

/** Sealing for the ledger. Synchronous: whoever appends or reads loads the scope first with {@link LedgerKeys.prepare}. */
export interface LedgerKeys extends LedgerCipher {
  /** Brings a scope's ledger key into memory; an erased scope's stays away. */
  prepare(scope: Scope): Promise<void>;
}

export async function createLedgerKeys(keyring: Keyring): Promise<LedgerKeys> {
  const instance = await keyring.load(INSTANCE_ID);
  // Scopes whose other keys are destroyed keep their ledger key until the receipt is written (design 4.3).
  const erased = new Map<string, CipherKey | null>();
  const keysOf = (scope: Scope): ScopeKeys | undefined =>
    scope === 'instance' ? instance : keyring.loaded(idOf(scope));

  function keyFor(scope: Scope): { readonly key: CipherKey; readonly record: Buffer } {
    const keys = keysOf(scope);
    if (keys !== undefined) return { key: keys.ledger, record: keys.scope };
    const key = erased.get(idOf(scope));
    if (key === undefined) throw new CodedError('CW-VLT-010', 'a ledger key was not loaded');
    if (key === null) throw new KeyErasedError();
    return { key, record: Buffer.from(idOf(scope).replaceAll('-', ''), 'hex') };
  }

  const place = (record: Buffer, seq: number, column: string): Place => ({
    record,
    table: 'ledger_entries',
    row: lengthPrefixed([seq]),
    column,
    rowVersion: 1,
  });

  return {
    async prepare(scope) {
      if (scope === 'instance') return;
      try {
        await keyring.load(scope);
      } catch (error) {
        if (!isCoded(error) || error.code !== 'CW-VLT-002') throw error;
        erased.set(scope, await keyring.ledgerKey(scope).catch(() => null));
      }
    },
    seal(scope, seq, column, plaintext) {
      const { key, record } = keyFor(scope);
      return seal(key, place(record, seq, column), plaintext);
    },
    open(scope, seq, column, envelope) {
      const { key, record } = keyFor(scope);
      return open(key, place(record, seq, column), envelope);
    },
    token: (kind, text) => instance.token(`ledger-${kind}`, text),
  };
}
