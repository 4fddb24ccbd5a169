import { createHmac } from 'node:crypto';
import type { InstanceRole } from '@chartwarden/gate';
import { type AccountId, newId, type RecordId } from '@chartwarden/ids';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, browser, carrying, makeBench, OWNER } from './accounts.testing.ts';
import type { Session } from './sessions.ts';

const HOUR = 3600_000;
const caller = { ...browser(), client: 'api' as const };
const LOGIN = { email: OWNER.email, password: OWNER.password };

let bench: Bench;
let owner: Session;
beforeEach(async () => {
  bench = await makeBench();
  await bench.setUp();
  owner = (await bench.accounts.login.login(LOGIN, browser(), null)).opened.session;
  await bench.forgetEntries();
});
afterEach(() => bench.remove());

const tokens = () => bench.accounts.apiTokens;
const issue = (more: { readonly roles?: readonly InstanceRole[]; readonly hours?: number } = {}) =>
  tokens().byPassword(LOGIN, { label: 'Backup script', ...more }, caller);
const who = (token: string): Promise<Session | null> =>
  bench.accounts.authenticate({
    cookie: () => undefined,
    header: (name) => (name === 'authorization' ? `Bearer ${token}` : undefined),
  });
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing',
    (error: { code?: string }) => error.code ?? String(error),
  );

describe('an API token', () => {
  it('is its account to programs, for eight hours, and says nothing of itself', async () => {
    const { token, id, expires, tokenType } = await issue();
    expect([tokenType, expires - bench.clock.time]).toEqual(['Bearer', 8 * HOUR]);
    const session = await who(token);
    expect(session).toMatchObject({ id, account: owner.account, roles: ['owner'], client: 'api' });
    expect(session?.actor).toEqual({
      kind: 'account',
      account: owner.account,
      role: 'owner',
      client: 'api',
      session: id,
    });
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as object;
    expect(Object.keys(claims).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'jti']);
    bench.clock.time += 8 * HOUR;
    expect(await who(token)).toBeNull();
  });

  it('is its account in a process that has not heard of it yet, and so is a session', async () => {
    const { token } = await issue();
    const { opened } = await bench.accounts.login.login(LOGIN, browser(), null);
    const { account, upToDate } = bench.gate;
    let knows = false;
    bench.gate.account = (id) => (knows ? account(id) : { status: 'unknown', roles: [] });
    bench.gate.upToDate = async () => {
      await upToDate();
      knows = true;
    };
    expect(await who(token)).toMatchObject({ account: owner.account, roles: ['owner'] });
    knows = false;
    expect(await bench.accounts.authenticate(carrying(opened.token, 'browser'))).toMatchObject({ roles: ['owner'] });
  });

  it('is not opened by a cookie, and not beside one', async () => {
    const { token } = await issue();
    const cookie = (name: string) => (name === 'chartwarden' ? token : undefined);
    expect(await bench.accounts.authenticate({ cookie, header: () => undefined })).toBeNull();
    const header = (name: string) => (name === 'authorization' ? `Bearer ${token}` : undefined);
    expect(await codeOf(bench.accounts.authenticate({ cookie, header }))).toBe('CW-ACC-019');
  });

  it('ends by hand, with the password, with the account, with the secret, and none comes back', async () => {
    const [one, two, three] = [await issue(), await issue(), await issue()];
    await tokens().end(owner, one.id, browser());
    expect([await who(one.token), (await who(two.token))?.id]).toEqual([null, two.id]);
    expect(await codeOf(tokens().end(owner, one.id, browser()))).toBe('CW-GEN-002');
    const next = 'eleven calm tin lanterns';
    await bench.accounts.login.changePassword(owner, { current: OWNER.password, next }, browser());
    expect([await who(two.token), await who(three.token)]).toEqual([null, null]);
    expect(await tokens().list(owner)).toEqual([]);

    const four = await tokens().bySession(owner, { label: 'x' }, browser());
    await bench.setStatus(owner.account, 'disabled');
    expect(await who(four.token)).toBeNull();
    await bench.setStatus(owner.account, 'active');
    expect(await who(four.token)).toBeNull();
    const five = await tokens().byPassword({ ...LOGIN, password: next }, { label: 'x' }, caller);
    await bench.restart({ sessionSecret: 'another secret of the tests that is long enough' });
    expect(await who(five.token)).toBeNull();
  });

  it('is none when it was signed by somebody else, for somewhere else, or not at all', async () => {
    const { token, id } = await issue();
    const [head = '', body = '', signature = ''] = token.split('.');
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
    const signed = (header: object, payload: object, key = 'guess') => {
      const text = `${encode(header)}.${encode(payload)}`;
      return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
    };
    const longer = encode({ ...claims, exp: (claims.exp as number) + 9999 });
    for (const wrong of [
      signed({ alg: 'HS256', typ: 'JWT' }, claims),
      `${encode({ alg: 'none', typ: 'JWT' })}.${body}.`,
      `${encode({ alg: 'none', typ: 'JWT' })}.${body}`,
      `${head}.${longer}.${signature}`,
      `${head}.${body}.${signature.slice(0, -2)}`,
      `${head}.${body}`,
      id,
    ])
      expect(await who(wrong), wrong).toBeNull();
    await bench.restart({ publicUrl: 'https://elsewhere.example.org' });
    expect(await who(token)).toBeNull();
  });

  it('cannot make another one, and lives no longer than the operator lets it', async () => {
    const { token } = await issue({ hours: 2 });
    const session = await who(token);
    if (session === null) throw new Error('nobody');
    expect(session.expires - bench.clock.time).toBe(2 * HOUR);
    expect(await codeOf(tokens().bySession(session, { label: 'x' }, caller))).toBe('CW-ACC-022');
    expect(await codeOf(issue({ hours: 9 }))).toBe('CW-ACC-021');
  });

  it('is listed with its label and its last use, which are sealed, also under a new key', async () => {
    const { token, id } = await issue();
    bench.clock.time += 5 * 60_000;
    await who(token);
    const line = { id, label: 'Backup script', roles: null, usedAt: bench.clock.time };
    expect(await tokens().list(owner)).toMatchObject([line]);
    const [row] = await bench.test.db.all<{ content: Buffer }>('select content from api_tokens');
    expect(row?.content.toString('latin1')).not.toContain('Backup');
    expect(await bench.renewKeys(owner.account, 'forget')).toBeGreaterThan(0);
    expect(await tokens().list(owner)).toMatchObject([line]);
    bench.clock.time += 9 * HOUR;
    await bench.accounts.sweep();
    expect(await bench.test.db.all('select token_id from api_tokens')).toEqual([]);
  });

  it('is an entry when it is made, refused and ended, without secrets', async () => {
    const { id, token } = await issue();
    await codeOf(tokens().byPassword({ ...LOGIN, password: 'four quiet unrelated horses' }, { label: 'x' }, caller));
    await tokens().end(owner, id, browser());
    const entries = (await bench.entries()).filter(({ action }) => action === 'api-token');
    expect(entries.map(({ outcome, code, detail }) => [outcome, code, detail?.what])).toEqual([
      ['done', undefined, 'issued'],
      ['failed', 'CW-ACC-002', undefined],
      ['done', undefined, 'ended'],
    ]);
    expect(JSON.stringify(entries)).not.toContain(token.split('.')[2]);
  });

  it('is guessed at as slowly as a password', async () => {
    const guess = () =>
      codeOf(
        tokens().byPassword(
          { ...LOGIN, password: 'four quiet unrelated horses' },
          { label: 'x' },
          browser('198.51.100.7'),
        ),
      );
    const codes = [];
    for (let one = 0; one < 6; one += 1) codes.push(await guess());
    expect(codes).toEqual([...Array(5).fill('CW-ACC-002'), 'CW-ACC-005']);
  });
});

