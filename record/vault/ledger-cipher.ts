import { INSTANCE_ID, idToBytes } from '@chartwarden/ids';
import { KeyErasedError, type LedgerCipher, type Scope } from '@chartwarden/ledger';
import { type CipherKey, lengthPrefixed, open, type Place, seal } from './cipher.ts';
import type { Keyring } from './keyring.ts';

const idOf = (scope: Scope): string => (scope === 'instance' ? INSTANCE_ID : scope);

/** Sealing for the ledger. It is synchronous, so all ledger keys are held; new ones come with {@link LedgerKeys.prepare}. */
export interface LedgerKeys extends LedgerCipher {
  /** Brings the ledger key of a scope that was made since into memory. */
  prepare(scope: Scope): Promise<void>;
  /** Takes over a new index key of the instance. */
  renew(): Promise<void>;
  /** Forgets a scope's ledger key; the keyring must have destroyed it before. */
  forget(scope: Scope): void;
}

export async function createLedgerKeys(keyring: Keyring): Promise<LedgerKeys> {
  let instance = await keyring.load(INSTANCE_ID);
  const held = new Map(await keyring.ledgerKeys());

  function keyOf(scope: Scope): CipherKey {
    const key = held.get(idOf(scope));
    // Every scope that has an entry had a key: one that is gone was destroyed with its person.
    if (key === undefined) throw new KeyErasedError();
    return key;
  }

  const place = (scope: Scope, seq: number, column: string): Place => ({
    record: idToBytes(idOf(scope)),
    table: 'ledger_entries',
    row: lengthPrefixed([seq]),
    column,
    rowVersion: 1,
  });

  return {
    async prepare(scope) {
      if (held.has(idOf(scope))) return;
      for (const [id, key] of await keyring.ledgerKeys(idOf(scope))) held.set(id, key);
    },
    forget: (scope) => void held.delete(idOf(scope)),
    seal: (scope, seq, column, plaintext) => seal(keyOf(scope), place(scope, seq, column), plaintext),
    open: (scope, seq, column, envelope) => open(keyOf(scope), place(scope, seq, column), envelope),
    token: (kind, text) => instance.token(`ledger-${kind}`, text),
    tokens: (kind, text) => instance.generations.map((one) => one.token(`ledger-${kind}`, text)),
    async renew() {
      instance = await keyring.load(INSTANCE_ID);
    },
  };
}
