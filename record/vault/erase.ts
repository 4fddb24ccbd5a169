import { CodedError } from '@chartwarden/errors';
import { idToBytes } from '@chartwarden/ids';
import { bodyOf, denied, guardOf, type VaultContext } from './context.ts';
import { countFacts, emptyTables } from './erase.store.ts';
import { openSource } from './import-rows.ts';
import { importsStore } from './imports.store.ts';
import type { Permit } from './permit.ts';

export interface ErasureCounts {
  readonly facts: number;
  readonly sources: number;
  readonly bytes: number;
}

/** What would be lost, and where its files stand: after the keys are gone nobody can work that out. */
export interface ErasurePlan extends ErasureCounts {
  readonly addresses: readonly string[];
}

/**
 * Erasing a person (design 5): the keys go first and at once, so that everything stored is noise from then on; rows and
 * objects follow in small pieces. The ledger key goes last, after the receipt. The caller has used up an approval.
 */
export function createErasure(context: VaultContext) {
  const { db, objects, keyring, log, authority, recall } = context;

  /** What an erasure would take away, for its draft. */
  async function plan(permit: Permit): Promise<ErasurePlan> {
    const grant = authority.claim(permit, 'delete');
    // A consent to delete a part says nothing of how much there is of the rest.
    if (!grant.custody || grant.deny.length > 0) return denied(log, grant, 'erase-draft', 'CW-GATE-003');
    const keys = await keyring.load(grant.record);
    const sources = (await importsStore(db).sources(keys.scope)).map((row) => openSource(keys, row));
    const facts = await countFacts(db, keys.scope);
    await log.append({
      scope: grant.record,
      body: bodyOf(grant, 'erase-draft', { count: facts }),
      guard: guardOf(grant),
    });
    return {
      facts,
      sources: sources.length,
      bytes: sources.reduce((sum, one) => sum + one.size, 0),
      addresses: [...new Set(sources.map((one) => one.address))],
    };
  }

  /** Destroys the record's keys but for the ledger's, which seals the receipt. */
  async function destroyKeys(permit: Permit): Promise<void> {
    const grant = authority.claim(permit, 'delete');
    // Whoever holds the record has begun it with an access event; what follows is the system's alone.
    if (grant.channel !== 'system') throw new CodedError('CW-VLT-003', 'not a permit of the system');
    const keys = await keyring.load(grant.record);
    await log.append({
      scope: grant.record,
      body: bodyOf(grant, 'erase', { outcome: 'done', detail: { state: 'keys' } }),
      guard: guardOf(grant),
    });
    await keyring.destroy(grant.record, { keepLedger: true });
    recall.forget(keys.scope);
  }

  /** Removes what is left of an erased record. Needs no key and gives nothing back; resolves with the rows removed. */
  async function removeRemains(record: string, addresses: readonly string[]): Promise<number> {
    const rows = await emptyTables(db, idToBytes(record));
    for (const address of addresses) await objects.delete(address);
    return rows;
  }

  return { plan, destroyKeys, removeRemains };
}
