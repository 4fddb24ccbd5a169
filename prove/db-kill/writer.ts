import { writeSync } from 'node:fs';
import type { Priority } from '@chartwarden/db';
import { sql } from 'kysely';
import { batchOf, openPlace, type Place } from './batches.ts';

// Writes batches until it is killed, and says the number of each one as soon as it is acknowledged.

const place = JSON.parse(process.argv[2] ?? '{}') as Place;
let next = Number(process.argv[3]);
const db = await openPlace(place);

const PRIORITIES: readonly Priority[] = ['ledger', 'normal', 'bulk'];

async function writeFor(turn: number): Promise<never> {
  for (;;) {
    const n = next;
    next += 1;
    const priority = PRIORITIES[(n + turn) % 3] ?? 'normal';
    if (n % 10 === 0) {
      await db.transaction(async (tx) => {
        await sql`insert into batches values (${n}, 2)`.execute(tx);
        for (const part of [0, 1]) await sql`insert into parts values (${n}, ${part}, ${Buffer.alloc(20)})`.execute(tx);
      });
    } else {
      await db.batch(batchOf(n, priority), { priority });
    }
    writeSync(1, `${n}\n`);
  }
}

await Promise.all([0, 1, 2, 3, 4, 5].map(writeFor));
