import { afterEach, describe, expect, it } from 'vitest';
import { type Bench, browser, carrying, cli, KIT, makeBench, OWNER } from './accounts.testing.ts';

let bench: Bench;
afterEach(() => bench.remove());

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: { code?: unknown }) => error.code,
  );
const first = (code?: string, input = OWNER) => bench.accounts.setup.firstOwner(input, browser(), { code });
const printedCode = () => bench.printed.find((line) => /^ {4}/.test(line))?.trim() ?? '';

describe('the first run', () => {
  it('makes an owner, hands over the kit and opens a session', async () => {
    bench = await makeBench();
    expect(await bench.accounts.setup.state()).toEqual({
      needed: true,
      version: '0.1.0',
      codeNeeded: false,
      registration: false,
      mail: false,
      signOn: [],
      suggestedWitness: '/mnt/witness',
    });
    const { account, opened, kit } = await first(undefined, { ...OWNER, witness: '/mnt/w' });
    expect([account.email, account.name, kit]).toEqual(['Maya@Example.org', 'Maya', KIT]);
    expect(bench.witness).toEqual(['/mnt/w']);
    const session = await bench.accounts.authenticate(carrying(opened.token, 'browser'));
    expect(session).toMatchObject({
      account: account.id,
      roles: ['owner'],
      actor: { role: 'owner', session: session?.id },
    });
    expect(await bench.accounts.setup.state()).toMatchObject({ needed: false, suggestedWitness: null });
  });

  it('happens once, also when two people press the button together', async () => {
    bench = await makeBench();
    const results = await Promise.all(
      [1, 2, 3].map((n) => codeOf(first(undefined, { ...OWNER, email: `${n}@example.org` }))),
    );
    expect(results.sort()).toEqual(['CW-ACC-003', 'CW-ACC-003', null]);
    expect(await codeOf(first())).toBe('CW-ACC-003');
    expect(await bench.test.db.all('select account_id from accounts')).toHaveLength(1);
  });

  it('starts again with the same address after a crash before the gate knew the owner', async () => {
    bench = await makeBench();
    const { changeTogether } = bench.gate;
    const reached = new Promise<void>((reach) => {
      bench.gate.changeTogether = () => {
        reach();
        return new Promise(() => undefined);
      };
    });
    void first();
    await reached;
    bench.gate.changeTogether = changeTogether;
    await bench.restart();
    expect(await bench.test.db.all('select account_id from accounts')).toHaveLength(1);
    expect(await codeOf(first())).toBeNull();
    expect(await bench.test.db.all('select account_id from accounts')).toHaveLength(1);
  });

  it('refuses a weak password and keeps nothing of the attempt', async () => {
    bench = await makeBench();
    expect(await codeOf(first(undefined, { ...OWNER, password: 'maya@example.org' }))).toBe('CW-ACC-007');
    expect(await bench.test.db.all('select account_id from accounts')).toEqual([]);
    expect(bench.witness).toEqual([]);
  });

  it('leaves one entry, with no address, name or password in it', async () => {
    bench = await makeBench();
    const { opened } = await first();
    expect(await bench.entries()).toEqual([
      {
        actor: opened.session.actor,
        action: 'setup',
        outcome: 'done',
        purpose: 'operate',
        channel: 'browser',
        detail: { witness: false },
        method: 'POST',
        path: '/api/login',
        ip: '192.0.2.1',
        agent: 'Browser/1',
      },
    ]);
  });
});

describe('the first run of a server that others can reach', () => {
  const open = async () => {
    bench = await makeBench({ loopback: false, publicUrl: 'https://health.example.org' });
    bench.accounts.setup.start();
  };

  it('prints a code of 100 bits and refuses whoever does not know it', async () => {
    await open();
    expect(printedCode()).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){3}$/);
    expect(await bench.accounts.setup.state()).toMatchObject({ codeNeeded: true });
    expect(await codeOf(first())).toBe('CW-ACC-004');
    expect(await codeOf(first('AAAAA-AAAAA-AAAAA-AAAAA'))).toBe('CW-ACC-004');
    expect((await bench.entries()).map(({ outcome, code }) => [outcome, code])).toEqual([
      ['failed', 'CW-ACC-004'],
      ['failed', 'CW-ACC-004'],
    ]);
    expect(await codeOf(first(printedCode().toLowerCase().replaceAll('-', ' ')))).toBeNull();
  });

  it('throttles guesses at the code', async () => {
    await open();
    const results = await Promise.all(Array.from({ length: 8 }, () => codeOf(first('AAAAA-AAAAA-AAAAA-AAAAA'))));
    expect(results.filter((code) => code === 'CW-ACC-005')).toHaveLength(3);
  });

  it('prints nothing once there is an owner', async () => {
    await open();
    await first(printedCode());
    bench.printed.length = 0;
    bench.accounts.setup.start();
    expect(bench.printed).toEqual([]);
  });

  it('takes the token of a first-run link in place of the code', async () => {
    await open();
    const { purpose, url } = await bench.accounts.operator.setupLink(OWNER.email);
    expect(purpose).toBe('first-run');
    const token = /^https:\/\/health\.example\.org\/setup#code=(.+)$/.exec(url)?.[1];
    bench.clock.time += 16 * 60_000;
    expect(await codeOf(first(token))).toBe('CW-ACC-004');
    const again = await bench.accounts.operator.setupLink(OWNER.email);
    expect(await codeOf(first(again.url.split('code=')[1]))).toBeNull();
  });

  it('needs no code from the operator', async () => {
    await open();
    const { opened } = await bench.accounts.operator.setup(OWNER);
    expect(opened.session.client).toBe('cli');
  });
});

