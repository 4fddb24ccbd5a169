import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe } from 'vitest';
import { copyDatabase, makeDatabase } from '../../tests/support/databases.ts';
import { describeWithPostgres } from '../../tests/support/needs.ts';
import {
  type Db,
  type Engine,
  type MigrationStep,
  openPostgres,
  openSqlite,
  type PostgresDb,
  type PostgresOptions,
  type SqliteDb,
  type SqliteOptions,
} from './index.ts';

/** A fresh database of one test. */
export interface TestDb<D = Db> {
  readonly db: D;
  /** Closes the database and opens it again, as after a restart. With other steps when given. */
  reopen(migrations?: readonly MigrationStep[]): Promise<D>;
  /** Closes and removes it. */
  remove(): Promise<void>;
}

export interface TestEngine {
  readonly engine: Engine;
  /**
   * Opens a fresh database with these steps; the test removes it. Where a list of steps has a name, PostgreSQL runs them
   * once in a run of the tests and copies what came of it.
   */
  open<Schema = unknown>(migrations: readonly MigrationStep[], list?: string): Promise<TestDb<Db<Schema>>>;
}

/**
 * Runs the suite once per engine: SQLite in a temporary folder, PostgreSQL in a database of its own on the server of
 * CHARTWARDEN_TEST_POSTGRES (left out and counted without one). SQLite is written on the calling thread, which opens in a
 * third of the time.
 */
export function describeEngines(
  name: string,
  suite: (engine: TestEngine) => void,
  options: Pick<SqliteOptions & PostgresOptions, 'transactionTimeLimit'> & Pick<SqliteOptions, 'writer'> = {},
): void {
  describe(`${name} (sqlite)`, () =>
    suite({ engine: 'sqlite', open: (migrations) => openTestSqlite(migrations, options) }));
  const { writer: _writer, ...rest } = options;
  describeWithPostgres(`${name} (postgres)`, (server) =>
    suite({ engine: 'postgres', open: (migrations, list) => openTestPostgres(server, migrations, rest, list) }),
  );
}

/** The same, with SQLite written in a thread as the product has it: for what is about that, or about writes that meet. */
export const describeWriters = (name: string, suite: (engine: TestEngine) => void): void =>
  describeEngines(name, suite, { writer: 'thread' });

/** Kept between runs: tests open many databases, each with a thread. */
const cache = resolve(import.meta.dirname, '../../.cache/compile');
const warmCache = `import { enableCompileCache } from 'node:module'; enableCompileCache(${JSON.stringify(cache)});`;
const workerExecArgv = ['--import', `data:text/javascript,${encodeURIComponent(warmCache)}`];

/** A fresh SQLite database `test.db` in a temporary folder of its own, written on the calling thread unless told otherwise. */
export async function openTestSqlite<Schema = unknown>(
  migrations: readonly MigrationStep[],
  options: Partial<SqliteOptions> = {},
): Promise<TestDb<SqliteDb<Schema>>> {
  const folder = mkdtempSync(join(tmpdir(), 'chartwarden-db-'));
  const file = join(folder, 'test.db');
  return testDb(
    (steps) => openSqlite<Schema>({ workerExecArgv, writer: 'inline', ...options, file, migrations: steps }),
    migrations,
    async () => rmSync(folder, { recursive: true, force: true }),
  );
}

/** A fresh PostgreSQL database on the server at `server`; `list` names these steps (TestEngine). */
export async function openTestPostgres<Schema = unknown>(
  server: string,
  migrations: readonly MigrationStep[],
  options: Partial<PostgresOptions> = {},
  list?: string,
): Promise<TestDb<PostgresDb<Schema>>> {
  const fill = async (url: string): Promise<void> => (await openPostgres({ connections: 2, url, migrations })).close();
  const database = list === undefined ? await makeDatabase(server) : await copyDatabase(server, list, fill);
  return testDb(
    (steps) => openPostgres<Schema>({ connections: 4, ...options, url: database.url, migrations: steps }),
    migrations,
    () => database.drop(),
  );
}

async function testDb<D extends { close(): Promise<void> }>(
  open: (steps: readonly MigrationStep[]) => Promise<D>,
  migrations: readonly MigrationStep[],
  discard: () => Promise<void>,
): Promise<TestDb<D>> {
  let db = await open(migrations);
  return {
    get db() {
      return db;
    },
    async reopen(steps = migrations) {
      await db.close();
      db = await open(steps);
      return db;
    },
    async remove() {
      await db.close();
      await discard();
    },
  };
}
