import type { Db } from '@chartwarden/db';

type All = Db['all'];

/** What a backup counts, all of one moment when `all` is a snapshot's. */
export async function readCounts(all: All) {
  const [row] = await all<{
    people: number;
    facts: number;
    sources: number;
    size: number;
    root: Buffer;
    origin: string;
  }>(
    `select (select count(*) from records) as people, (select count(*) from (select distinct record_id, fact_id from facts) as own) as facts,
       (select count(*) from sources) as sources, size, root, origin from ledger_head`,
  );
  if (row === undefined) throw new RangeError('the log has no head');
  const { people, facts, sources, size, root, origin } = row;
  return { origin, head: { size, root: root.toString('hex') }, counts: { people, facts, sources, entries: size } };
}

/** Names of the schema steps that the database has seen, sorted. */
export const readSteps = async (all: All): Promise<string[]> =>
  (await all<{ name: string }>('select name from schema_steps order by name')).map(({ name }) => name);

/** Every record that some row belongs to. */
export const recordIds = (all: All): Promise<{ record_id: Buffer }[]> =>
  all(
    [
      'records',
      'imports',
      'sources',
      'facts',
      'fact_versions',
      'corrections',
      'provenance',
      'fact_tokens',
      'fact_dates',
    ]
      .map((table) => `select distinct record_id from ${table}`)
      .join(' union '),
  );

/** Imports that were begun before a time (milliseconds) and not ended. */
export const unfinishedImports = async (all: All, before: number): Promise<number> =>
  (
    await all<{ n: number }>(
      `select count(*) as n from imports where state in ('receiving', 'reading', 'ready') and started_at < ?`,
      [before],
    )
  )[0]?.n ?? 0;

/** Settings of a PostgreSQL server as this connection has them; `on`, `off` or a word. */
export const serverSettings = (all: All, names: readonly string[]): Promise<{ name: string; setting: string }[]> =>
  all(`select name, setting from pg_settings where name in (${names.map(() => '?').join(', ')})`, names);
