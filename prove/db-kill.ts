import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '@chartwarden/db';
import { faults, openPlace, type Place } from '../tests/support/counted-batches.ts';
import { makeDatabase } from '../tests/support/databases.ts';
import { randomFrom } from '../tests/support/random.ts';
import { acknowledgedIn, runWriter } from '../tests/support/run-batches-writer.ts';
import type { Proof, ProofContext } from './runner/types.ts';

export const proof: Proof = {
  title: 'No acknowledged write is lost and none is there in part when the process is killed at a random point',
  promises: ['O17', 'J6'],
  takes: 'about ten minutes',
  async run(context) {
    const kills = Number(context.settings.kills ?? (context.scale === 'full' ? 200 : 2));
    const failures: string[] = [];
    const figures: Record<string, number> = {};
    const notes = ['The process is killed, not the machine: a power cut is another proof.'];
    if (context.postgres === null) notes.push('Not run on PostgreSQL: there is no server here.');
    for (const engine of context.postgres === null ? (['sqlite'] as const) : (['sqlite', 'postgres'] as const)) {
      const result = await killAgainAndAgain(engine, kills, context);
      failures.push(...result.failures);
      figures[`kills_${engine}`] = kills;
      figures[`acknowledged_${engine}`] = result.acknowledged;
      figures[`kills_before_first_write_${engine}`] = result.early;
    }
    return { failures, figures, notes };
  },
};

async function killAgainAndAgain(engine: Engine, kills: number, context: ProofContext) {
  const random = randomFrom(context.seed);
  const database =
    engine === 'postgres' && context.postgres !== null ? await makeDatabase(context.postgres) : undefined;
  const place: Place = { engine, at: database?.url ?? join(context.scratch, 'killed.db') };
  const failures: string[] = [];
  let acknowledged = 0;
  let early = 0;
  let first = 1;
  for (let kill = 1; kill <= kills; kill += 1) {
    const delay = random();
    // Most kills hit the writing, every fifth one the opening and its recovery.
    const until = async (opened: Promise<unknown>) => {
      if (kill % 5 !== 0) await opened;
      await sleep(delay * (kill % 5 === 0 ? 600 : 1000));
    };
    const numbers = new Set(acknowledgedIn(await runWriter({ place, first, until })));
    acknowledged += numbers.size;
    if (numbers.size === 0) early += 1;
    first = Math.max(first, ...numbers) + 1000;
    const db = await openPlace(place);
    for (const fault of await faults(db, numbers))
      failures.push(`${engine}, kill ${kill} of seed ${context.seed}: ${fault}`);
    await db.batch([
      { sql: 'delete from parts', parameters: [] },
      { sql: 'delete from batches', parameters: [] },
    ]);
    await db.close();
    if (kill % 20 === 0)
      context.log(`${engine}: ${kill} kills, ${acknowledged} acknowledged, ${failures.length} failures`);
  }
  await database?.drop();
  return { failures, acknowledged, early };
}
