import type { AccountId } from '@chartwarden/ids';
import { TOTP } from 'otpauth';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, browser, carrying, makeBench, OWNER } from './accounts.testing.ts';
import type { LoggedIn } from './login.ts';
import { SecondStepError } from './second-step.ts';

let bench: Bench;
let owner: AccountId;
const login = (caller = browser()) => bench.accounts.login.login(OWNER, caller, null);
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: { code?: unknown }) => error.code,
  );
const wantedBy = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => Promise.reject(new Error('no second step was asked for')),
    (error: unknown) => (error instanceof SecondStepError ? error.wanted.token : Promise.reject(error)),
  );
const codeFor = (secret: string): string => new TOTP({ secret }).generate({ timestamp: bench.clock.time });
const later = () => {
  bench.clock.time += 30_000;
};
const finish = (token: string, given: { code: string } | { recovery: string }, caller = browser()) =>
  bench.accounts.login.secondStep(token, given, caller, null);

/** Turns it on; the session that did it, the secret and the recovery codes. */
async function turnOn(): Promise<{ here: LoggedIn; secret: string; codes: readonly string[] }> {
  const here = await login();
  const { secret } = await bench.accounts.ownFactors.offerTotp(here.opened.session);
  const { codes } = await bench.accounts.ownFactors.confirmTotp(here.opened.session, codeFor(secret), browser());
  later();
  return { here, secret, codes };
}

beforeEach(async () => {
  bench = await makeBench();
  owner = await bench.setUp();
});
afterEach(() => bench.remove());

