import type { Db } from '@chartwarden/db';

/** Tables that hold rows of a record and the rest of their keys, in the order in which they are emptied. */
const TABLES = {
  derived_builds: 'section',
  derived_pieces: 'section, build, name, piece',
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

/** Rows deleted in one transaction, so that none holds the writer for long (design 5); pieces are up to half a megabyte each. */
const PIECE = 500;
const LARGE: Readonly<Record<string, number>> = { derived_pieces: 20 };

export async function countFacts(db: Db, record: Buffer): Promise<number> {
  const [row] = await db.all<{ n: number }>('select count(distinct fact_id) as n from facts where record_id = ?', [
    record,
  ]);
  return row?.n ?? 0;
}

/** Deletes every row of a record in small transactions; resolves with how many. */
export async function emptyTables(db: Db, record: Buffer): Promise<number> {
  let removed = 0;
  for (const [table, columns] of Object.entries(TABLES)) {
    const most = LARGE[table] ?? PIECE;
    const sql = `delete from ${table} where record_id = ? and (${columns}) in (select ${columns} from ${table} where record_id = ? limit ${most})`;
    for (;;) {
      const [changed = 0] = await db.batch([{ sql, parameters: [record, record] }], { priority: 'bulk' });
      removed += changed;
      if (changed < most) break;
      await new Promise(setImmediate);
    }
  }
  return removed;
}
