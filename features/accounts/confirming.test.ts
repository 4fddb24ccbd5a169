import { TOTP } from 'otpauth';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, browser, carrying, makeBench, OWNER } from './accounts.testing.ts';
import { FRESH_MS } from './confirming.ts';
import type { Session } from './sessions.ts';

let bench: Bench;
let token: string;
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: { code?: unknown }) => error.code,
  );
const current = async (even?: 'locked'): Promise<Session> => {
  const session = await bench.accounts.authenticate(carrying(token, 'browser'), even);
  if (session === null) throw new Error('nobody');
  return session;
};
const isFresh = async (): Promise<boolean> =>
  (await codeOf((async () => bench.accounts.confirming.mustBeFresh(await current()))())) === null;

beforeEach(async () => {
  bench = await makeBench();
  await bench.setUp();
  token = (await bench.accounts.login.login(OWNER, browser(), null)).opened.token;
});
afterEach(() => bench.remove());

describe('a session', () => {
  it('is fresh for ten minutes after a login, and again after its holder proved who they are', async () => {
    bench.clock.time += FRESH_MS - 1;
    expect(await isFresh()).toBe(true);
    bench.clock.time += 1;
    expect(await isFresh()).toBe(false);
    const { confirming } = bench.accounts;
    expect(await codeOf(confirming.byPassword(await current(), 'not the right one at all', browser()))).toBe(
      'CW-ACC-002',
    );
    expect(await isFresh()).toBe(false);
    await confirming.byPassword(await current(), OWNER.password, browser());
    expect(await isFresh()).toBe(true);
    expect((await bench.entries()).slice(-2)).toMatchObject([
      { action: 'confirm', outcome: 'failed', code: 'CW-ACC-002' },
      { action: 'confirm', outcome: 'done', detail: { how: 'password' } },
    ]);
  });

  it('proves it with a code, too, and none proves it for another', async () => {
    const { ownFactors, confirming } = bench.accounts;
    const { secret } = await ownFactors.offerTotp(await current());
    const codeNow = () => new TOTP({ secret }).generate({ timestamp: bench.clock.time });
    await ownFactors.confirmTotp(await current(), codeNow(), browser());
    bench.clock.time += FRESH_MS;
    expect(await codeOf(confirming.byFactor(await current(), { code: '000000' }, browser()))).toBe('CW-ACC-031');
    await confirming.byFactor(await current(), { code: codeNow() }, browser());
    expect(await isFresh()).toBe(true);
    expect((await current()).proved).toMatchObject({ how: 'code' });
  });

  it('that is locked opens nothing, survives a restart so, and opens again with a proof', async () => {
    await bench.accounts.confirming.lock(await current(), browser());
    expect(await codeOf(current())).toBe('CW-ACC-036');
    await bench.restart();
    expect(await codeOf(current())).toBe('CW-ACC-036');
    const locked = await current('locked');
    expect(locked.locked).toBe(true);
    await bench.accounts.confirming.byPassword(locked, OWNER.password, browser());
    expect((await current()).locked).toBe(false);
  });
});

describe('a login from elsewhere', () => {
  const kinds = async (): Promise<string[]> =>
    (await bench.accounts.view(await current())).notices.map(({ kind }) => kind);

  it('is told to the account once for each new place, and the first place to nobody', async () => {
    await bench.accounts.login.login(OWNER, browser(), null);
    const before = (await kinds()).length;
    await bench.accounts.login.login(OWNER, browser('203.0.113.50'), null);
    await bench.accounts.login.login(OWNER, browser('203.0.113.50'), null);
    expect((await kinds()).slice(before)).toEqual(['new-device']);
    bench.clock.time += 91 * 24 * 3600_000;
    token = (await bench.accounts.login.login(OWNER, browser('203.0.113.50'), null)).opened.token;
    expect((await kinds()).slice(before)).toEqual(['new-device', 'new-device']);
  });
});
