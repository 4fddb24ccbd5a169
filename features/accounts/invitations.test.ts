import type { InstanceRole } from '@chartwarden/gate';
import { type AccountId, newId } from '@chartwarden/ids';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, browser, makeBench, OWNER } from './accounts.testing.ts';
import type { Session } from './sessions.ts';
import { addAccount } from './testing.ts';

const PASSWORD = 'nine slow copper kettles';
const DAY = 24 * 3600_000;
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
async function add(name: string, role: InstanceRole): Promise<Session> {
  await addAccount(
    { db: bench.test.db, clock: bench.clock, core: { gate: bench.gate as never, sealed: bench.sealed() } },
    owner.actor,
    { email: `${name}@example.org`, name, password: PASSWORD, role },
  );
  return logIn(`${name}@example.org`);
}
const make = (by: Session, role: InstanceRole = 'member', email: string | null = null, days = 7) =>
  bench.accounts.invitations.make(by, { purpose: { kind: 'join', role }, email, days }, caller);
const tokenOf = ({ url }: { readonly url: string }) => url.split('#invitation=')[1] ?? '';
const take = (invitation: { readonly url: string }, email = 'bo@example.org', name = 'Bo') =>
  bench.accounts.taking.take({ token: tokenOf(invitation), email, name, password: PASSWORD }, caller, null);
const look = (invitation: { readonly url: string }) => bench.accounts.taking.look(tokenOf(invitation), caller, null);
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing',
    (error: { code?: string }) => error.code ?? String(error),
  );
const names = async () => (await bench.accounts.administration.list(owner, caller)).map(({ name }) => name);

