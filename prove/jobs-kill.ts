import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '@chartwarden/db';
import { idFromBytes } from '@chartwarden/ids';
import { makeDatabase } from '../tests/support/databases.ts';
import { randomFrom } from '../tests/support/random.ts';
import { effectOf, openPlace, type Place, queueOn } from './jobs-kill/place.ts';
import type { Proof, ProofContext } from './runner/types.ts';

export const proof: Proof = {
  title: 'Every acknowledged job is done in the end, although the process is killed at a random point',
  promises: ['O17'],
  takes: 'about eight minutes',
  async run(context) {
    const kills = Number(context.settings.kills ?? (context.scale === 'full' ? 100 : 2));
    const failures: string[] = [];
    const figures: Record<string, number> = {};
    const notes = context.postgres === null ? ['Not run on PostgreSQL: there is no server here.'] : [];
    for (const engine of context.postgres === null ? (['sqlite'] as const) : (['sqlite', 'postgres'] as const)) {
      const result = await killAgainAndAgain(engine, kills, context);
      failures.push(...result.failures.map((failure) => `${engine}, seed ${context.seed}: ${failure}`));
      figures[`kills_${engine}`] = kills;
      figures[`acknowledged_jobs_${engine}`] = result.acknowledged;
      figures[`interrupted_runs_${engine}`] = result.interrupted;
    }
    return { failures, figures, notes };
  },
};

async function killAgainAndAgain(engine: Place['engine'], kills: number, context: ProofContext) {
  const random = randomFrom(context.seed);
  const database =
    engine === 'postgres' && context.postgres !== null ? await makeDatabase(context.postgres) : undefined;
  const place: Place = { engine, at: database?.url ?? join(context.scratch, 'jobs.db') };
  const acknowledged: string[] = [];
  for (let kill = 1; kill <= kills; kill += 1) {
    acknowledged.push(...(await runUntilKilled(place, 100 + random() * 700)));
    if (kill % 20 === 0) context.log(`${engine}: ${kill} kills, ${acknowledged.length} jobs acknowledged`);
  }
  const db = await openPlace(place);
  await finish(db);
  const { failures, interrupted } = await judge(db, acknowledged);
  await db.close();
  await database?.drop();
  return { failures, interrupted, acknowledged: acknowledged.length };
}

/** Runs worker.ts for a while after it has opened, kills it, and gives the jobs that it said were added. */
async function runUntilKilled(place: Place, milliseconds: number): Promise<string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'jobs-kill/worker.ts'), JSON.stringify(place)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const closed = once(child, 'close');
  await Promise.race([once(child.stdout, 'data'), closed]);
  await sleep(milliseconds);
  child.kill('SIGKILL');
  await closed;
  return said
    .split('\n')
    .slice(0, -1)
    .filter((line) => line.startsWith('added '))
    .map((line) => line.slice('added '.length));
}

/** Lets a last worker do everything that is left. */
async function finish(db: Db): Promise<void> {
  const jobs = queueOn(db, async ({ id, ids }) => {
    await effectOf(db, id, ids.record ?? '', 'begun');
    await effectOf(db, id, ids.record ?? '', 'ended');
  });
  await jobs.start();
  for (let waited = 0; waited < 120_000; waited += 50) {
    const { queued, running } = await jobs.counts();
    if (queued + running === 0) break;
    await sleep(50);
  }
  await jobs.stop();
}

async function judge(db: Db, acknowledged: readonly string[]) {
  const rows = await db.all<{ job_id: Buffer; state: string }>('select job_id, state from jobs');
  const states = new Map(rows.map(({ job_id, state }) => [idFromBytes(job_id), state]));
  const steps = await db.all<{ job_id: Buffer; step: string }>('select job_id, step from effects');
  const ended = new Set(steps.filter(({ step }) => step === 'ended').map(({ job_id }) => idFromBytes(job_id)));
  const failures = acknowledged.flatMap((id) => {
    if (states.get(id) !== 'done') return [`job ${id} was acknowledged and is ${states.get(id) ?? 'gone'}`];
    return ended.has(id) ? [] : [`job ${id} is done and did nothing`];
  });
  const begun = steps.filter(({ step }) => step === 'begun').length;
  return { failures, interrupted: begun - (steps.length - begun) };
}
