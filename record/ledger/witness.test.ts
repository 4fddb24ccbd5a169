import { copyFileSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openSqlite, type SqliteDb } from '@chartwarden/db';
import { verifyExport } from '@chartwarden/ledger-proof';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFolderWitness, type Ledger, ledgerMigrations } from './index.ts';
import { createPlace, newCheckpointKey, operator, type Place, readBy } from './testing.ts';

let place: Place;
let db: SqliteDb;
let ledger: Ledger;
let file: string;

const start = async (name = 'one.db') => {
  file = join(place.folder, name);
  db = await openSqlite({ file, migrations: ledgerMigrations, writer: 'inline' });
  ledger = await place.open(db);
};
const stop = async () => {
  await ledger.close();
  await db.close();
};
const append = async (count: number) => {
  for (let i = 0; i < count; i++) await ledger.append(readBy('instance', `account ${i}`));
};
const exported = async () => {
  let text = '';
  for await (const line of ledger.export(() => false)) text += line;
  return text;
};
const witnessFile = () =>
  join(place.folder, readdirSync(place.folder).find((name) => name.endsWith('.checkpoints')) ?? '');
const notes = () => createFolderWitness(place.folder, ledger.head().origin).read();

beforeEach(async () => {
  place = createPlace();
  await start();
  await append(5);
});
afterEach(async () => {
  await stop();
  place.remove();
});

/** Keeps a copy of the database as it is now, and later puts it in the place of the present one. */
const keepCopy = async () => {
  await ledger.checkpoints.write();
  await db.backupTo(join(place.folder, 'copy.db'));
};
const putBack = async () => {
  await stop();
  for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
  copyFileSync(join(place.folder, 'copy.db'), file);
};

