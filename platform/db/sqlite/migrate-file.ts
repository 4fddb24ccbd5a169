import { existsSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import { migrate } from '../migrate.ts';
import type { MigrationStep } from '../types.ts';
import { type Connection, type ConnectionSettings, createPrivately, openForWriting } from './connection.ts';
import { copyDatabase, publish } from './copy-database.ts';
import { connectionDialect } from './read-dialect.ts';

/** Makes the database file, or brings an existing one up to date after copying it to `<file>.before-<step>`. */
export async function migrateFile(settings: ConnectionSettings, steps: readonly MigrationStep[]): Promise<void> {
  const { file } = settings;
  if (!existsSync(file)) return createFile(file, steps);
  createPrivately(file);
  const db = openForWriting(settings);
  try {
    await runSteps(db, steps, async (step) => copyDatabase(db, `${file}.before-${step}`));
  } finally {
    db.close();
  }
}

/** A new database appears under its name with all its tables: no crash leaves half a schema, and one sync is enough. */
async function createFile(file: string, steps: readonly MigrationStep[]): Promise<void> {
  const unfinished = `${file}.unfinished`;
  rmSync(unfinished, { force: true });
  createPrivately(unfinished);
  const db = new Database(unfinished);
  try {
    db.pragma('journal_mode = MEMORY');
    db.pragma('synchronous = OFF');
    await runSteps(db, steps, async () => undefined);
    db.pragma('journal_mode = WAL');
  } finally {
    db.close();
  }
  publish(unfinished, file);
}

const runSteps = (db: Connection, steps: readonly MigrationStep[], beforeMigrate: (step: string) => Promise<void>) =>
  migrate({ db: new Kysely<unknown>({ dialect: connectionDialect(db) }), engine: 'sqlite', steps, beforeMigrate });
