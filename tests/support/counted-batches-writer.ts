import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Priority, StorageError } from '@chartwarden/db';
import { sql } from 'kysely';
import { batchOf, openPlace, type Place } from './counted-batches.ts';

// Writes batches until it is killed, and says the number of each one as soon as it is acknowledged. A stubborn writer
// says when a write was refused because of the disk, and tries the next one.

const place = JSON.parse(process.argv[2] ?? '{}') as Place;
let next = Number(process.argv[3]);
const stubborn = process.argv[4] === 'stubborn';
const db = await openPlace(place);
say('open');

/** A full pipe refuses for a moment; what was acknowledged must be said before anything else happens. */
function say(line: string): void {
  for (;;) {
    try {
      writeSync(1, `${line}\n`);
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
    }
  }
}

const PRIORITIES: readonly Priority[] = ['ledger', 'normal', 'bulk'];

async function write(n: number, priority: Priority): Promise<void> {
  if (n % 10 !== 0) {
    await db.batch(batchOf(n, priority), { priority });
    return;
  }
  await db.transaction(async (tx) => {
    await sql`insert into batches values (${n}, 2)`.execute(tx);
    for (const part of [0, 1]) await sql`insert into parts values (${n}, ${part}, ${Buffer.alloc(20)})`.execute(tx);
  });
}

async function writeFor(turn: number): Promise<never> {
  for (;;) {
    const n = next;
    next += 1;
    try {
      await write(n, PRIORITIES[(n + turn) % 3] ?? 'normal');
      say(String(n));
    } catch (error) {
      if (!stubborn || !(error instanceof StorageError)) throw error;
      say('refused');
      await sleep(5);
    }
  }
}

await Promise.all([0, 1, 2, 3, 4, 5].map(writeFor));
