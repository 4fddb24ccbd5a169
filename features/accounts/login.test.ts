import type { AccountId } from '@chartwarden/ids';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, browser, carrying, cli, makeBench, OWNER } from './accounts.testing.ts';

let bench: Bench;
let owner: AccountId;
const login = (input: { email: string; password: string } = OWNER, caller = browser()) =>
  bench.accounts.login.login(input, caller, null);
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: { code?: unknown }) => error.code,
  );
const who = (token: string, client: 'browser' | 'cli' = 'browser') =>
  bench.accounts.authenticate(carrying(token, client));

beforeEach(async () => {
  bench = await makeBench();
  owner = await bench.setUp();
});
afterEach(() => bench.remove());

describe('a login', () => {
  it('takes the address in any case and form', async () => {
    expect((await login({ ...OWNER, email: '  mAYA@example.ORG' })).account.email).toBe('Maya@Example.org');
  });

  it('gives a new token every time and ends the session that the caller had', async () => {
    const one = await login();
    const session = await who(one.opened.token);
    const two = await bench.accounts.login.login(OWNER, browser(), session);
    expect(two.opened.token).not.toBe(one.opened.token);
    expect(await who(one.opened.token)).toBeNull();
    expect(await who(two.opened.token)).not.toBeNull();
  });

  it('never takes a token that the caller chose', async () => {
    const chosen = 'A'.repeat(43);
    expect(await who(chosen)).toBeNull();
    const { opened } = await login();
    expect(opened.token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(opened.token).not.toBe(chosen);
    expect(await who(chosen)).toBeNull();
  });

  it('says the same about an unknown address, a wrong password and a disabled account', async () => {
    const errors: unknown[] = [];
    const note = (work: Promise<unknown>) =>
      work.catch((error: Error) => errors.push({ ...error, text: error.message }));
    await note(login({ email: 'nobody@example.org', password: OWNER.password }));
    await note(login({ ...OWNER, password: 'four quiet unrelated horses' }));
    await note(login({ ...OWNER, password: 'x'.repeat(4000) }));
    await bench.setStatus(owner, 'disabled');
    await note(login());
    expect(errors).toHaveLength(4);
    expect(new Set(errors.map((error) => JSON.stringify(error))).size).toBe(1);
    expect(errors[0]).toMatchObject({ code: 'CW-ACC-002' });
  });

  it('leaves one entry for every attempt: who succeeded, which account was tried, and nothing of an unknown address', async () => {
    const { opened, account } = await login();
    await codeOf(login({ ...OWNER, password: 'four quiet unrelated horses' }));
    await codeOf(login({ email: 'nobody@example.org', password: 'four quiet unrelated horses' }));
    await bench.accounts.login.logout(opened.session, browser());
    const lines = (await bench.entries()).map(({ actor, action, outcome, code, detail }) => ({
      actor,
      action,
      outcome,
      code,
      detail,
    }));
    const stranger = { kind: 'anonymous', role: 'none', client: 'browser' };
    expect(lines).toEqual([
      { actor: opened.session.actor, action: 'login', outcome: 'done', code: undefined, detail: undefined },
      { actor: stranger, action: 'login', outcome: 'failed', code: 'CW-ACC-002', detail: { account: account.id } },
      { actor: stranger, action: 'login', outcome: 'failed', code: 'CW-ACC-002', detail: undefined },
      { actor: opened.session.actor, action: 'logout', outcome: 'done', code: undefined, detail: undefined },
    ]);
    const text = JSON.stringify(await bench.entries()).toLowerCase();
    for (const secret of ['maya', 'example.org', 'quiet', opened.token.toLowerCase()])
      expect(text).not.toContain(secret);
  });

  it('does not open a session when its entry cannot be written', async () => {
    await bench.test.db.batch([{ sql: 'delete from account_sessions', parameters: [] }]);
    bench.gate.note = () => Promise.reject(new Error('disk full'));
    await expect(login()).rejects.toThrow('disk full');
    expect(await bench.test.db.all('select session_id from account_sessions')).toEqual([]);
  });

  it('is throttled, with an entry for each attempt that was turned away', async () => {
    const guesses = Array.from({ length: 8 }, () =>
      codeOf(login({ ...OWNER, password: 'four quiet unrelated horses' })),
    );
    const codes = await Promise.all(guesses);
    expect(codes.filter((code) => code === 'CW-ACC-005')).toHaveLength(3);
    expect(await bench.entries()).toHaveLength(8);
    expect(await codeOf(login())).toBe('CW-ACC-005');
    expect(await codeOf(login(OWNER, browser('192.0.2.99')))).toBeNull();
  });

  it('keeps no address, name, password or place in the clear', async () => {
    await login(OWNER, browser('203.0.113.77', 'VeryUnusualBrowser/9'));
    const tables = ['accounts', 'account_sessions', 'login_throttle', 'login_familiar'];
    const rows = (await Promise.all(tables.map((table) => bench.test.db.all<object>(`select * from ${table}`)))).flat();
    const bytes = Buffer.concat(
      rows
        .flatMap((row) => Object.values(row))
        .map((value) => (Buffer.isBuffer(value) ? value : Buffer.from(String(value)))),
    );
    for (const secret of ['Maya', 'maya', 'example.org', 'argon2', '203.0.113.77', 'VeryUnusual'])
      expect(bytes.includes(secret)).toBe(false);
  });
});

describe('a password change', () => {
  it('asks for the old one, ends every other session and keeps this one', async () => {
    const here = (await login()).opened;
    const there = (await login()).opened;
    const change = (current: string) =>
      bench.accounts.login.changePassword(here.session, { current, next: 'nine other silent cranes' }, browser());
    expect(await codeOf(change('four quiet unrelated horses'))).toBe('CW-ACC-002');
    expect(await who(there.token)).not.toBeNull();
    await change(OWNER.password);
    expect([await who(here.token), await who(there.token)]).toMatchObject([{ id: here.session.id }, null]);
    expect(await codeOf(login())).toBe('CW-ACC-002');
  });
});

describe('a session', () => {
  it('lasts 14 days and no longer, used or not', async () => {
    const { opened } = await login();
    bench.clock.time += 14 * 24 * 3600_000 - 1;
    expect(await who(opened.token)).not.toBeNull();
    bench.clock.time += 1;
    expect(await who(opened.token)).toBeNull();
  });

  it('ends when it was not used for the idle time, and use keeps it alive', async () => {
    await bench.restart({ idleMs: 30 * 60_000 });
    const { opened } = await login();
    for (let step = 0; step < 4; step += 1) {
      bench.clock.time += 20 * 60_000;
      expect(await who(opened.token)).not.toBeNull();
    }
    bench.clock.time += 30 * 60_000;
    expect(await who(opened.token)).toBeNull();
  });

  it('survives a restart and ends when SESSION_SECRET changes', async () => {
    const { opened } = await login();
    await bench.restart();
    expect(await who(opened.token)).not.toBeNull();
    await bench.restart({ sessionSecret: 'another secret of the tests that is long enough' });
    expect(await who(opened.token)).toBeNull();
    await bench.restart();
    expect(await who(opened.token)).not.toBeNull();
  });

  it('is nobody at the next request after it was ended, here or from elsewhere', async () => {
    const one = (await login()).opened;
    const two = (await login()).opened;
    await bench.accounts.endSession(two.session, one.session.id, browser());
    expect([await who(one.token), await who(two.token)]).toMatchObject([null, {}]);
    await bench.accounts.login.logout(two.session, browser());
    expect(await who(two.token)).toBeNull();
  });

  it('cannot be ended by another account', async () => {
    const { opened } = await login();
    const other = { ...opened.session, account: '01890000-0000-7000-8000-000000000000' as never };
    expect(await codeOf(bench.accounts.endSession(other, opened.session.id, browser()))).toBe('CW-GEN-002');
    expect(await who(opened.token)).not.toBeNull();
  });

  it('ends with its account, and does not come back with it', async () => {
    const { opened, account } = await login();
    await bench.setStatus(account.id, 'disabled');
    expect(await who(opened.token)).toBeNull();
    await bench.setStatus(account.id, 'active');
    expect(await who(opened.token)).toBeNull();
  });

  it('of a command line is no cookie, and of a browser no header', async () => {
    const shell = (await login(OWNER, cli)).opened;
    const page = (await login()).opened;
    expect([await who(shell.token, 'browser'), await who(page.token, 'cli')]).toEqual([null, null]);
    expect([await who(shell.token, 'cli'), await who(page.token, 'browser')]).toMatchObject([{}, {}]);
  });

  it('is listed with when and where, and without its token', async () => {
    await login(OWNER, cli);
    const { opened } = await login();
    const list = await bench.accounts.sessions(opened.session);
    const seen = list.find((line) => line.current);
    expect(seen).toEqual({
      id: opened.session.id,
      client: 'browser',
      createdAt: bench.clock.time,
      usedAt: bench.clock.time,
      expires: opened.session.expires,
      ip: '192.0.2.1',
      agent: 'Browser/1',
      current: true,
    });
    expect(list).toHaveLength(3);
    expect(await bench.accounts.endOtherSessions(opened.session, browser())).toBe(2);
    expect(await bench.accounts.sessions(opened.session)).toHaveLength(1);
  });

  it('is swept away once it is over', async () => {
    await login();
    bench.clock.time += 15 * 24 * 3600_000;
    await bench.accounts.sweep();
    expect(await bench.test.db.all('select session_id from account_sessions')).toEqual([]);
  });
});

describe('the time of an answer', () => {
  let times: Bench;
  afterAll(() => times.remove());

  // Loose on purpose: a missing dummy computation makes the unknown address some thirty times faster.
  it('does not tell an unknown address from a wrong password', async () => {
    times = await makeBench();
    await times.setUp();
    const taken: { readonly known: number[]; readonly unknown: number[] } = { known: [], unknown: [] };
    // In turn, so that whatever else the machine does falls on both.
    for (let guess = 0; guess < 50; guess += 1) {
      const kind = guess % 2 === 0 ? 'known' : 'unknown';
      const email = kind === 'known' ? OWNER.email : 'nobody@example.org';
      const caller = browser(`198.51.100.${guess}`);
      const start = performance.now();
      await codeOf(times.accounts.login.login({ email, password: 'four quiet unrelated horses' }, caller, null));
      taken[kind].push(performance.now() - start);
    }
    const median = (all: number[]): number => all.sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
    const [known, unknown] = [median(taken.known), median(taken.unknown)];
    expect(Math.max(known, unknown) / Math.min(known, unknown)).toBeLessThan(2);
  });
});
