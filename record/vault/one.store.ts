import type { Db } from '@chartwarden/db';

const marks = (count: number): string => Array.from({ length: count }, () => '?').join(', ');

/** Which of these records have a fact of this id: for whoever has to do with all of them and names the fact alone. */
export const whereabouts = (db: Db, records: readonly Buffer[], fact: Buffer): Promise<{ record_id: Buffer }[]> =>
  db.all(`select distinct record_id from facts where record_id in (${marks(records.length)}) and fact_id = ?`, [
    ...records,
    fact,
  ]);
