import type { Db, RunStatement } from '@chartwarden/db';

/** SQL over how long things are kept, and over what `operate` itself keeps. */
export function retentionStore(db: Db) {
  const count = async (sql: string, before: number): Promise<{ things: number; of: number }> =>
    (await db.all<{ things: number; of: number }>(sql, [before]))[0] ?? { things: 0, of: 0 };
  const UNFINISHED = "from imports where state in ('receiving', 'reading', 'ready', 'failed') and started_at < ?";
  const removed = async (statements: readonly RunStatement[]): Promise<number> =>
    (await db.batch([...statements])).reduce((sum, changed) => sum + (changed ?? 0), 0);
  return {
    chosen: () => db.all<{ name: string; days: number }>('select name, days from retention_rules'),
    choose: (rows: readonly { readonly name: string; readonly days: number }[]): RunStatement[] => [
      { sql: 'delete from retention_rules', parameters: [] },
      ...rows.map(({ name, days }) => ({
        sql: 'insert into retention_rules (name, days) values (?, ?)',
        parameters: [name, days],
      })),
    ],
    run: (statements: readonly RunStatement[]) => db.batch([...statements]),
    unfinished: (before: number) =>
      db.all<{ record_id: Buffer; import_id: Buffer }>(`select record_id, import_id ${UNFINISHED}`, [before]),
    countUnfinished: (before: number) =>
      count(`select count(*) as things, count(distinct record_id) as of ${UNFINISHED}`, before),
    countDrafts: async (before: number) => {
      const [archives, erasures] = await Promise.all([
        count(
          'select count(*) as things, count(distinct account_id) as of from archive_drafts where expires_at < ?',
          before,
        ),
        count(
          'select count(*) as things, count(distinct account_id) as of from erasures where addresses is null and expires_at < ?',
          before,
        ),
      ]);
      return { things: archives.things + erasures.things, of: Math.max(archives.of, erasures.of) };
    },
    removeDrafts: (before: number) =>
      removed([
        { sql: 'delete from archive_drafts where expires_at < ?', parameters: [before] },
        { sql: 'delete from erasures where addresses is null and expires_at < ?', parameters: [before] },
      ]),
  };
}