describe('the recovery kit', () => {
  it('is shown to the owner until its last group was typed', async () => {
    bench = await makeBench();
    const { session } = (await first()).opened;
    const { setup } = bench.accounts;
    expect(await setup.kit(session, cli)).toEqual(KIT);
    expect(await codeOf(setup.confirmKit(session, 'CD34', cli))).toBe('CW-ACC-008');
    expect(await setup.kitConfirmed()).toBe(false);
    await setup.confirmKit(session, ' ef5g ', cli);
    expect(await setup.kitConfirmed()).toBe(true);
    expect(await codeOf(setup.kit(session, cli))).toBe('CW-ACC-010');
    expect(await codeOf(setup.confirmKit(session, 'EF5G', cli))).toBe('CW-ACC-010');
  });

  it('is shown again when the root key was changed', async () => {
    bench = await makeBench();
    const { session } = (await first()).opened;
    const { setup } = bench.accounts;
    await setup.confirmKit(session, 'ef5g', cli);
    await setup.kitChanged();
    expect(await setup.kitConfirmed()).toBe(false);
    expect(await setup.kit(session, cli)).toEqual(KIT);
  });

  it('is not shown to somebody who is not the owner', async () => {
    bench = await makeBench();
    const { session } = (await first()).opened;
    expect(await codeOf(bench.accounts.setup.kit({ ...session, roles: ['admin'] }, cli))).toBe('CW-ACC-010');
  });
});

describe('the link for an owner who lost the password', () => {
  const link = async () => (await bench.accounts.operator.setupLink(' maya@example.ORG ')).url.split('link=')[1] ?? '';

  it('ends the sessions at once, sets a new password once, and leaves an entry and a notice', async () => {
    bench = await makeBench();
    const { opened } = await first();
    await bench.forgetEntries();
    const made = await bench.accounts.operator.setupLink(OWNER.email);
    expect(made).toMatchObject({ purpose: 'new-password', sessionsEnded: 1, expires: bench.clock.time + 15 * 60_000 });
    expect(await bench.accounts.authenticate(carrying(opened.token, 'browser'))).toBeNull();

    const token = made.url.split('link=')[1] ?? '';
    const { login } = bench.accounts;
    const fresh = await login.newPassword({ token, password: 'nine other silent cranes' }, browser());
    expect(await codeOf(login.newPassword({ token, password: 'nine other silent cranes' }, browser()))).toBe(
      'CW-ACC-009',
    );
    expect(await codeOf(login.login(OWNER, browser(), null))).toBe('CW-ACC-002');
    expect(await codeOf(login.login({ ...OWNER, password: 'nine other silent cranes' }, browser(), null))).toBeNull();

    const view = await bench.accounts.view(fresh.opened.session);
    expect(view.notices).toMatchObject([{ kind: 'new-password-link', at: bench.clock.time }]);
    await bench.accounts.seeNotices(fresh.opened.session);
    expect((await bench.accounts.view(fresh.opened.session)).notices).toEqual([]);
    expect((await bench.entries()).map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      'setup-link done',
      'new-password done',
      'login failed',
      'login done',
    ]);
  });

  it('is used up by one of two who follow it together', async () => {
    bench = await makeBench();
    await first();
    const token = await link();
    const both = ['nine other silent cranes', 'ten more distant storks'].map((password) =>
      codeOf(bench.accounts.login.newPassword({ token, password }, browser())),
    );
    expect((await Promise.all(both)).filter((code) => code === null)).toHaveLength(1);
  });

  it('stays usable after a refused password, and ends after 15 minutes or with the next link', async () => {
    bench = await makeBench();
    await first();
    const token = await link();
    const { login } = bench.accounts;
    expect(await codeOf(login.newPassword({ token, password: 'short' }, browser()))).toBe('CW-ACC-006');
    const next = await link();
    const password = 'nine other silent cranes';
    expect(await codeOf(login.newPassword({ token, password }, browser()))).toBe('CW-ACC-009');
    bench.clock.time += 15 * 60_000;
    expect(await codeOf(login.newPassword({ token: next, password }, browser()))).toBe('CW-ACC-009');
    expect(await codeOf(login.newPassword({ token: 'nonsense', password }, browser()))).toBe('CW-ACC-009');
  });

  it('is made only for the address of an owner', async () => {
    bench = await makeBench();
    await first();
    expect(await codeOf(bench.accounts.operator.setupLink('somebody@example.org'))).toBe('CW-ACC-011');
  });

  it('is not kept in a form that could be used', async () => {
    bench = await makeBench();
    await first();
    const token = await link();
    const rows = await bench.test.db.all<{ token_digest: Buffer }>('select * from account_links');
    expect(rows).toHaveLength(1);
    expect(rows[0]?.token_digest.toString('base64url')).not.toContain(token.slice(0, 10));
    expect(rows[0]?.token_digest.equals(Buffer.from(token, 'base64url'))).toBe(false);
  });
});
