import type { InstanceRole } from '@chartwarden/gate';
import { type AccountId, newId } from '@chartwarden/ids';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, browser, carrying, makeBench, OWNER } from './accounts.testing.ts';
import type { Session } from './sessions.ts';
import { addAccount } from './testing.ts';

const PASSWORD = 'nine slow copper kettles';
const caller = browser();

let bench: Bench;
let owner: Session;
beforeEach(async () => {
  bench = await makeBench();
  await bench.setUp();
  owner = await logIn(OWNER.email, OWNER.password);
  await bench.forgetEntries();
});
afterEach(() => bench.remove());

async function logIn(email: string, password = PASSWORD): Promise<Session> {
  return (await bench.accounts.login.login({ email, password }, caller, null)).opened.session;
}
const add = (name: string, role: InstanceRole): Promise<AccountId> =>
  addAccount(
    { db: bench.test.db, clock: bench.clock, core: { gate: bench.gate as never, sealed: bench.sealed() } },
    owner.actor,
    { email: `${name}@example.org`, name, password: PASSWORD, role },
  );
const admin = () => bench.accounts.administration;
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing',
    (error: { code?: string }) => error.code ?? String(error),
  );

describe('the list of accounts', () => {
  it('says who there is, what they are, and when they were here, and is a line in the ledger', async () => {
    const ada = await add('Ada', 'member');
    bench.clock.time += 60_000;
    await logIn('Ada@example.org');
    await logIn('Ada@example.org');
    const lines = await admin().list(owner, caller);
    expect(lines.map(({ name, roles, status, sessions }) => [name, roles, status, sessions])).toEqual([
      ['Maya', ['owner'], 'active', 2],
      ['Ada', ['member'], 'active', 2],
    ]);
    expect(lines[1]).toMatchObject({ id: ada, email: 'Ada@example.org', loggedInAt: bench.clock.time });
    bench.clock.time += 15 * 24 * 3600_000;
    expect((await admin().list(owner, caller)).map(({ sessions }) => sessions)).toEqual([0, 0]);
    const [entry] = (await bench.entries()).filter(({ action }) => action === 'accounts');
    expect(entry).toMatchObject({ outcome: 'done', detail: { count: 2 } });
    expect(JSON.stringify(entry)).not.toContain('example.org');
  });

  it.each(['auditor', 'practitioner', 'member', 'demo'] as const)('is refused to a %s, in writing', async (role) => {
    const id = await add('Ada', role);
    const session = await logIn('Ada@example.org');
    await bench.forgetEntries();
    const work = [
      () => admin().list(session, caller),
      () => admin().setStatus(session, owner.account, 'disabled', caller),
      () => admin().setRole(session, id, 'owner', 'given', caller),
      () => admin().passwordLink(session, owner.account, caller),
    ];
    for (const one of work) expect(await codeOf(one())).toBe('CW-GATE-007');
    const entries = await bench.entries();
    expect(entries.map(({ outcome, code }) => [outcome, code])).toEqual(Array(4).fill(['refused', 'CW-GATE-007']));
    expect(bench.gate.account(id).roles).toEqual([role]);
  });
});