describe('an invitation', () => {
  it('makes one account with its role, logs it in, and tells whoever made it', async () => {
    const made = await make(owner);
    expect(await look(made)).toEqual({
      purpose: { kind: 'join', role: 'member' },
      email: null,
      issuer: 'Maya',
      organization: null,
      expires: bench.clock.time + 7 * DAY,
    });
    const { account, opened } = await take(made);
    expect([account.name, opened.session.roles]).toEqual(['Bo', ['member']]);
    expect((await logIn('bo@example.org')).account).toBe(account.id);
    expect(await codeOf(take(made, 'other@example.org'))).toBe('CW-ACC-015');
    expect(await codeOf(look(made))).toBe('CW-ACC-015');
    expect((await bench.accounts.view(owner)).notices.map(({ kind }) => kind)).toEqual(['invitation-taken']);
    const entries = (await bench.entries()).filter(({ action }) => action === 'invitation');
    expect(entries.map(({ outcome, detail }) => [outcome, detail?.what])).toEqual([
      ['done', 'made'],
      ['done', 'taken'],
      ['failed', undefined],
      ['failed', undefined],
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/example\.org|Bo\b/);
    expect(JSON.stringify(entries)).not.toContain(tokenOf(made));
  });

  it('is for the named address only, in any spelling', async () => {
    const made = await make(owner, 'member', 'Bo@Example.org');
    expect(await codeOf(take(made, 'eve@example.org'))).toBe('CW-ACC-016');
    expect((await look(made)).email).toBe('Bo@Example.org');
    expect((await take(made, 'bo@example.org')).account.email).toBe('bo@example.org');
    expect(await codeOf(make(owner, 'member', 'BO@example.org'))).toBe('CW-ACC-017');
  });

  it('stays when the address has an account or the password is too easy', async () => {
    await add('Ada', 'member');
    const made = await make(owner);
    expect(await codeOf(take(made, 'ada@example.org'))).toBe('CW-ACC-017');
    const easy = { token: tokenOf(made), email: 'bo@example.org', name: 'Bo', password: 'short' };
    expect(await codeOf(bench.accounts.taking.take(easy, caller, null))).toBe('CW-ACC-006');
    expect((await take(made)).account.name).toBe('Bo');
    expect(await names()).toEqual(['Maya', 'Ada', 'Bo']);
  });

  it('does not tell of many addresses whether they have accounts', async () => {
    await add('Ada', 'member');
    const made = await make(owner);
    const codes = [];
    for (let guess = 0; guess < 7; guess += 1) codes.push(await codeOf(take(made, 'ada@example.org')));
    expect(codes).toEqual([...Array(5).fill('CW-ACC-017'), 'CW-ACC-005', 'CW-ACC-005']);
  });

  it('is dead once it is too old, cancelled, or made anew', async () => {
    const [old, gone, renewed] = [await make(owner, 'member', null, 1), await make(owner), await make(owner)];
    await bench.accounts.invitations.cancel(owner, gone.id, caller);
    const next = await bench.accounts.invitations.renew(owner, renewed.id, 2, caller);
    expect(await codeOf(take(gone))).toBe('CW-ACC-015');
    expect(await codeOf(take(renewed))).toBe('CW-ACC-015');
    bench.clock.time += DAY;
    expect(await codeOf(take(old))).toBe('CW-ACC-015');
    const list = await bench.accounts.invitations.list(owner, caller);
    expect(list.map(({ id, live, issuer }) => [id, live, issuer])).toEqual([
      [old.id, false, 'Maya'],
      [renewed.id, true, 'Maya'],
    ]);
    expect((await take(next)).account.name).toBe('Bo');
    bench.clock.time += 32 * DAY;
    await bench.accounts.sweep();
    expect(await bench.test.db.all('select invitation_id from account_invitations')).toEqual([]);
  });

  it('is dead when whoever made it may no longer, and lives again when they may', async () => {
    const anna = await add('Anna', 'admin');
    const made = await make(anna);
    await bench.accounts.administration.setRole(owner, anna.account, 'admin', 'taken', caller);
    expect(await codeOf(take(made))).toBe('CW-ACC-015');
    await bench.accounts.administration.setRole(owner, anna.account, 'admin', 'given', caller);
    await bench.accounts.administration.setStatus(owner, anna.account, 'disabled', caller);
    expect(await codeOf(take(made))).toBe('CW-ACC-015');
    await bench.accounts.administration.setStatus(owner, anna.account, 'active', caller);
    expect((await take(made)).account.name).toBe('Bo');
  });

  it('leaves nothing when the right is lost while it is being taken', async () => {
    const anna = await add('Anna', 'admin');
    const made = await make(anna);
    const { changeAccess, changeTogether } = bench.gate;
    bench.gate.changeTogether = async (...what) => {
      // Between the look at the invitation and the account.
      bench.gate.changeTogether = changeTogether;
      await changeAccess(
        owner.actor,
        { kind: 'account', account: anna.account, state: 'disabled', capacity: 'staff' },
        {},
      );
      return changeTogether(...what);
    };
    expect(await codeOf(take(made))).toBe('CW-ACC-015');
    expect(await names()).toEqual(['Maya', 'Anna']);
    expect(await codeOf(logIn('bo@example.org'))).toBe('CW-ACC-002');
  });

  it('makes no owner but by an owner', async () => {
    const anna = await add('Anna', 'admin');
    expect(await codeOf(make(anna, 'owner'))).toBe('CW-GATE-007');
    const made = await make(owner, 'owner');
    expect(await codeOf(bench.accounts.invitations.renew(anna, made.id, 7, caller))).toBe('CW-GATE-007');
    expect(await codeOf(bench.accounts.invitations.cancel(anna, made.id, caller))).toBe('CW-GATE-007');
    expect((await take(made)).opened.session.roles).toEqual(['owner']);
    expect(await codeOf(bench.accounts.invitations.cancel(owner, newId<AccountId>(), caller))).toBe('CW-GEN-002');
  });

  it.each(['auditor', 'practitioner', 'member', 'demo'] as const)(
    'is not for a %s to make, see or end',
    async (role) => {
      const session = await add('Ada', role);
      const made = await make(owner);
      for (const work of [
        () => make(session),
        () => bench.accounts.invitations.list(session, caller),
        () => bench.accounts.invitations.renew(session, made.id, 7, caller),
        () => bench.accounts.invitations.cancel(session, made.id, caller),
      ])
        expect(await codeOf(work())).toBe('CW-GATE-007');
    },
  );
});

describe('whoever writes to the database', () => {
  it('cannot put the token of one invitation on another, or lengthen one', async () => {
    const member = await make(owner);
    const other = await make(owner, 'owner');
    const { db } = bench.test;
    const [row] = await db.all<{ token_digest: Buffer }>(
      'select token_digest from account_invitations order by made_at, invitation_id limit 1',
    );
    const { id } = member;
    await bench.accounts.invitations.cancel(owner, id, caller);
    await db.batch([
      { sql: 'update account_invitations set token_digest = ?', parameters: [row?.token_digest ?? null] },
    ]);
    expect(await codeOf(take(member))).toBe('CW-VLT-001');
    expect(await codeOf(take(other))).toBe('CW-ACC-015');
    const short = await make(owner, 'member', null, 1);
    await db.batch([
      { sql: 'update account_invitations set expires_at = ?', parameters: [bench.clock.time + 99 * DAY] },
    ]);
    bench.clock.time += 2 * DAY;
    expect(await codeOf(take(short))).toBe('CW-ACC-015');
  });

  it('cannot bring back one that was taken', async () => {
    const made = await make(owner);
    const { db } = bench.test;
    const [row] = await db.all<Record<string, Buffer | number>>('select * from account_invitations');
    await take(made);
    const columns = Object.keys(row ?? {});
    const values = columns.map(() => '?').join(', ');
    const sql = `insert into account_invitations (${columns.join(', ')}) values (${values})`;
    await db.batch([{ sql, parameters: columns.map((name) => row?.[name] ?? null) }]);
    expect(await codeOf(take(made, 'second@example.org', 'Second'))).toBe('CW-ACC-015');
    expect(await names()).toEqual(['Maya', 'Bo']);
  });

  it('finds neither addresses nor tokens there, and a new key of the instance keeps invitations', async () => {
    const made = await make(owner, 'member', 'bo@example.org');
    const stored = JSON.stringify(
      (await bench.test.db.all<Record<string, Buffer>>('select * from account_invitations')).map((row) =>
        Object.values(row).map(String),
      ),
    );
    expect(stored).not.toMatch(/bo@example/);
    expect(stored).not.toContain(tokenOf(made));
    expect(await bench.renewKeys('instance', 'forget')).toBeGreaterThan(0);
    expect((await take(made)).account.name).toBe('Bo');
  });
});

describe('registration', () => {
  const register = (email: string, name = 'Bo', password = PASSWORD) =>
    bench.accounts.registration.register({ email, name, password }, caller);

  it('is closed unless the operator opened it', async () => {
    expect(await codeOf(register('bo@example.org'))).toBe('CW-ACC-018');
    expect((await bench.accounts.setup.state()).registration).toBe(false);
    expect(await names()).toEqual(['Maya']);
  });

  it('makes a member, and answers the same after the same time where there is an account', async () => {
    await bench.restart({ registration: true });
    expect((await bench.accounts.setup.state()).registration).toBe(true);
    bench.pauses.length = 0;
    expect(await register('bo@example.org')).toBeUndefined();
    expect(await register('BO@example.org', 'Eve', 'seven other brass kettles')).toBeUndefined();
    expect(bench.pauses).toEqual([1500, 1500]);
    expect((await logIn('bo@example.org')).roles).toEqual(['member']);
    expect(await codeOf(logIn('bo@example.org', 'seven other brass kettles'))).toBe('CW-ACC-002');
    expect(await codeOf(register('x@example.org', 'X', 'short'))).toBe('CW-ACC-006');
    const entries = (await bench.entries()).filter(({ action }) => action === 'registration');
    expect(entries.map(({ outcome }) => outcome)).toEqual(['done', 'failed']);
  });

  it('lets one source make a few, then makes it wait', async () => {
    await bench.restart({ registration: true });
    const codes = [];
    for (let one = 0; one < 6; one += 1) codes.push(await codeOf(register(`bo${one}@example.org`)));
    expect(codes).toEqual([...Array(5).fill('nothing'), 'CW-ACC-005']);
  });

  it('gives an address to one of two who want it at once, and takes neither from under the other', async () => {
    await bench.restart({ registration: true });
    const { changeTogether } = bench.gate;
    let goOn: () => void = () => undefined;
    const waits = new Promise<void>((go) => {
      goOn = go;
    });
    const reached = new Promise<void>((reach) => {
      bench.gate.changeTogether = async (...what) => {
        reach();
        await waits;
        return changeTogether(...what);
      };
    });
    const first = register('bo@example.org');
    await reached;
    // The gate does not know the first one yet: it is no leftover of a crash all the same.
    bench.gate.changeTogether = changeTogether;
    await register('bo@example.org', 'Eve', 'seven other brass kettles');
    goOn();
    await first;
    expect((await logIn('bo@example.org')).roles).toEqual(['member']);
    expect(await names()).toEqual(['Maya', 'Bo']);
  });

  it('leaves an account unfound by its address until a link that was sent there has come back', async () => {
    const sent: { readonly to: string; readonly text: string }[] = [];
    const waiting: string[] = [];
    bench.mail = {
      send: async (message) => void sent.push(message),
      job(id) {
        waiting.push(id);
        return { sql: 'select 1', parameters: [] };
      },
      wake: () => undefined,
    };
    const deliver = async () => {
      for (const id of waiting.splice(0)) await bench.accounts.deliver(id);
    };
    await bench.restart({ registration: true });
    await register('bo@example.org');
    // Nobody is told by a second message that there is an account already.
    await register('bo@example.org', 'Eve', 'seven other brass kettles');
    await deliver();
    expect(sent.map(({ to }) => to)).toEqual(['bo@example.org']);
    const found = () => bench.accounts.findAccount('bo@example.org');
    expect(await found()).toBeNull();
    const session = await logIn('bo@example.org');
    expect(await bench.accounts.findAccount('bo@example.org', 'unproven')).toBe(session.account);
    expect((await bench.accounts.view(session)).addressProven).toBe(false);

    const tokenIn = (text = '') => /prove-address#link=([\w-]{43})/.exec(text)?.[1] ?? '';
    const { addressProof } = bench.accounts;
    await addressProof.again(session.account, caller);
    await deliver();
    expect(await codeOf(addressProof.prove(tokenIn(sent[0]?.text), caller))).toBe('CW-ACC-009');
    // It is for that and nothing else.
    const misused = { token: tokenIn(sent[1]?.text), password: PASSWORD };
    expect(await codeOf(bench.accounts.login.newPassword(misused, caller))).toBe('CW-ACC-009');
    expect(await codeOf(addressProof.prove(tokenIn(sent[1]?.text), caller))).toBe('nothing');
    expect(await codeOf(addressProof.prove(tokenIn(sent[1]?.text), caller))).toBe('CW-ACC-009');
    expect(await found()).toBe(session.account);
    expect((await logIn('bo@example.org')).account).toBe(session.account);
  });
});