describe('the second step', () => {
  it('changes nothing before a code confirmed it, and then ends the sessions that were opened without it', async () => {
    const there = await login();
    const here = await login();
    const { ownFactors } = bench.accounts;
    const { secret, uri } = await ownFactors.offerTotp(here.opened.session);
    expect(uri).toContain(`secret=${secret}`);
    expect((await login()).account.id).toBe(owner);
    expect(await codeOf(ownFactors.confirmTotp(here.opened.session, '000', browser()))).toBe('CW-ACC-031');
    const { codes } = await ownFactors.confirmTotp(here.opened.session, codeFor(secret), browser());
    expect(new Set(codes).size).toBe(10);
    expect(await ownFactors.state(here.opened.session)).toMatchObject({ recoveryLeft: 10, shortPassword: false });
    expect(await bench.accounts.authenticate(carrying(there.opened.token, 'browser'))).toBeNull();
    expect(await codeOf(ownFactors.offerTotp(here.opened.session))).toBe('CW-ACC-033');
  });

  it('lets in with each code once, of this step or one beside it, and says how', async () => {
    const { secret } = await turnOn();
    const code = codeFor(secret);
    const logged = await finish(await wantedBy(login()), { code });
    expect(logged.opened.session.proved?.how).toBe('code');
    expect(await codeOf(finish(await wantedBy(login()), { code }))).toBe('CW-ACC-031');
    bench.clock.time += 60_000;
    const before = new TOTP({ secret }).generate({ timestamp: bench.clock.time - 30_000 });
    await finish(await wantedBy(login()), { code: before });
    const old = new TOTP({ secret }).generate({ timestamp: bench.clock.time - 90_000 });
    expect(await codeOf(finish(await wantedBy(login()), { code: old }))).toBe('CW-ACC-031');
  });

  it('takes one code from one of many who send it together', async () => {
    const { secret } = await turnOn();
    const tokens = await Promise.all(Array.from({ length: 4 }, () => wantedBy(login())));
    const code = codeFor(secret);
    const codes = await Promise.all(tokens.map((token) => codeOf(finish(token, { code }))));
    expect(codes.filter((one) => one === null)).toHaveLength(1);
  });

  it('is for whoever began it: five minutes, the same source, once, the same password', async () => {
    const { here, secret } = await turnOn();
    const given = () => ({ code: codeFor(secret) });
    const token = await wantedBy(login());
    expect(await codeOf(finish(token, given(), browser('203.0.113.9')))).toBe('CW-ACC-032');
    expect(await bench.accounts.authenticate(carrying(token, 'browser'))).toBeNull();
    await finish(token, given());
    later();
    expect(await codeOf(finish(token, given()))).toBe('CW-ACC-032');
    const late = await wantedBy(login());
    bench.clock.time += 5 * 60_000;
    expect(await codeOf(finish(late, given()))).toBe('CW-ACC-032');
    const changed = await wantedBy(login());
    const next = { current: OWNER.password, next: 'nine other silent cranes' };
    await bench.accounts.login.changePassword(here.opened.session, next, browser());
    expect(await codeOf(finish(changed, given()))).toBe('CW-ACC-032');
  });

  it('is throttled: a guesser waits, from many sources, too, and a source that was right before does not', async () => {
    const { secret } = await turnOn();
    await finish(await wantedBy(login()), { code: codeFor(secret) });
    later();
    const codes: unknown[] = [];
    for (let guess = 0; guess < 30; guess += 1) {
      const caller = browser(`203.0.113.${guess}`);
      codes.push(await codeOf(finish(await wantedBy(login(caller)), { code: '000000' }, caller)));
    }
    expect(codes.slice(0, 19)).toEqual(Array.from({ length: 19 }, () => 'CW-ACC-031'));
    expect(codes.at(-1)).toBe('CW-ACC-005');
    expect(await codeOf(finish(await wantedBy(login()), { code: codeFor(secret) }))).toBeNull();
  });

  it('leaves an entry for each attempt, and no code, secret or token in any', async () => {
    const { secret, codes } = await turnOn();
    await bench.forgetEntries();
    const token = await wantedBy(login());
    await codeOf(finish(token, { code: '000000' }));
    await finish(token, { code: codeFor(secret) });
    const entries = await bench.entries();
    expect(entries.map(({ action, outcome, code, detail }) => [action, outcome, code, detail])).toEqual([
      ['login', 'done', undefined, { account: owner, step: 'password' }],
      ['login', 'failed', 'CW-ACC-031', { account: owner, step: 'code' }],
      ['login', 'done', undefined, { how: 'code' }],
    ]);
    const text = JSON.stringify(entries);
    for (const word of [secret, token, '000000', ...codes]) expect(text).not.toContain(word);
  });

  it('keeps no secret and no code in the clear, and moves to new keys', async () => {
    const { secret, codes } = await turnOn();
    const rows = await bench.test.db.all<object>('select * from account_factors');
    const bytes = Buffer.concat(
      rows
        .flatMap((row) => Object.values(row))
        .map((value) => (Buffer.isBuffer(value) ? value : Buffer.from(String(value)))),
    );
    for (const word of [secret, ...codes]) expect(bytes.includes(word)).toBe(false);
    expect(await bench.renewKeys(owner, 'forget')).toBeGreaterThan(2);
    await finish(await wantedBy(login()), { code: codeFor(secret) });
  });
});

describe('recovery codes', () => {
  it('let in once each, typed in any way, and tell the account', async () => {
    const { codes } = await turnOn();
    const [first = '', second = ''] = codes;
    const logged = await finish(await wantedBy(login()), { recovery: first.toLowerCase().replaceAll('-', ' ') });
    expect(logged.opened.session.proved?.how).toBe('recovery');
    expect(await codeOf(finish(await wantedBy(login()), { recovery: first }))).toBe('CW-ACC-031');
    const view = await bench.accounts.view(logged.opened.session);
    expect(view.notices.map(({ kind }) => kind)).toContain('recovery-code-used');
    const tokens = await Promise.all([1, 2, 3].map(() => wantedBy(login())));
    const together = await Promise.all(tokens.map((token) => codeOf(finish(token, { recovery: second }))));
    expect(together.filter((one) => one === null)).toHaveLength(1);
    expect((await bench.accounts.ownFactors.state(logged.opened.session)).recoveryLeft).toBe(8);
  });

  it('are over when new ones are made', async () => {
    const { here, codes } = await turnOn();
    const fresh = await bench.accounts.ownFactors.renewCodes(here.opened.session, browser());
    expect(await codeOf(finish(await wantedBy(login()), { recovery: codes[0] ?? '' }))).toBe('CW-ACC-031');
    await finish(await wantedBy(login()), { recovery: fresh.codes[0] ?? '' });
  });
});

