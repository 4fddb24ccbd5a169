import {
  type Db,
  type Engine,
  type MigrationStep,
  openPostgres,
  openSqlite,
  type Priority,
  type Statement,
} from '@chartwarden/db';
import { sql } from 'kysely';

/** Where the database of the proof is: a file, or a URL. */
export interface Place {
  readonly engine: Engine;
  readonly at: string;
}

/** One row per batch says how many parts belong to it, so that half a batch can be told from a whole one. */
const step: MigrationStep = {
  name: '0001-batches',
  async up(db, engine) {
    const bytes = engine === 'sqlite' ? 'blob' : 'bytea';
    await sql`create table batches (n bigint primary key, parts bigint not null)`.execute(db);
    await sql
      .raw(
        `create table parts (n bigint not null, part bigint not null, body ${bytes} not null, primary key (n, part))`,
      )
      .execute(db);
  },
};

export const openPlace = ({ engine, at }: Place): Promise<Db> =>
  engine === 'sqlite'
    ? openSqlite({ file: at, migrations: [step], longLogPages: 500 })
    : openPostgres({ url: at, migrations: [step], connections: 4 });

const PARTS: Readonly<Record<Priority, number>> = { ledger: 1, normal: 3, bulk: 200 };

/** The statements of batch `n`. */
export function batchOf(n: number, priority: Priority): Statement[] {
  const parts = PARTS[priority];
  return [
    { sql: 'insert into batches values (?, ?)', parameters: [n, parts], expect: 1 },
    {
      table: 'parts',
      columns: { n: 'bigint', part: 'bigint', body: 'bytea' },
      rows: Array.from({ length: parts }, (_, part) => [n, part, Buffer.alloc(200, part)]),
    },
  ];
}

/** What is wrong with the database after a kill, given the batches that were acknowledged; none means nothing. */
export async function faults(db: Db, acknowledged: ReadonlySet<number>): Promise<string[]> {
  // One state: a server may still be committing what the killed process had sent.
  const [batches, parts, checks] = await db.snapshot(async (all) => [
    await all<{ n: number; parts: number }>('select n, parts from batches'),
    await all<{ n: number; c: number }>('select n, count(*) as c from parts group by n'),
    db.engine === 'sqlite' ? await all<{ integrity_check: string }>('pragma integrity_check') : [],
  ]);
  const found = new Map(batches.map((row) => [row.n, row.parts]));
  const half = parts.filter(({ n, c }) => found.get(n) !== c).map(({ n }) => `batch ${n} is there in part`);
  const withParts = new Set(parts.map(({ n }) => n));
  const empty = [...found.keys()].filter((n) => !withParts.has(n)).map((n) => `batch ${n} has no parts`);
  const lost = [...acknowledged].filter((n) => !found.has(n)).map((n) => `acknowledged batch ${n} is lost`);
  const broken = checks.filter((row) => row.integrity_check !== 'ok').map((row) => `integrity: ${row.integrity_check}`);
  return [...half, ...empty, ...lost, ...broken];
}
