import { createHash } from 'node:crypto';
import { readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Db, type Priority, StorageError } from '@chartwarden/db';
import { ObjectStorageError, type Objects, openFileObjects } from '@chartwarden/objects';
import { batchOf, faults, openPlace } from '../tests/support/counted-batches.ts';
import { makeMemoryDisk } from '../tests/support/small-disk.ts';
import type { Proof } from './runner/types.ts';

export const proof: Proof = {
  title:
    'On a full disk the database and the object store refuse writes, keep everything, stay readable, and go on when there is room',
  promises: ['O17', 'J6'],
  needs: ['root'],
  takes: 'a few seconds',
  async run({ scratch, scale, log }) {
    const disk = makeMemoryDisk(join(scratch, 'disk'), 24);
    const failures: string[] = [];
    const figures = { rounds: scale === 'full' ? 20 : 2, acknowledged: 0, refused: 0, objects: 0 };
    try {
      Object.assign(figures, await fillAgainAndAgain(disk.folder, figures.rounds, failures));
      log('the database is done; the objects follow');
      figures.objects = await fillWithObjects(disk.folder, failures);
    } finally {
      disk.remove();
    }
    return { failures, figures, notes: ['A tmpfs of 24 MB.'] };
  },
};

async function fillAgainAndAgain(folder: string, rounds: number, failures: string[]) {
  const sum = { acknowledged: 0, refused: 0 };
  for (let round = 0; round < rounds; round += 1) {
    const ballast = join(folder, 'ballast');
    const db = await openPlace({ engine: 'sqlite', at: join(folder, `round-${round}`, 'full.db') });
    const acknowledged = new Set<number>();
    try {
      // Another rest each time, so that the disk is full at another statement.
      leaveOnly(1_500_000 + round * 7919, ballast);
      sum.refused += await fill(db, acknowledged, failures);
      failures.push(...(await faults(db, acknowledged)).map((fault) => `round ${round}, full: ${fault}`));
      rmSync(ballast);
      await db.batch(batchOf(0, 'normal'));
      acknowledged.add(0);
      failures.push(...(await faults(db, acknowledged)).map((fault) => `round ${round}, with room: ${fault}`));
    } finally {
      await db.close();
    }
    rmSync(join(folder, `round-${round}`), { recursive: true });
    sum.acknowledged += acknowledged.size;
  }
  return sum;
}

/** Fills the disk up to so many bytes. */
function leaveOnly(bytes: number, ballast: string): void {
  const { bavail, bsize } = statfsSync(dirname(ballast));
  writeFileSync(ballast, Buffer.alloc(bavail * bsize - bytes));
}

const PRIORITIES: readonly Priority[] = ['bulk', 'normal', 'ledger'];

/** Writes until nothing fits any more, the smallest batches last. Gives the number of refusals. */
async function fill(db: Db, acknowledged: Set<number>, failures: string[]): Promise<number> {
  let n = 1;
  let refused = 0;
  for (const priority of PRIORITIES) {
    for (let misses = 0; misses < 5; ) {
      const group = Array.from({ length: 4 }, (_, index) => n + index);
      n += 4;
      const outcomes = await Promise.allSettled(
        group.map((number) => db.batch(batchOf(number, priority), { priority })),
      );
      outcomes.forEach((outcome, index) => {
        if (outcome.status === 'fulfilled') acknowledged.add(group[index] ?? -1);
        else if (!(outcome.reason instanceof StorageError)) failures.push(`refused with ${String(outcome.reason)}`);
      });
      const lost = outcomes.filter((outcome) => outcome.status === 'rejected').length;
      refused += lost;
      if (lost > 0) misses += 1;
    }
  }
  return refused;
}

const addressOf = (n: number): string => createHash('sha256').update(`object ${n}`).digest('hex');

async function fillWithObjects(folder: string, failures: string[]): Promise<number> {
  const objects: Objects = await openFileObjects({ folder: join(folder, 'objects') });
  let stored = 0;
  for (;;) {
    try {
      await objects.put(addressOf(stored), Buffer.alloc(300_000, stored));
      stored += 1;
    } catch (error) {
      if (!(error instanceof ObjectStorageError)) failures.push(`an object was refused with ${String(error)}`);
      break;
    }
  }
  if (await objects.has(addressOf(stored))) failures.push('an object that was refused is there');
  if (readdirSync(join(folder, 'objects', 'unfinished')).length > 0) failures.push('an unfinished object was left');
  for (let n = 0; n < stored; n += 1) {
    const parts: Uint8Array[] = [];
    for await (const part of (await objects.get(addressOf(n))) ?? []) parts.push(part);
    if (!Buffer.concat(parts).equals(Buffer.alloc(300_000, n))) failures.push(`object ${n} is not what was stored`);
  }
  await objects.delete(addressOf(0));
  await objects.put(addressOf(stored), Buffer.alloc(100_000));
  return stored;
}
