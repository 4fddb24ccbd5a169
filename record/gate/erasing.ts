import type { Statement } from '@chartwarden/db';
import { CodedError } from '@chartwarden/errors';
import type { RecordId } from '@chartwarden/ids';
import type { Actor, Ledger, Placed } from '@chartwarden/ledger';
import type { Keyring, LedgerKeys, RequestFacts, Vault } from '@chartwarden/vault';
import type { Access } from './access.ts';
import { holdsIn } from './custody-rules.ts';
import type { Gate } from './gate-types.ts';

/** What was lost, for the receipt. */
export interface Erased {
  readonly facts: number;
  readonly sources: number;
  readonly bytes: number;
}

const SYSTEM: Actor = { kind: 'system', role: 'system' };

/**
 * Erasing a record, in the order that survives a crash at any point: the access event first (from it on nobody gets a
 * permit, and a job carries on whatever happens), then the keys, then the receipt, then the ledger key that sealed it.
 */
export function createErasing(parts: {
  readonly access: Access;
  readonly gate: Gate;
  readonly vault: Vault;
  readonly keyring: Keyring;
  readonly ledger: Ledger;
  readonly cipher: LedgerKeys;
  readonly keysChanged: () => Promise<void>;
}) {
  const { access, gate, vault, keyring, ledger, cipher, keysChanged } = parts;
  const running = new Map<string, Promise<Placed | null>>();

  /**
   * The point of no return. `statements` (the job that carries on) come into being with the event. The caller has used
   * up an approval. Throws CW-GATE-007 when the actor does not hold the record.
   */
  async function begin(
    actor: Actor,
    record: RecordId,
    request: RequestFacts,
    statements: readonly Statement[],
  ): Promise<void> {
    const event = { kind: 'record', record, recordKind: 'person', state: 'erased' } as const;
    const capacity = actor.kind === 'system' ? 'system' : (holdsIn(access.state(), actor, record) ?? 'proxy');
    await access.change(actor, { ...event, capacity }, request, { statements, digests: [] });
  }

  /**
   * Whoever can write to the database writes a job, too: what says that a record was erased is the chain of access alone.
   * Throws CW-GATE-009 for a record that stands.
   */
  async function mustBeErased(record: RecordId): Promise<void> {
    if ((await access.refresh()).records.get(record)?.erased !== true)
      throw new CodedError('CW-GATE-009', 'an erasure that nobody approved');
  }

  async function destroy(record: RecordId, lost: Erased | null): Promise<Placed | null> {
    await mustBeErased(record);
    if (!(await keyring.ledgerKeys(record)).has(record)) return null;
    if (await keyring.has(record)) {
      const permit = await gate.permit({
        actor: SYSTEM,
        record,
        actions: ['delete'],
        purpose: 'operate',
        channel: 'system',
        request: {},
      });
      await vault.erasure.destroyKeys(permit);
      await keysChanged();
    }
    const placed = await ledger.append({
      scope: record,
      body: { actor: SYSTEM, record, action: 'erase', outcome: 'done', detail: { state: 'receipt', ...lost } },
      keysChanged: true,
    });
    await keyring.destroy(record, { keepLedger: false });
    cipher.forget(record);
    await keysChanged();
    return placed;
  }

  /**
   * Destroys the keys of a record that {@link begin} has marked. Does nothing when they are gone: then it resolves with
   * null, otherwise with the place of the receipt, which nobody can read from now on and which still verifies.
   */
  function finish(record: RecordId, lost: Erased | null): Promise<Placed | null> {
    const under = running.get(record);
    if (under !== undefined) return under;
    const work = destroy(record, lost).finally(() => running.delete(record));
    running.set(record, work);
    return work;
  }

  /** After a restore: erases again whoever the keyring says was erased. Resolves with the records it concerned. */
  async function replay(): Promise<readonly RecordId[]> {
    const again: RecordId[] = [];
    for (const { record } of await keyring.tombstones()) {
      const known = access.state().records.get(record as RecordId);
      if (known === undefined) continue;
      if (!known.erased) {
        await begin(SYSTEM, record as RecordId, {}, []);
        again.push(record as RecordId);
      }
      await finish(record as RecordId, null);
    }
    return again;
  }

  return { begin, mustBeErased, finish, replay };
}

export type Erasing = ReturnType<typeof createErasing>;
