import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { makeDatabase } from '../../tests/support/databases.ts';
import { describeWithPostgres } from '../../tests/support/needs.ts';
import { type Db, type Engine, type MigrationStep, openPostgres, openSqlite } from './index.ts';

/** A fresh database of one test. */
export interface TestDb<Schema = unknown> {
  readonly db: Db<Schema>;
  /** Closes the database and opens it again, as after a restart. With other steps when given. */
  reopen(migrations?: readonly MigrationStep[]): Promise<Db<Schema>>;
  /** Closes and removes it. */
  remove(): Promise<void>;
}

export interface TestEngine {
  readonly engine: Engine;
  /** Opens a fresh database with these steps; the test removes it. */
  open<Schema = unknown>(migrations: readonly MigrationStep[]): Promise<TestDb<Schema>>;
}

/**
 * Runs the suite once per engine: SQLite in a temporary folder, PostgreSQL in a database of its own on the server of
 * CHARTWARDEN_TEST_POSTGRES (left out and counted without one).
 */
export function describeEngines(name: string, suite: (engine: TestEngine) => void): void {
  describe(`${name} (sqlite)`, () => suite({ engine: 'sqlite', open: openTestSqlite }));
  describeWithPostgres(`${name} (postgres)`, (server) =>
    suite({ engine: 'postgres', open: (migrations) => openTestPostgres(server, migrations) }),
  );
}

/** A fresh SQLite database in a temporary folder. */
export async function openTestSqlite<Schema = unknown>(migrations: readonly MigrationStep[]): Promise<TestDb<Schema>> {
  const folder = mkdtempSync(join(tmpdir(), 'chartwarden-db-'));
  const open = (steps: readonly MigrationStep[]) =>
    openSqlite<Schema>({ file: join(folder, 'test.db'), migrations: steps });
  return testDb(open, migrations, async () => rmSync(folder, { recursive: true, force: true }));
}

/** A fresh PostgreSQL database on the server at `server`. */
export async function openTestPostgres<Schema = unknown>(
  server: string,
  migrations: readonly MigrationStep[],
): Promise<TestDb<Schema>> {
  const database = await makeDatabase(server);
  const open = (steps: readonly MigrationStep[]) =>
    openPostgres<Schema>({ url: database.url, migrations: steps, connections: 4 });
  return testDb(open, migrations, () => database.drop());
}

async function testDb<Schema>(
  open: (steps: readonly MigrationStep[]) => Promise<Db<Schema>>,
  migrations: readonly MigrationStep[],
  discard: () => Promise<void>,
): Promise<TestDb<Schema>> {
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
