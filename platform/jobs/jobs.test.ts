import type { Db } from '@chartwarden/db';
import { describeWriters, type TestDb } from '@chartwarden/db/testing';
import { CodedError } from '@chartwarden/errors';
import { newId } from '@chartwarden/ids';
import { createLog } from '@chartwarden/log';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createJobs, type JobState, type Jobs, jobsMigrations, type RunningJob } from './index.ts';
import type { JobKind } from './types.ts';

const SECRET = 'Maria Gonzalez, HbA1c 9.2';

/** Looks again and again: a busy machine takes its time. */
const soon = <T>(look: () => T) => expect.poll(look, { timeout: 10_000, interval: 10 });

describeWriters('the job queue', ({ open, engine }) => {
  let test: TestDb;
  let lines: string[];
  let open_: Jobs[];
  let offset: number;
  const clock = { now: () => Date.now() + offset };

  beforeEach(async () => {
    test = await open(jobsMigrations);
    lines = [];
    open_ = [];
    offset = 0;
  });
  afterEach(async () => {
    await Promise.all(open_.map((jobs) => jobs.stop(0)));
    await test.remove();
  });

  const queue = (
    kinds: Record<string, JobKind['run'] | JobKind>,
    options: { db?: Db; concurrency?: number; stale?: number } = {},
  ): Jobs => {
    const jobs = createJobs({
      db: test.db,
      log: createLog({ level: 'debug', destination: { write: (line) => lines.push(line) } }),
      clock,
      kinds: Object.fromEntries(
        Object.entries(kinds).map(([name, kind]) => [name, typeof kind === 'function' ? { run: kind } : kind]),
      ),
      poll: 10,
      heartbeat: 20,
      stale: 60_000,
      random: () => 0.5,
      ...options,
    });
    open_.push(jobs);
    return jobs;
  };
  const started = async (...args: Parameters<typeof queue>): Promise<Jobs> => {
    const jobs = queue(...args);
    await jobs.start();
    return jobs;
  };
  const ended = async (jobs: Jobs, id: string): Promise<JobState> => {
    let last: JobState | undefined;
    for await (const state of jobs.watch(id, AbortSignal.timeout(20_000))) last = state;
    if (!last) throw new Error('no such job');
    return last;
  };
  const untilAborted = ({ signal }: RunningJob): Promise<void> =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))));

  it('runs a job once, with its ids, and keeps that it is done', async () => {
    const seen: unknown[] = [];
    const jobs = await started({ 'intake.read': async ({ ids, attempt }) => void seen.push({ ids, attempt }) });
    const record = newId();
    const id = await jobs.enqueue('intake.read', { record });
    expect(await ended(jobs, id)).toMatchObject({ status: 'done', attempt: 1, ids: { record }, code: undefined });
    expect(seen).toEqual([{ ids: { record }, attempt: 1 }]);
  });

  it('refuses anything that is not an id, a known kind, or a key of labels and ids', async () => {
    const jobs = queue({ 'intake.read': async () => undefined });
    await expect(jobs.enqueue('intake.read', { record: SECRET })).rejects.toThrow('ids and nothing else');
    await expect(jobs.enqueue('intake.raed', {})).rejects.toThrow('nobody does');
    await expect(jobs.enqueue('intake.read', {}, { key: 'maria' })).rejects.toThrow('labels and ids');
    expect(() => queue({ maria: async () => undefined })).toThrow('label');
  });

  it('tries again after a failure, later each time, and then keeps it as dead with a reason and no content', async () => {
    let attempts = 0;
    const jobs = await started({
      'intake.read': {
        maxAttempts: 3,
        run: async () => {
          attempts += 1;
          throw new Error(SECRET);
        },
      },
    });
    const id = await jobs.enqueue('intake.read', {});
    await soon(() => attempts).toBe(1);
    await soon(async () => (await jobs.get(id))?.status).toBe('queued');
    const first = await jobs.get(id);
    expect(first).toMatchObject({ attempt: 1, code: 'CW-JOB-001' });
    expect((first?.runAt ?? 0) - clock.now()).toBeGreaterThan(1000);
    offset += 2100;
    await soon(() => attempts).toBe(2);
    offset += 4100;
    const dead = await ended(jobs, id);
    expect(dead).toMatchObject({ status: 'dead', attempt: 3, code: 'CW-JOB-001' });
    expect(dead.reason).toContain('background task failed');
    const rows = JSON.stringify(await test.db.all('select * from jobs'));
    expect(rows + lines.join('')).not.toContain('Maria');
    expect(await jobs.list('dead')).toHaveLength(1);
    expect(await jobs.counts()).toMatchObject({ dead: 1, queued: 0 });
  });

  it('does not try again what another attempt cannot mend', async () => {
    const jobs = await started({
      'intake.read': async () => {
        throw new CodedError('CW-GEN-003');
      },
    });
    const id = await jobs.enqueue('intake.read', {});
    expect(await ended(jobs, id)).toMatchObject({ status: 'dead', attempt: 1, code: 'CW-GEN-003' });
  });

  it('runs jobs of one key one after another, and of different keys at once', async () => {
    const now = new Map<string, number>();
    let most = 0;
    let mostOfKey = 0;
    const jobs = await started(
      {
        'intake.read': async ({ ids }) => {
          const record = ids.record as string;
          now.set(record, (now.get(record) ?? 0) + 1);
          mostOfKey = Math.max(mostOfKey, now.get(record) ?? 0);
          most = Math.max(
            most,
            [...now.values()].reduce((a, b) => a + b),
          );
          await new Promise((resolve) => setTimeout(resolve, 20));
          now.set(record, (now.get(record) ?? 0) - 1);
        },
      },
      { concurrency: 4 },
    );
    const [a, b] = [newId(), newId()];
    const ids = await Promise.all(
      [a, a, a, b, b, b].map((record) => jobs.enqueue('intake.read', { record }, { key: `import:${record}` })),
    );
    for (const id of ids) expect((await ended(jobs, id)).status).toBe('done');
    expect(mostOfKey).toBe(1);
    expect(most).toBe(2);
  });

  it('keeps to the limit of a kind', async () => {
    let now = 0;
    let most = 0;
    const run = async (): Promise<void> => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, 10));
      now--;
    };
    const jobs = await started({ 'index.build': { run, concurrency: 1 } }, { concurrency: 4 });
    const ids = await Promise.all([1, 2, 3, 4].map(() => jobs.enqueue('index.build', {})));
    for (const id of ids) await ended(jobs, id);
    expect(most).toBe(1);
  });

  it('with "once" adds nothing while one waits, and adds one again when that one runs', async () => {
    const jobs = queue({ 'index.build': untilAborted });
    const key = `index:${newId()}`;
    const first = await jobs.enqueue('index.build', {}, { key, once: true });
    expect(await jobs.enqueue('index.build', {}, { key, once: true })).toBe(first);
    await jobs.start();
    await soon(async () => (await jobs.get(first))?.status).toBe('running');
    const second = await jobs.enqueue('index.build', {}, { key, once: true });
    expect(second).not.toBe(first);
    expect(await jobs.counts()).toMatchObject({ running: 1, queued: 1 });
  });

  it('does not start before its time', async () => {
    const jobs = await started({ 'index.build': async () => undefined });
    const id = await jobs.enqueue('index.build', {}, { runAt: clock.now() + 60_000 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await jobs.get(id))?.status).toBe('queued');
    offset += 60_000;
    expect((await ended(jobs, id)).status).toBe('done');
  });

  it('cancels what waits at once, what runs at its next safe point, and nothing that has ended', async () => {
    const jobs = await started({ 'intake.read': untilAborted }, { concurrency: 1 });
    const running = await jobs.enqueue('intake.read', {});
    await soon(async () => (await jobs.get(running))?.status).toBe('running');
    const waiting = await jobs.enqueue('intake.read', {});
    expect(await jobs.cancel(waiting)).toBe(true);
    expect(await jobs.get(waiting)).toMatchObject({ status: 'cancelled', attempt: 0 });
    expect(await jobs.cancel(running)).toBe(true);
    expect(await ended(jobs, running)).toMatchObject({ status: 'cancelled', code: 'CW-JOB-003' });
    expect(await jobs.cancel(running)).toBe(false);
  });

  it('is done when the handler finished although somebody cancelled', async () => {
    const jobs = await started({
      'intake.read': async ({ signal }) =>
        void (await new Promise((resolve) => signal.addEventListener('abort', resolve))),
    });
    const id = await jobs.enqueue('intake.read', {});
    await soon(async () => (await jobs.get(id))?.status).toBe('running');
    await jobs.cancel(id);
    expect((await ended(jobs, id)).status).toBe('done');
  });

  it('shows progress at once to who watches, and stores numbers only', async () => {
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const jobs = await started({
      'intake.read': async ({ progress }) => {
        progress({ bytesRead: 5, bytesTotal: 10, note: SECRET } as never);
        await gate;
        progress({ bytesRead: 10, bytesTotal: 10 });
      },
    });
    const id = await jobs.enqueue('intake.read', {});
    const seen: JobState[] = [];
    for await (const state of jobs.watch(id, AbortSignal.timeout(20_000))) {
      seen.push(state);
      if (state.progress.bytesRead === 5) go();
    }
    expect(seen.map(({ progress }) => progress)).toContainEqual({ bytesRead: 5, bytesTotal: 10 });
    expect(seen.at(-1)).toMatchObject({ status: 'done', progress: { bytesRead: 10, bytesTotal: 10 } });
    expect(JSON.stringify(await test.db.all('select * from jobs'))).not.toContain('Maria');
  });

  it('stops watching when the watcher leaves, and ends at once for a job that is not there', async () => {
    const jobs = await started({ 'intake.read': untilAborted });
    const id = await jobs.enqueue('intake.read', {});
    const leaving = new AbortController();
    const seen: string[] = [];
    for await (const { status } of jobs.watch(id, leaving.signal)) {
      seen.push(status);
      leaving.abort();
    }
    expect(seen).toHaveLength(1);
    for await (const _ of jobs.watch(newId(), new AbortController().signal)) expect.fail();
  });

  it('lets running jobs end when the server stops, and puts back the others without counting the attempt', async () => {
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const jobs = await started({
      'quick.one': () => gate,
      'long.one': untilAborted,
    });
    const quick = await jobs.enqueue('quick.one', {});
    const long = await jobs.enqueue('long.one', {});
    await soon(async () => (await jobs.counts()).running).toBe(2);
    setTimeout(go, 20);
    await jobs.stop(200);
    expect(await jobs.get(quick)).toMatchObject({ status: 'done' });
    expect(await jobs.get(long)).toMatchObject({ status: 'queued', attempt: 0 });
    const next = await started({ 'quick.one': async () => undefined, 'long.one': async () => undefined });
    expect(await ended(next, long)).toMatchObject({ status: 'done', attempt: 1 });
  });

  it('takes nothing on after a stop', async () => {
    const jobs = await started({ 'quick.one': async () => undefined });
    await jobs.stop();
    const id = await jobs.enqueue('quick.one', {});
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await jobs.get(id))?.status).toBe('queued');
  });

  it('forgets what ended long ago and nothing else', async () => {
    const jobs = await started({ 'quick.one': async () => undefined });
    const old = await jobs.enqueue('quick.one', {});
    await ended(jobs, old);
    const waiting = await jobs.enqueue('quick.one', {}, { runAt: clock.now() + 1e9 });
    expect(await jobs.prune(clock.now() + 1)).toBe(1);
    expect(await jobs.get(old)).toBeUndefined();
    expect(await jobs.get(waiting)).toBeDefined();
  });

  it('adds a job together with what caused it, or neither', async () => {
    const jobs = await started({ 'quick.one': async () => undefined });
    const { id, statement } = jobs.statement('quick.one', {});
    const failing = { sql: 'delete from jobs where kind = ?', parameters: ['nothing'], expect: 1 };
    await expect(test.db.batch([statement, failing])).rejects.toThrow();
    expect(await jobs.get(id)).toBeUndefined();
    await test.db.batch([statement]);
    jobs.wake();
    expect((await ended(jobs, id)).status).toBe('done');
  });

  describe('after a crash', () => {
    /** A worker that dies: it holds a job and never says anything again. */
    const abandon = async (maxAttempts = 5): Promise<string> => {
      const dying = queue({ 'intake.read': () => new Promise(() => undefined) });
      const id = await dying.enqueue('intake.read', {}, { maxAttempts });
      await dying.start();
      await soon(async () => (await dying.get(id))?.status).toBe('running');
      await dying.stop(0);
      return id;
    };

    it('resumes what was running', async () => {
      const id = await abandon();
      // SQLite: nobody else can be alive. PostgreSQL: only silence tells.
      if (engine === 'postgres') offset += 61_000;
      const jobs = await started({ 'intake.read': async () => undefined });
      expect(await ended(jobs, id)).toMatchObject({ status: 'done', attempt: 2 });
      expect(lines.join('')).toContain('job.resumed');
    });

    it('gives up what ended its process every time', async () => {
      const id = await abandon(1);
      if (engine === 'postgres') offset += 61_000;
      const jobs = await started({ 'intake.read': async () => undefined });
      expect(await ended(jobs, id)).toMatchObject({ status: 'dead', code: 'CW-JOB-002' });
    });

    it('does not start again what was cancelled', async () => {
      const id = await abandon();
      expect(await queue({ 'intake.read': async () => undefined }).cancel(id)).toBe(true);
      if (engine === 'postgres') offset += 61_000;
      const jobs = await started({ 'intake.read': async () => undefined });
      expect(await ended(jobs, id)).toMatchObject({ status: 'cancelled' });
    });
  });

  if (engine === 'postgres') {
    describe('with several servers', () => {
      it('gives every job to exactly one of them', async () => {
        const runs = new Map<string, number>();
        const run = async ({ id }: RunningJob): Promise<void> => {
          runs.set(id, (runs.get(id) ?? 0) + 1);
          await new Promise((resolve) => setTimeout(resolve, 1));
        };
        const servers = await Promise.all([1, 2, 3].map(() => started({ 'quick.one': run }, { concurrency: 4 })));
        const ids = await Promise.all(
          Array.from({ length: 60 }, (_, n) => (servers[n % 3] as Jobs).enqueue('quick.one', {})),
        );
        await soon(async () => (await (servers[0] as Jobs).counts()).done).toBe(60);
        expect(ids.map((id) => runs.get(id))).toEqual(Array(60).fill(1));
      });

      it('runs jobs of one key one after another, whichever server has them', async () => {
        let now = 0;
        let most = 0;
        const run = async (): Promise<void> => {
          most = Math.max(most, ++now);
          await new Promise((resolve) => setTimeout(resolve, 2));
          now--;
        };
        const servers = await Promise.all([1, 2, 3].map(() => started({ 'quick.one': run }, { concurrency: 4 })));
        const key = `import:${newId()}`;
        await Promise.all(
          Array.from({ length: 12 }, (_, n) => (servers[n % 3] as Jobs).enqueue('quick.one', {}, { key })),
        );
        await soon(async () => (await (servers[0] as Jobs).counts()).done).toBe(12);
        expect(most).toBe(1);
      });

      it('cancels a job that runs elsewhere', async () => {
        const here = queue({ 'intake.read': untilAborted });
        const there = await started({ 'intake.read': untilAborted });
        const id = await here.enqueue('intake.read', {});
        await soon(async () => (await here.get(id))?.status).toBe('running');
        await here.cancel(id);
        expect(await ended(here, id)).toMatchObject({ status: 'cancelled' });
        await there.stop();
      });

      it('tells a worker that fell silent to stop, and does not let it say that the job is done', async () => {
        let outcome: unknown;
        const slow = createJobs({
          db: test.db,
          log: createLog({ destination: { write: (line) => lines.push(line) } }),
          clock,
          poll: 10,
          heartbeat: 300,
          concurrency: 1,
          stale: 60_000,
          kinds: {
            'intake.read': {
              run: async ({ signal }) => {
                await new Promise((resolve) => signal.addEventListener('abort', resolve));
                outcome = 'told';
              },
            },
          },
        });
        open_.push(slow);
        await slow.start();
        const id = await slow.enqueue('intake.read', {});
        await soon(async () => (await slow.get(id))?.status).toBe('running');
        offset += 61_000;
        const other = await started({ 'intake.read': () => new Promise((resolve) => setTimeout(resolve, 600)) });
        await soon(() => outcome).toBe('told');
        expect(await ended(other, id)).toMatchObject({ status: 'done', attempt: 2 });
        expect(lines.join('')).toContain('job.lost');
      });
    });
  }
});
