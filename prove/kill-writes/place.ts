import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Db, openPostgres, openSqlite } from '@chartwarden/db';
import { type Core, coreMigrations, openCore } from '@chartwarden/gate';
import type { RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import { openFileObjects } from '@chartwarden/objects';
import { systemClock } from '@chartwarden/time';
import { type Action, keyringMigrations, type Permit, rootKeyFrom } from '@chartwarden/vault';

/** A data folder, and a database elsewhere where there is one. */
export interface Place {
  readonly folder: string;
  readonly database?: string;
}

/** Who writes, and into which record. */
export interface Writer extends Place {
  readonly actor: Actor;
  readonly record: RecordId;
}

export interface OpenPlace {
  readonly core: Core;
  readonly db: Db;
  close(): Promise<void>;
}

export async function openPlace({ folder, database }: Place): Promise<OpenPlace> {
  mkdirSync(folder, { recursive: true });
  const db: Db =
    database === undefined
      ? await openSqlite({ file: join(folder, 'core.db'), migrations: coreMigrations })
      : await openPostgres({ url: database, migrations: coreMigrations });
  const keyringDb = await openSqlite({
    ...{ file: join(folder, 'keyring.db'), migrations: keyringMigrations, writer: 'inline', secureDelete: true },
  });
  const core = await openCore({
    ...{ db, keyringDb, clock: systemClock, root: rootKeyFrom(Buffer.alloc(32, 7)) },
    objects: await openFileObjects({ folder: join(folder, 'objects') }),
    highWater: join(folder, 'high-water'),
  });
  return {
    core,
    db,
    async close() {
      await core.close();
      await db.close();
      await keyringDb.close();
    },
  };
}

export const permitOf = (core: Core, { actor, record }: Writer, actions: readonly Action[]): Promise<Permit> =>
  core.gate.permit({ actor, record, actions, purpose: 'self', channel: 'api', request: {} });

/** An Observation with a mark by which it is known again. */
export const observation = (record: RecordId, mark: string): Buffer =>
  Buffer.from(
    `{"resourceType":"Observation","status":"final","code":{"text":"${mark}"},"subject":{"reference":"Patient/${record}"}}`,
  );
