import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type DiskReserve, keepRoom, openSqlite } from '@chartwarden/db';
import { CodedError } from '@chartwarden/errors';
import { openCore } from '@chartwarden/gate';
import { keepRoomFor, openFileObjects } from '@chartwarden/objects';
import type { Rehearsal } from '@chartwarden/operate';
import type { Clock } from '@chartwarden/time';
import { keyringMigrations, type RootKey } from '@chartwarden/vault';
import { migrations } from './migrations.ts';

const PREFIX = 'rehearsal-';

/** Removes what a rehearsal that was killed left behind. */
export function clearThrowAways(dataFolder: string): void {
  for (const name of readdirSync(dataFolder).filter((one) => one.startsWith(PREFIX)))
    rmSync(join(dataFolder, name), { recursive: true, force: true });
}

/** A folder inside the data folder with a database of its own (embedded, whatever the instance runs on), to restore into and remove. */
export async function openThrowAway(
  dataFolder: string,
  clock: Clock,
  root: () => RootKey,
  reserve: DiskReserve,
): Promise<Rehearsal> {
  if (!(await reserve.mayGrow())) throw new CodedError('CW-DB-006');
  const folder = mkdtempSync(join(dataFolder, PREFIX));
  const file = join(folder, 'chartwarden.db');
  const keyringDb = await openSqlite({
    file: join(folder, 'keyring.db'),
    migrations: keyringMigrations,
    writer: 'inline',
    secureDelete: true,
  });
  let close = async (): Promise<void> => undefined;
  const open = async (steps: readonly string[] | undefined) => {
    await close();
    const known = migrations.filter(({ name }) => steps === undefined || steps.includes(name));
    const db = keepRoom(await openSqlite({ file, migrations: known }), reserve, clock);
    close = () => db.close();
    return db;
  };
  const objects = keepRoomFor(await openFileObjects({ folder: join(folder, 'objects') }), reserve.mayGrow);
  return {
    folder,
    objects,
    keyringDb,
    clock,
    openAt: open,
    reopen: () => open(undefined),
    // No witness: what happens here must not reach the place that vouches for the instance.
    openCore: (db) => openCore({ db, keyringDb, objects, root: root(), clock, highWater: join(folder, 'high-water') }),
    async remove() {
      await close();
      await keyringDb.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
