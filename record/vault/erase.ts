import type { Db } from '@chartwarden/db';
import { idToBytes } from '@chartwarden/ids';
import { bodyOf, guardOf, type VaultContext } from './context.ts';
import { importsStore } from './imports.store.ts';
import { openSource } from './imports.ts';
import type { Permit } from './permit.ts';

/** Tables that hold rows of a record and the rest of their keys, in the order in which they are emptied. */
const TABLES = {
  fact_tokens: 'token, date_sort, fact_id, version',
  fact_dates: 'param, low, high, fact_id, version',
  provenance: 'source_token, fact_id, version',
  corrections: 'correction_id',
  fact_versions: 'fact_id, version',
  facts: 'identity',
  import_batches: 'import_no, batch_no',
  sources: 'source_id',
  imports: 'import_no',
  records: 'record_id',
} as const;

/** Rows deleted in one transaction, so that none holds the writer for long (design 5). */
const PIECE = 500;

export interface ErasureCounts {
  readonly facts: number;
  readonly sources: number;
  readonly bytes: number;
}

/**
 * Erasing a person (design 5): the keys go first and at once, so that everything stored is noise from then on; rows and
 * objects follow in small pieces. The ledger key goes last, after the receipt. The caller has used up an approval.
 */
export function createErasure(context: VaultContext) {
  const { db, objects, keyring, log, authority } = context;

  /** What an erasure would take away, for its draft. */
  async function counts(permit: Permit): Promise<ErasureCounts> {
    const grant = authority.claim(permit, 'delete');
    const keys = await keyring.load(grant.record);
    const sources = (await importsStore(db).sources(keys.scope)).map((row) => openSource(keys, row));
    const [facts] = await db.all<{ n: number }>('select count(*) as n from facts where record_id = ?', [keys.scope]);
    await log.append({
      scope: grant.record,
      body: bodyOf(grant, 'erase-draft', { count: facts?.n ?? 0 }),
      guard: guardOf(grant),
    });
    return { facts: facts?.n ?? 0, sources: sources.length, bytes: sources.reduce((sum, one) => sum + one.size, 0) };
  }

  /** Destroys the record's keys. Resolves with the addresses of its files, which can no longer be worked out afterwards. */
  async function destroyKeys(permit: Permit): Promise<readonly string[]> {
    const grant = authority.claim(permit, 'delete');
    const keys = await keyring.load(grant.record);
    const addresses = (await importsStore(db).sources(keys.scope)).map((row) => openSource(keys, row).address);
    await log.append({
      scope: grant.record,
      body: bodyOf(grant, 'erase', { outcome: 'done', detail: { state: 'keys' } }),
      guard: guardOf(grant),
    });
    await keyring.destroy(grant.record, { keepLedger: true });
    return [...new Set(addresses)];
  }

  /** Removes what is left of an erased record. Needs no key and gives nothing back; resolves with the rows removed. */
  async function removeRemains(record: string, addresses: readonly string[]): Promise<number> {
    const rows = await emptyTables(db, idToBytes(record));
    for (const address of addresses) await objects.delete(address);
    return rows;
  }

  return { counts, destroyKeys, removeRemains };
}

async function emptyTables(db: Db, record: Buffer): Promise<number> {
  let removed = 0;
  for (const [table, columns] of Object.entries(TABLES)) {
    const sql = `delete from ${table} where record_id = ? and (${columns}) in (select ${columns} from ${table} where record_id = ? limit ${PIECE})`;
    for (;;) {
      const [changed = 0] = await db.batch([{ sql, parameters: [record, record] }], { priority: 'bulk' });
      removed += changed;
      if (changed < PIECE) break;
      await new Promise(setImmediate);
    }
  }
  return removed;
}

export type Erasure = ReturnType<typeof createErasure>;
