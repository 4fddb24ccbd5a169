import { describeEngines, type TestDb } from '@chartwarden/db/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountsMigrations } from './accounts.migrations.ts';
import { createThrottleStore } from './throttle.store.ts';
import { createThrottle, sourceOf, type Throttle } from './throttle.ts';

const tokens = { token: (param: string, text: string) => Buffer.from(`${param}|${text}`) };

describeEngines('the login throttle', ({ open }) => {
  let test: TestDb;
  let throttle: Throttle;
  const clock = { time: 0, now: () => clock.time };
  const start = () => {
    throttle = createThrottle(createThrottleStore(test.db), tokens, clock);
  };
  const tries = async (count: number, subject: string, ip: string): Promise<number> => {
    const results = await Promise.allSettled(Array.from({ length: count }, () => throttle.enter(subject, ip)));
    return results.filter((result) => result.status === 'fulfilled').length;
  };
  const waitOf = (subject: string, ip: string): Promise<number> =>
    throttle.enter(subject, ip).then(
      () => 0,
      (error: { retryAfter: number }) => error.retryAfter,
    );

  beforeEach(async () => {
    test = await open(accountsMigrations);
    clock.time = Date.UTC(2026, 10, 22);
    start();
  });
  afterEach(() => test.remove());

  it('lets five of fifty parallel guesses pass', async () => {
    expect(await tries(50, 'maya', '192.0.2.1')).toBe(5);
  });

  it('makes one source wait twice as long after each further guess, up to 15 minutes', async () => {
    await tries(5, 'maya', '192.0.2.1');
    const waits: number[] = [];
    for (let guess = 0; guess < 12; guess += 1) {
      const wait = await waitOf('maya', '192.0.2.1');
      waits.push(wait);
      clock.time += wait * 1000;
      await tries(1, 'maya', '192.0.2.1');
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
  });

  it('does not let a stranger shut somebody else out', async () => {
    for (let round = 0; round < 40; round += 1) {
      await tries(10, 'maya', '198.51.100.7');
      clock.time += 60_000;
    }
    expect(await waitOf('maya', '192.0.2.1')).toBe(0);
  });

  it('slows unfamiliar sources when many guess at one address, and never turns one away', async () => {
    for (let bot = 0; bot < 60; bot += 1) await tries(3, 'maya', `198.51.100.${bot}`);
    const attempt = await throttle.enter('maya', '192.0.2.1');
    expect(attempt.pauseMs).toBe(5000);
  });

  it('does not slow a source from which that address has logged in before', async () => {
    await (await throttle.enter('maya', '192.0.2.1')).succeeded();
    for (let bot = 0; bot < 60; bot += 1) await tries(3, 'maya', `198.51.100.${bot}`);
    expect((await throttle.enter('maya', '192.0.2.1')).pauseMs).toBe(0);
  });

  it('does not shut out who has logged in from the very source of the guesses, and counts their own', async () => {
    await (await throttle.enter('maya', '192.0.2.1')).succeeded();
    for (let round = 0; round < 40; round += 1) {
      await tries(10, `person ${round}`, '192.0.2.1');
      clock.time += 10_000;
    }
    expect(await waitOf('noah', '192.0.2.1')).toBeGreaterThan(60);
    expect(await tries(50, 'maya', '192.0.2.1')).toBe(5);
  });

  it('makes a source that guesses at many addresses wait', async () => {
    let passed = 0;
    for (let person = 0; person < 40; person += 1) passed += await tries(1, `person ${person}`, '198.51.100.7');
    expect(passed).toBe(20);
    expect(await tries(1, 'person 99', '192.0.2.1')).toBe(1);
  });

  it('remembers across a restart', async () => {
    await tries(5, 'maya', '192.0.2.1');
    await test.reopen();
    start();
    expect(await waitOf('maya', '192.0.2.1')).toBe(2);
  });

  it('forgets after a right password, and after a day', async () => {
    await tries(4, 'maya', '192.0.2.1');
    await (await throttle.enter('maya', '192.0.2.1')).succeeded();
    expect(await tries(5, 'maya', '192.0.2.1')).toBe(5);
    clock.time += 24 * 3600_000 + 1;
    expect(await tries(50, 'maya', '192.0.2.1')).toBe(5);
  });

  it('keeps nothing for longer than it needs', async () => {
    await (await throttle.enter('maya', '192.0.2.1')).succeeded();
    await tries(2, 'maya', '192.0.2.1');
    clock.time += 91 * 24 * 3600_000;
    await throttle.sweep();
    expect(await test.db.all('select 1 as one from login_throttle union all select 1 from login_familiar')).toEqual([]);
  });
});

describe('a source', () => {
  it.each([
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    [undefined, 'local'],
  ])('%s is %s', (ip, source) => {
    expect(sourceOf(ip)).toBe(source);
  });
});
