import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Db, openSqlite } from '@chartwarden/db';
import type { TestDb, TestEngine } from '@chartwarden/db/testing';
import { type Core, coreMigrations, openCore } from '@chartwarden/gate';
import type { TestCore } from '@chartwarden/gate/testing';
import type { RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import { type Objects, openFileObjects } from '@chartwarden/objects';
import { keyringMigrations, type RootKey, rootKeyFrom } from '@chartwarden/vault';
import { type BackupSource, type WrittenBackup, writeBackup } from './backup/write-backup.ts';
import { bytesOfFile } from './durable-file.ts';
import type { SealedKeyring } from './keys/sealed-keyring.ts';
import { type Restored, restoreInto } from './restore/restore.ts';

/** The root key of every test core. */
export const testRoot = (): RootKey => rootKeyFrom(Buffer.alloc(32, 7));

export const quiet = (): void => undefined;

export const observation = (id: string, value: string): string =>
  `{"resourceType":"Observation","id":"${id}","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"2345-7"}],"text":"Glucose"},"subject":{"reference":"Patient/p1"},"effectiveDateTime":"2020-05-04","valueQuantity":{"value":${value},"unit":"mg/dL"}}`;
export const patient =
  '{"resourceType":"Patient","id":"p1","name":[{"family":"Zebrafink","given":["Quirina"]}],"birthDate":"1961-02-03"}';

export const sourceOf = (test: TestCore): BackupSource => ({
  db: test.db,
  objects: test.objects,
  ledger: test.core.ledger,
  keyring: test.core.keyring,
  clock: test.clock,
  witness: null,
});

/** A sealed keyring as it would be read from its file now. */
export const sealedNow = async (core: Core, at: number): Promise<SealedKeyring> => ({
  ...(await core.keyring.export()),
  madeAt: at,
});

export const backUp = (test: TestCore, file: string): Promise<WrittenBackup> =>
  writeBackup(sourceOf(test), file, quiet);

export interface RestoredCopy extends Restored {
  readonly objects: Objects;
  remove(): Promise<void>;
}

/** Restores into a fresh folder and database. */
export async function restoreCopy(
  engine: TestEngine,
  backup: string,
  sealed: SealedKeyring,
  options: { readonly root?: RootKey; readonly clock?: { now(): number } } = {},
): Promise<RestoredCopy> {
  const folder = mkdtempSync(join(tmpdir(), 'chartwarden-restore-'));
  const clock = options.clock ?? { now: () => Date.parse('2026-02-02T00:00:00Z') };
  const root = options.root ?? testRoot();
  let test: TestDb | undefined;
  const keyringDb: Db = await openSqlite({
    file: join(folder, 'keyring.db'),
    migrations: keyringMigrations,
    writer: 'inline',
  });
  const objects = await openFileObjects({ folder: join(folder, 'objects') });
  const remove = async (): Promise<void> => {
    await keyringDb.close();
    await test?.remove();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const restored = await restoreInto(
      {
        objects,
        keyringDb,
        clock,
        async openAt(steps) {
          test = await engine.open(coreMigrations.filter(({ name }) => steps.includes(name)));
          return test.db;
        },
        async reopen() {
          if (test === undefined) throw new Error('nothing was opened');
          return test.reopen(coreMigrations);
        },
        openCore: (db) => openCore({ db, keyringDb, objects, root, clock, highWater: join(folder, 'high-water') }),
      },
      { root, sealed, backup: bytesOfFile(backup) },
      quiet,
    );
    return {
      ...restored,
      objects,
      async remove() {
        await restored.core.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Every current fact of a record as text, newest first. */
export async function factsOf(core: Core, actor: Actor, record: RecordId): Promise<string[]> {
  const permit = await core.gate.permit({
    actor,
    record,
    actions: ['search'],
    purpose: 'self',
    channel: 'browser',
    request: {},
  });
  return (await core.vault.read.page(permit, { limit: 1000 })).facts.map((fact) => fact.bytes.toString('utf8'));
}
