import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '@chartwarden/db';
import { makeDatabase } from '../tests/support/databases.ts';
import { faults, openPlace, type Place } from './db-kill/batches.ts';
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
    // Most kills hit the writing, some the opening and its recovery.
    const numbers = await runAndKill(place, first, 150 + random() * 1500);
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

/** Runs the writer, kills it after so many milliseconds, and gives the numbers it had acknowledged. */
async function runAndKill(place: Place, first: number, milliseconds: number): Promise<Set<number>> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'db-kill/writer.ts'), JSON.stringify(place), String(first)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const ended = once(child, 'close');
  await sleep(milliseconds);
  child.kill('SIGKILL');
  await ended;
  // A line without its end was cut by the kill; the write before it had been acknowledged all the same.
  return new Set(said.split('\n').slice(0, -1).map(Number));
}

/** Mulberry32: small, seeded, good enough to choose moments. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