describe('when the log is opened', () => {
  it('a restart finds it as it was', async () => {
    await stop();
    await start();
    expect(ledger.startup()).toEqual({ mark: 'same', witness: 'same', sound: true });
  });

  it('a database put back from yesterday is rolled back, by the mark and by the witness', async () => {
    await keepCopy();
    await append(4);
    await putBack();
    await start();
    expect(ledger.startup()).toEqual({ mark: 'rolled-back', witness: 'rolled-back', sound: false });
    // Longer than before, and still not the same log.
    await append(10);
    await stop();
    await start();
    expect(ledger.startup()).toEqual({ mark: 'forked', witness: 'forked', sound: false });
  });

  it('a whole folder put back is seen by the witness alone', async () => {
    await keepCopy();
    await append(4);
    await putBack();
    rmSync(place.highWater);
    await start();
    expect(ledger.startup()).toEqual({ mark: 'unknown', witness: 'rolled-back', sound: false });
  });

  it('a history written anew with the real keys is forked, against the witness', async () => {
    const { origin } = ledger.head();
    await stop();
    rmSync(place.highWater);
    const nowhere = createPlace();
    nowhere.keys.splice(0, 1, ...place.keys);
    db = await openSqlite({ file: join(place.folder, 'two.db'), migrations: ledgerMigrations, writer: 'inline' });
    await (await nowhere.open(db)).close();
    await db.batch([{ sql: 'update ledger_head set origin = ?', parameters: [origin] }]);
    ledger = await nowhere.open(db, { highWater: join(nowhere.folder, 'other') });
    for (let i = 0; i < 20; i++) await ledger.append(readBy('instance', 'somebody else'));
    expect((await ledger.verify()).problems).toEqual([]);
    await stop();
    await start('two.db');
    expect(ledger.startup()).toEqual({ mark: 'unknown', witness: 'forked', sound: false });
    nowhere.remove();
  });

  it('another database under the same mark is not the same log', async () => {
    await stop();
    await start('two.db');
    expect(ledger.startup()).toMatchObject({ mark: 'forked', sound: false });
  });

  it('a lawful restore is told in the log, and from then on verifies as restored', async () => {
    const key = ledger.verifierKey();
    await keepCopy();
    await append(4);
    await ledger.checkpoints.write();
    const lost = ledger.head();
    await putBack();
    await start();
    expect(ledger.startup().sound).toBe(false);
    await ledger.recordRestore(operator);
    expect(ledger.startup().sound).toBe(true);
    expect(await verifyExport([Buffer.from(await exported())], key, await notes())).toMatchObject({
      ok: true,
      witness: 'restored',
      restores: [{ restored: 5, lost: [{ size: lost.size }, { size: lost.size }] }],
    });
    await append(30);
    await stop();
    await start();
    expect(ledger.startup()).toEqual({ mark: 'same', witness: 'same', sound: true });
    expect(await verifyExport([Buffer.from(await exported())], key, await notes())).toMatchObject({
      ok: true,
      witness: 'restored',
    });
    expect((await ledger.verify()).problems).toEqual([]);
    expect(await ledger.compareWithWitness()).toBe('restored');
  });

  it('a restore to before a change of the signing key goes on under the newest key', async () => {
    const pinned = ledger.verifierKey();
    await keepCopy();
    const next = newCheckpointKey();
    place.keys.push(next);
    await ledger.checkpoints.rotate(next, operator);
    await append(4);
    await ledger.checkpoints.write();
    const newest = ledger.verifierKey();
    await putBack();
    await start();
    expect(ledger.startup()).toMatchObject({ witness: 'rolled-back', sound: false });
    await ledger.recordRestore(operator);
    expect(ledger.verifierKey()).toBe(newest);
    for (const key of [pinned, newest])
      expect(await verifyExport([Buffer.from(await exported())], key, await notes())).toMatchObject({
        witness: 'restored',
      });
    expect(await ledger.compareWithWitness()).toBe('restored');
  });

  it('that is told of one restore does not excuse another', async () => {
    await keepCopy();
    await append(4);
    await putBack();
    await start();
    await ledger.recordRestore(operator);
    await append(9);
    await ledger.checkpoints.write();
    await putBack();
    await start();
    expect(ledger.startup()).toMatchObject({ mark: 'rolled-back', witness: 'rolled-back', sound: false });
  });

  it('a mark or a witness that contradicts the log is not overwritten', async () => {
    await keepCopy();
    await append(4);
    const before = await notes();
    await putBack();
    const kept = await notes();
    await start();
    await append(20);
    await ledger.checkpoints.write();
    expect(await notes()).toEqual(kept);
    expect(kept.length).toBeGreaterThan(before.length);
  });

  it('a damaged witness is named, and a folder that is away is no reason to stop', async () => {
    const { appendFileSync } = await import('node:fs');
    await stop();
    appendFileSync(witnessFile(), '"another note"\n');
    await start();
    expect(ledger.startup()).toMatchObject({ witness: 'not-genuine', sound: false });
    await stop();
    db = await openSqlite({ file: join(place.folder, 'three.db'), migrations: ledgerMigrations, writer: 'inline' });
    ledger = await place.open(db, {
      highWater: join(place.folder, 'third'),
      witness: () => ({
        read: () => Promise.reject(new Error('away')),
        last: () => Promise.reject(Object.assign(new Error('away'), { code: 'EIO' })),
        write: () => Promise.reject(Object.assign(new Error('away'), { code: 'EIO' })),
      }),
    });
    expect(ledger.startup()).toMatchObject({ witness: 'unreachable', sound: true });
    await append(1);
    await ledger.checkpoints.write();
    expect(ledger.witnessStatus()).toEqual({ failure: 'EIO' });
  });

  it('a witness that was away at the start is not told of a log that contradicts what it kept', async () => {
    await keepCopy();
    await append(4);
    await putBack();
    rmSync(place.highWater);
    const kept = await notes();
    let away = true;
    db = await openSqlite({ file, migrations: ledgerMigrations, writer: 'inline' });
    ledger = await place.open(db, {
      witness: (origin) => {
        const own = createFolderWitness(place.folder, origin);
        const present = async () => {
          if (away) throw Object.assign(new Error('away'), { code: 'ENOENT' });
          return own;
        };
        return {
          read: async () => (await present()).read(),
          last: async () => (await present()).last(),
          write: async (note) => (await present()).write(note),
        };
      },
    });
    expect(ledger.startup()).toEqual({ mark: 'unknown', witness: 'unreachable', sound: true });
    away = false;
    await append(20);
    await ledger.checkpoints.write();
    expect(ledger.witnessStatus().failure).toBe('forked');
    expect(await notes()).toEqual(kept);
    await stop();
    await start();
    expect(ledger.startup()).toEqual({ mark: 'same', witness: 'forked', sound: false });
  });

  it('a line of the witness that a power cut left unfinished is passed over', async () => {
    const { appendFileSync } = await import('node:fs');
    await stop();
    appendFileSync(witnessFile(), '"chartwarden/');
    await start();
    expect(ledger.startup()).toMatchObject({ witness: 'same', sound: true });
    expect(existsSync(place.highWater)).toBe(true);
  });
});
