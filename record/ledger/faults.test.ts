import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Db, openPostgres, openSqlite, StorageError } from '@chartwarden/db';
import { describe, expect, it } from 'vitest';
import { openTestSqlite } from '../../platform/db/testing.ts';
import { makeDatabase } from '../../tests/support/databases.ts';
import { describeWithPostgres } from '../../tests/support/needs.ts';
import { AccessMovedError, type Ledger, ledgerMigrations } from './index.ts';
import { createPlace, newCheckpointKey, operator, type Place, person, readBy } from './testing.ts';

/** A database whose next batch fails, before or after it became durable. */
function faulty(db: Db) {
  let next: 'before' | 'after' | undefined;
  const wrapped: Db = {
    ...db,
    engine: db.engine,
    read: db.read,
    batch: async (statements, options) => {
      const fault = next;
      next = undefined;
      if (fault === 'before') throw new StorageError('no space left');
      const changes = await db.batch(statements, options);
      if (fault === 'after') throw new StorageError('could not sync');
      return changes;
    },
  };
  const failNext = (when: 'before' | 'after'): void => {
    next = when;
  };
  return { db: wrapped, failNext };
}

describe('when the disk fails', () => {
  it('nothing is acknowledged, and the next append goes on from what is there', async () => {
    const test = await openTestSqlite(ledgerMigrations, { writer: 'thread' });
    const place = createPlace();
    const { db, failNext } = faulty(test.db);
    const ledger = await place.open(db);
    await ledger.append(readBy('instance'));
    for (const [when, seq] of [
      ['before', 1],
      ['after', 3],
    ] as const) {
      failNext(when);
      const failed = await Promise.allSettled([ledger.append(readBy('instance')), ledger.append(readBy(person()))]);
      expect(failed.map((one) => one.status === 'rejected' && one.reason)).toEqual([
        expect.any(StorageError),
        expect.any(StorageError),
      ]);
      expect((await ledger.append(readBy('instance'))).seq).toBe(when === 'before' ? seq : seq + 1);
    }
    expect((await ledger.verify()).problems).toEqual([]);
    await ledger.close();
    await expect(ledger.append(readBy('instance'))).rejects.toMatchObject({ code: 'CW-LED-003' });
    await test.remove();
    place.remove();
  });
});

/** Starts a process that appends without end; what it acknowledged is gathered as it goes. */
function startAppender(file: string, folder: string): { child: ChildProcess; acknowledged: number[] } {
  const script = join(import.meta.dirname, '../../tests/support/ledger-appender.ts');
  const child = spawn(process.execPath, [script, file, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const acknowledged: number[] = [];
  if (child.stdout) createInterface({ input: child.stdout }).on('line', (line) => acknowledged.push(Number(line)));
  return { child, acknowledged };
}

const wait = (time: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, time));

describe('when the process is killed', () => {
  it('every acknowledged entry is there, and the log verifies', async () => {
    const place = createPlace([newCheckpointKey('appender')]);
    const file = join(place.folder, 'ledger.db');
    // Longer than the mark waits, and shorter.
    for (const time of [400, 40]) {
      const { child, acknowledged } = startAppender(file, place.folder);
      while (acknowledged.length === 0) await wait(5);
      await wait(time);
      child.kill('SIGKILL');
      await once(child, 'close');
      const db = await openSqlite({ file, migrations: ledgerMigrations });
      const ledger = await place.open(db, { highWater: join(place.folder, 'mark') });
      expect(ledger.startup()).toMatchObject({ mark: 'same', sound: true });
      expect(ledger.head().size).toBeGreaterThan(Math.max(...acknowledged));
      expect((await ledger.verify()).problems).toEqual([]);
      await ledger.close();
      await db.close();
    }
    place.remove();
  });
});

describeWithPostgres('several processes on one database', (server) => {
  const withLedgers = async (
    count: number,
    work: (ledgers: Ledger[], place: Place) => Promise<void>,
  ): Promise<void> => {
    const database = await makeDatabase(server);
    const place = createPlace();
    const dbs: Db[] = [];
    const ledgers: Ledger[] = [];
    for (let i = 0; i < count; i++) {
      const db = await openPostgres({ url: database.url, migrations: ledgerMigrations, connections: 3 });
      dbs.push(db);
      ledgers.push(await place.open(db, { highWater: join(place.folder, `mark-${i}`) }));
    }
    await work(ledgers, place);
    for (const ledger of ledgers) await ledger.close();
    for (const db of dbs) await db.close();
    await database.drop();
    place.remove();
  };

  it('take turns: no place is given twice, no chain breaks, nobody waits for ever', () =>
    withLedgers(3, async (ledgers) => {
      const people = [person(), person()];
      const placed = await Promise.all(
        ledgers.flatMap((ledger) =>
          Array.from({ length: 150 }, async (_, i) => {
            await new Promise((resolve) => setTimeout(resolve, i));
            return ledger.append(readBy(people[i % 2] ?? 'instance'));
          }),
        ),
      );
      expect(placed.map((one) => one.seq).sort((a, b) => a - b)).toEqual(Array.from({ length: 450 }, (_, i) => i));
      const [ledger] = ledgers;
      expect(ledger && (await ledger.verify()).problems).toEqual([]);
      expect((await ledger?.refresh())?.size).toBe(450);
    }));

  it('refuse a release that was decided before an access event of another process', () =>
    withLedgers(2, async ([one, two]) => {
      const someone = person();
      if (one === undefined || two === undefined) throw new Error('two ledgers');
      await one.append(readBy(someone));
      const { accessSeq } = await two.refresh();
      await one.append({ ...readBy(someone), access: { subject: someone, digest: Buffer.alloc(32, 1) } });
      const late = { ...readBy(someone), guard: { subjects: [someone], accessSeq } };
      await expect(two.append(late)).rejects.toBeInstanceOf(AccessMovedError);
      const now = { subjects: [someone], accessSeq: (await two.refresh()).accessSeq };
      await two.append({ ...readBy(someone), guard: now });
      expect((await two.accessChain()).problem).toBeUndefined();
    }));

  it('follow a change of the signing key that another process made', () =>
    withLedgers(2, async ([one, two], place) => {
      if (one === undefined || two === undefined) throw new Error('two ledgers');
      const next = newCheckpointKey();
      // Both processes see one keyring.
      place.keys.push(next);
      await one.append(readBy('instance'));
      await one.checkpoints.rotate(next, operator);
      await two.append(readBy('instance'));
      await two.checkpoints.write();
      expect(two.verifierKey()).toBe(one.verifierKey());
      expect((await two.verify()).problems).toEqual([]);
    }));
});
