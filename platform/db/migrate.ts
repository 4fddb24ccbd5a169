import { CodedError } from '@chartwarden/errors';
import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { Engine, MigrationStep } from './types.ts';

/** Fixed for keeps: where a database remembers which steps it has seen. */
export const STEPS_TABLE = 'schema_steps';
export const LOCK_TABLE = 'schema_lock';

export interface MigrateOptions {
  readonly db: Kysely<unknown>;
  readonly engine: Engine;
  readonly steps: readonly MigrationStep[];
  /** Called with the first pending step before an existing database is changed. */
  beforeMigrate(step: string): Promise<void>;
}

/**
 * Brings the schema to the newest step; each run is one transaction. Refuses a database that a newer version has
 * written (CW-DB-001). Returns the names of the steps that ran.
 */
export async function migrate({ db, engine, steps, beforeMigrate }: MigrateOptions): Promise<string[]> {
  const known = new Map(steps.map((step) => [step.name, step]));
  const done = await executedSteps(db);
  const unknown = done.find((name) => !known.has(name));
  if (unknown !== undefined) throw new CodedError('CW-DB-001', unknown);
  const pending = [...known.keys()].sort().filter((name) => !done.includes(name));
  const first = pending[0];
  if (first === undefined) return [];
  if (done.length > 0) await beforeMigrate(first);
  const migrator = new Migrator({
    db,
    migrationTableName: STEPS_TABLE,
    migrationLockTableName: LOCK_TABLE,
    // Numbers order the steps of one start. A part of the house may add one though a later-numbered one of another part
    // has run already.
    allowUnorderedMigrations: true,
    provider: {
      getMigrations: async () => Object.fromEntries(steps.map((step) => [step.name, asMigration(step, engine)])),
    },
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) {
    const failed = results?.find((result) => result.status === 'Error')?.migrationName;
    throw new CodedError('CW-DB-002', failed, { cause: error });
  }
  return pending;
}

const asMigration = (step: MigrationStep, engine: Engine): Migration => ({
  up: (db: Kysely<unknown>) => step.up(db, engine),
});

async function executedSteps(db: Kysely<unknown>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === STEPS_TABLE)) return [];
  const typed = db as Kysely<{ [STEPS_TABLE]: { name: string } }>;
  const rows = await typed.selectFrom(STEPS_TABLE).select('name').execute();
  return rows.map((row) => row.name);
}