describe('a token with fewer roles', () => {
  it('is less than its account, to us and to the gate', async () => {
    await bench.setRole(owner.account, 'auditor', 'given');
    const { token, roles } = await issue({ roles: ['auditor'] });
    expect(roles).toEqual(['auditor']);
    const session = await who(token);
    if (session === null) throw new Error('nobody');
    expect([session.roles, session.actor.role, session.actor.roles]).toEqual([['auditor'], 'auditor', ['auditor']]);
    expect(await codeOf(bench.accounts.administration.list(session, caller))).toBe('CW-GATE-007');
    const other = newId<AccountId>();
    for (const event of [
      { kind: 'account', account: other, state: 'active', capacity: 'staff' },
      { kind: 'role', account: owner.account, role: 'member', state: 'given', capacity: 'staff' },
      { kind: 'record', record: newId<RecordId>(), recordKind: 'person', state: 'created', capacity: 'self' },
    ] as const) {
      expect(await codeOf(bench.gate.changeAccess(session.actor, event, {})), event.kind).toBe('CW-GATE-007');
    }
    await bench.gate.changeAccess(
      owner.actor,
      { kind: 'account', account: other, state: 'active', capacity: 'staff' },
      {},
    );
  });

  it('has none that its account has not, or has no more', async () => {
    expect(await codeOf(issue({ roles: ['practitioner'] }))).toBe('CW-ACC-020');
    expect(await codeOf(issue({ roles: ['member', 'demo'] }))).toBe('CW-ACC-020');
    await bench.setRole(owner.account, 'practitioner', 'given');
    const { token } = await issue({ roles: ['practitioner'] });
    await bench.setRole(owner.account, 'practitioner', 'taken');
    expect((await who(token))?.roles).toEqual([]);
  });

  it('is a member for an owner who is nothing else, and neither runs the instance nor reads its log', async () => {
    const { token, roles } = await issue({ roles: ['member'] });
    const session = await who(token);
    if (session === null) throw new Error('nobody');
    expect([roles, session.roles, session.actor.role]).toEqual([['member'], ['member'], 'member']);
    expect(await codeOf(bench.accounts.administration.list(session, caller))).toBe('CW-GATE-007');
    const event = { kind: 'account', account: newId<AccountId>(), state: 'active', capacity: 'staff' } as const;
    expect(await codeOf(bench.gate.changeAccess(session.actor, event, {}))).toBe('CW-GATE-007');
  });
});