describe('disabling an account', () => {
  it('ends its logins and links at once, and enabling brings none of them back', async () => {
    const ada = await add('Ada', 'member');
    const { opened } = await bench.accounts.login.login({ email: 'Ada@example.org', password: PASSWORD }, caller, null);
    const { url } = await admin().passwordLink(owner, ada, caller);
    await admin().setStatus(owner, ada, 'disabled', caller);
    expect(await bench.accounts.authenticate(carrying(opened.token, 'browser'))).toBeNull();
    expect(await codeOf(logIn('Ada@example.org'))).toBe('CW-ACC-002');
    expect(await codeOf(admin().passwordLink(owner, ada, caller))).toBe('CW-ACC-014');
    await admin().setStatus(owner, ada, 'active', caller);
    expect(await bench.accounts.authenticate(carrying(opened.token, 'browser'))).toBeNull();
    const token = url.split('#link=')[1] ?? '';
    expect(await codeOf(bench.accounts.login.newPassword({ token, password: PASSWORD }, caller))).toBe('CW-ACC-009');
    expect((await logIn('Ada@example.org')).account).toBe(ada);
  });

  it('is not for the last owner, for owners by an admin, or for somebody who is not there', async () => {
    const anna = await add('Anna', 'admin');
    const session = await logIn('Anna@example.org');
    expect(await codeOf(admin().setStatus(owner, owner.account, 'disabled', caller))).toBe('CW-ACC-013');
    expect(await codeOf(admin().setRole(owner, owner.account, 'owner', 'taken', caller))).toBe('CW-ACC-013');
    // Nobody changes what they are themselves.
    for (const state of ['given', 'taken'] as const) {
      const role = state === 'given' ? 'practitioner' : 'admin';
      expect(await codeOf(admin().setRole(session, anna, role, state, caller))).toBe('CW-ACC-079');
      expect(
        await codeOf(
          bench.gate.changeAccess(session.actor, { kind: 'role', account: anna, role, state, capacity: 'staff' }, {}),
        ),
      ).toBe('CW-GATE-007');
    }
    expect(bench.gate.account(anna).roles).toEqual(['admin']);
    await admin().setRole(owner, anna, 'owner', 'given', caller);
    await admin().setRole(owner, anna, 'owner', 'taken', caller);
    const second = await add('Olga', 'owner');
    expect(await codeOf(admin().setStatus(session, second, 'disabled', caller))).toBe('CW-GATE-007');
    expect(await codeOf(admin().setRole(session, anna, 'owner', 'given', caller))).toBe('CW-ACC-079');
    expect(await codeOf(admin().setStatus(owner, newId<AccountId>(), 'disabled', caller))).toBe('CW-GEN-002');
  });

  it('leaves one owner when two shut out each other at once', async () => {
    const olga = await add('Olga', 'owner');
    const other = await logIn('Olga@example.org');
    await Promise.all([
      codeOf(admin().setStatus(owner, olga, 'disabled', caller)),
      codeOf(admin().setStatus(other, owner.account, 'disabled', caller)),
    ]);
    const left = [owner.account, olga].filter((id) => bench.gate.account(id).status === 'active');
    expect(left).toHaveLength(1);
  });
});

describe('roles', () => {
  it('are given and taken by whoever may, once', async () => {
    const ada = await add('Ada', 'member');
    await add('Anna', 'admin');
    const session = await logIn('Anna@example.org');
    await admin().setRole(session, ada, 'auditor', 'given', caller);
    await admin().setRole(session, ada, 'auditor', 'given', caller);
    await admin().setRole(session, ada, 'member', 'taken', caller);
    expect(bench.gate.account(ada).roles).toEqual(['auditor']);
    expect((await logIn('Ada@example.org')).roles).toEqual(['auditor']);
  });
});

describe('the link for a lost password', () => {
  it('is handed out by an owner, is announced to the account, works once, and lets nobody choose for another', async () => {
    const ada = await add('Ada', 'member');
    const bo = await add('Bo', 'member');
    const before = await logIn('Ada@example.org');
    const { url, expires } = await admin().passwordLink(owner, ada, caller);
    const other = await admin().passwordLink(owner, bo, caller);
    expect(expires - bench.clock.time).toBe(24 * 3600_000);
    expect((await bench.accounts.view(before)).notices.map(({ kind }) => kind)).toEqual(['new-password-link-by-owner']);
    const use = (link: string) =>
      bench.accounts.login.newPassword(
        { token: link.split('#link=')[1] ?? '', password: 'eleven calm tin lanterns' },
        caller,
      );
    expect((await use(url)).account.id).toBe(ada);
    expect(await codeOf(use(url))).toBe('CW-ACC-009');
    expect((await use(other.url)).account.id).toBe(bo);
    const entries = await bench.entries();
    const made = entries.filter(({ action }) => action === 'password-link');
    expect(made.map(({ detail }) => detail)).toEqual([{ account: ada }, { account: bo }]);
  });

  it('is not for an admin to make, and not for an owner’s own account', async () => {
    const ada = await add('Ada', 'member');
    await add('Anna', 'admin');
    const session = await logIn('Anna@example.org');
    expect(await codeOf(admin().passwordLink(session, ada, caller))).toBe('CW-GATE-007');
    expect(await codeOf(admin().passwordLink(owner, owner.account, caller))).toBe('CW-GATE-007');
  });

  it('dies with the right of whoever made it', async () => {
    const ada = await add('Ada', 'member');
    const olga = await add('Olga', 'owner');
    const { url } = await admin().passwordLink(await logIn('Olga@example.org'), ada, caller);
    await admin().setRole(owner, olga, 'owner', 'taken', caller);
    const token = url.split('#link=')[1] ?? '';
    expect(await codeOf(bench.accounts.login.newPassword({ token, password: PASSWORD }, caller))).toBe('CW-ACC-009');
  });
});