describe('a password beside a second step', () => {
  const change = (session: LoggedIn, current: string, next: string) =>
    bench.accounts.login.changePassword(session.opened.session, { current, next }, browser());

  it('may have 8 characters, but no common ones, and has to be longer before the step is turned off', async () => {
    const first = await login();
    expect(await codeOf(change(first, OWNER.password, 'heron 7!'))).toBe('CW-ACC-006');
    const { here } = await turnOn();
    for (const common of ['Passw0rd', 'sunshine1', 'qwertz12', '19841984', 'Summer2024!'])
      expect(await codeOf(change(here, OWNER.password, common)), common).toBe('CW-ACC-007');
    expect(await codeOf(change(here, OWNER.password, 'heron 7'))).toBe('CW-ACC-037');
    await change(here, OWNER.password, 'heron 7! gg');
    const { ownFactors } = bench.accounts;
    expect(await codeOf(ownFactors.removeTotp(here.opened.session, browser()))).toBe('CW-ACC-034');
    await change(here, 'heron 7! gg', 'nine other silent cranes');
    await ownFactors.removeTotp(here.opened.session, browser());
    const logged = await bench.accounts.login.login(
      { email: OWNER.email, password: 'nine other silent cranes' },
      browser(),
      null,
    );
    expect(logged.opened.session.proved?.how).toBe('password');
  });

  it('that is short lets nobody in once an owner has taken the step away', async () => {
    const { here } = await turnOn();
    await change(here, OWNER.password, 'heron 7! gg');
    const other = { ...here.opened.session, account: '01890000-0000-7000-8000-000000000000' as AccountId };
    expect(await codeOf(bench.accounts.ownFactors.takeAway(here.opened.session, owner, browser()))).toBe('CW-GATE-007');
    await bench.accounts.ownFactors.takeAway(other, owner, browser());
    const work = bench.accounts.login.login({ email: OWNER.email, password: 'heron 7! gg' }, browser(), null);
    expect(await codeOf(work)).toBe('CW-ACC-034');
  });
});

describe('a link for a lost password', () => {
  const newPassword = 'nine other silent cranes';

  it('of the operator lets in without a code, and one by mail or of an owner replaces the password only', async () => {
    const { secret } = await turnOn();
    const { accounts } = bench;
    const { url } = await accounts.operator.setupLink(OWNER.email);
    const token = url.split('#link=')[1] ?? '';
    const logged = await accounts.login.newPassword({ token, password: newPassword }, browser());
    expect(logged.opened.session.proved?.how).toBe('link');
    const sent: string[] = [];
    const waiting: string[] = [];
    bench.mail = {
      send: async ({ text }) => void sent.push(text),
      job(id) {
        waiting.push(id);
        return { sql: 'select 1', parameters: [] };
      },
      wake: () => undefined,
    };
    await bench.restart();
    await bench.accounts.lostPassword.ask(OWNER.email, browser());
    for (const id of waiting) await bench.accounts.deliver(id);
    const mailed = { token: /#link=([\w-]+)/.exec(sent.join())?.[1] ?? '', password: OWNER.password };
    const wanted = await wantedBy(bench.accounts.login.newPassword(mailed, browser()));
    expect((await finish(wanted, { code: codeFor(secret) })).account.id).toBe(owner);
  });
});
