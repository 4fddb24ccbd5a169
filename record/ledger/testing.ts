import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Db } from '@chartwarden/db';
import { newId, type RecordId } from '@chartwarden/ids';
import { sha256 } from '@chartwarden/ledger-proof';
import { createFolderWitness, type Ledger, type LedgerOptions, openLedger } from './index.ts';
import { type Append, type CheckpointKey, type EntryBody, KeyErasedError, type LedgerCipher } from './types.ts';

/** A cipher that authenticates and hides nothing: what the ledger stores can be looked at, and moved bytes are found. */
export interface TestCipher extends LedgerCipher {
  readonly erased: Set<string>;
}

export function createTestCipher(): TestCipher {
  const erased = new Set<string>();
  const tokens = new Map<string, Buffer>();
  const tag = (place: readonly unknown[], plaintext: Uint8Array): Buffer =>
    createHmac('sha256', JSON.stringify(place)).update(plaintext).digest().subarray(0, 16);
  const token = (kind: string, text: string): Buffer => {
    const key = `${kind} ${text}`;
    const known = tokens.get(key) ?? createHmac('sha256', 'tokens').update(key).digest().subarray(0, 8);
    tokens.set(key, known);
    return known;
  };
  return {
    erased,
    seal: (scope, seq, column, plaintext) => {
      if (erased.has(scope)) throw new KeyErasedError();
      return Buffer.concat([tag([scope, seq, column], plaintext), plaintext]);
    },
    open: (scope, seq, column, envelope) => {
      if (erased.has(scope)) throw new KeyErasedError();
      const plaintext = Buffer.from(envelope.subarray(16));
      if (!tag([scope, seq, column], plaintext).equals(envelope.subarray(0, 16)))
        throw new Error('not what was sealed');
      return plaintext;
    },
    token,
    tokens: (kind, text) => [token(kind, text)],
  };
}

/** A new key, or the one that always belongs to this name. */
export function newCheckpointKey(name?: string): CheckpointKey {
  if (name === undefined) return generateKeyPairSync('ed25519');
  // RFC 8410, 7: the fixed beginning of an Ed25519 private key in PKCS #8.
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), sha256(name)]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

export const person = (): RecordId => newId<RecordId>();

export const operator: Pick<EntryBody, 'actor'> = { actor: { kind: 'operator', role: 'operator' } };

/** An entry as the gate makes one for a read. */
export const readBy = (scope: Append['scope'], account = 'an account', more: Partial<EntryBody> = {}): Append => ({
  scope,
  body: {
    actor: { kind: 'account', account, role: 'owner', session: 'a session' },
    action: 'read',
    outcome: 'permitted',
    purpose: 'self',
    channel: 'web',
    types: ['Observation'],
    ...(scope !== 'instance' && { record: scope }),
    ...more,
  },
});

/** A clock that stands where a test puts it. */
export function createTestClock(start = Date.UTC(2026, 10, 2)) {
  const clock = { time: start, now: () => clock.time };
  return clock;
}

/** Everything that outlives a process: keys, mark and witness of one test's ledger. */
export function createPlace(keys: CheckpointKey[] = [newCheckpointKey()]) {
  const folder = mkdtempSync(join(tmpdir(), 'chartwarden-ledger-'));
  const clock = createTestClock();
  const cipher = createTestCipher();
  const opened: Ledger[] = [];
  return {
    folder,
    clock,
    cipher,
    keys,
    highWater: join(folder, 'high-water'),
    async open(db: Db, more: Partial<LedgerOptions> = {}): Promise<Ledger> {
      const ledger = await openLedger({
        db,
        clock,
        cipher,
        keys: () => keys,
        highWater: join(folder, 'high-water'),
        witness: (origin) => createFolderWitness(folder, origin),
        interval: 3_600_000,
        ...more,
      });
      opened.push(ledger);
      return ledger;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export type Place = ReturnType<typeof createPlace>;
