import { StorageError } from '@chartwarden/db';
import type { InstanceRole, NewAccessEvent } from '@chartwarden/gate';
import type { AccountId } from '@chartwarden/ids';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Bench, browser, makeBench, OWNER } from '../accounts.testing.ts';
import type { Session } from '../sessions.ts';
import { addAccount } from '../testing.ts';
import type { Keeps } from './handover.service.ts';

const PASSWORD = 'nine slow copper kettles';
const DAY = 24 * 3600_000;
const caller = browser();

describe('handing over the instance', () => {
  let bench: Bench;
  let owner: Session;
  let ada: Session;
  beforeEach(async () => {
    bench = await makeBench();
    await bench.setUp();
    owner = await logIn(OWNER.email, OWNER.password);
    ada = await add('Ada', 'member');
  });
  afterEach(() => bench.remove());

  async function logIn(email: string, password = PASSWORD): Promise<Session> {
    return (await bench.accounts.login.login({ email, password }, caller, null)).opened.session;
  }
  async function add(name: string, role: InstanceRole): Promise<Session> {
    const core = { gate: bench.gate as never, sealed: bench.sealed() };
    const email = `${name}@example.org`;
    await addAccount({ db: bench.test.db, clock: bench.clock, core }, owner.actor, { email, name, password: PASSWORD, role });
    return logIn(email);
  } // biome-ignore format: one account
  const offer = async (to: AccountId, keeps: Keeps = 'admin', by = owner) => {
    const { digest } = await bench.accounts.handover.draft(by, to, keeps, caller);
    return bench.accounts.handover.offer(by, { to, keeps, digest }, caller);
  };
  const accept = (by: Session, { id, digest }: { readonly id: string; readonly digest: string }) =>
    codeOf(bench.accounts.handover.accept(by, id, digest, caller));
  const codeOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'nothing',
      (error: { code?: string }) => error.code ?? String(error),
    );
  const rolesOf = ({ account }: Session) => [...bench.gate.account(account).roles].sort().join(' ');
  const byOwner = (event: NewAccessEvent) => bench.gate.changeAccess(owner.actor, event, {});
  const roles = () => [owner, ada].map(rolesOf);
  const told = async (whom: Session) => (await bench.accounts.view(whom)).notices.map(({ kind }) => kind).sort();

  it('shows both what they are then, and makes it so in one step', async () => {
    await bench.forgetEntries();
    const made = await offer(ada.account);
    expect(made).toMatchObject({
      giver: { name: 'Maya', before: ['owner'], after: ['admin'] },
      taker: { name: 'Ada', before: ['member'], after: ['owner', 'member'], proven: true },
      you: 'giver',
    });
    expect(await bench.accounts.handover.waiting(ada)).toEqual({ ...made, you: 'taker' });
    expect(await bench.accounts.handover.waiting(await add('Bo', 'admin'))).toBeNull();
    expect(roles()).toEqual(['owner', 'member']);
    expect(await accept(ada, made)).toBe('nothing');
    expect(roles()).toEqual(['admin', 'member owner']);
    expect(await told(owner)).toEqual(['ownership-offer-made', 'ownership-passed']);
    expect(await told(ada)).toEqual(['ownership-offered', 'ownership-yours']);
    expect(await bench.accounts.handover.waiting(ada)).toBeNull();
    const said = (await bench.entries()).flatMap(({ action, outcome, detail }) =>
      action === 'ownership' ? [[outcome, detail?.what]] : [],
    );
    expect(said).toEqual([
      ['done', 'offered'],
      ['done', 'taken'],
    ]);
    // The one who gave it does not take it back: they ask for it like anybody else.
    expect(await codeOf(offer(owner.account, null, await logIn(OWNER.email, OWNER.password)))).toBe('CW-GATE-007');
  });

  it('leaves whoever gives it what they chose and nothing else, also no role at all', async () => {
    await bench.setRole(owner.account, 'auditor', 'given');
    expect(await accept(ada, await offer(ada.account, null))).toBe('nothing');
    expect(roles()).toEqual(['', 'member owner']);
  });

  it('is for whoever it names, as it was shown, once, and in time', async () => {
    const bo = await add('Bo', 'admin');
    const made = await offer(ada.account);
    expect(await codeOf(offer(bo.account))).toBe('CW-ACC-081');
    expect(await accept(bo, made)).toBe('CW-ACC-082');
    expect(await accept(owner, made)).toBe('CW-ACC-082');
    expect(await accept(ada, { ...made, digest: '0'.repeat(64) })).toBe('CW-ACC-083');
    const [row] = await bench.test.db.all<Record<string, Buffer | number>>('select * from account_handover');
    await bench.accounts.handover.end(owner, made.id, caller);
    expect(await accept(ada, made)).toBe('CW-ACC-082');
    // Whoever can write to the database puts the row back that was withdrawn.
    const columns = Object.keys(row ?? {});
    const sql = `insert into account_handover (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`;
    await bench.test.db.batch([{ sql, parameters: Object.values(row ?? {}) }]);
    expect(await accept(ada, made)).toBe('CW-ACC-082');
    bench.clock.time += 7 * DAY;
    const again = await offer(ada.account);
    bench.clock.time += 7 * DAY;
    expect(await accept(ada, again)).toBe('CW-ACC-082');
    expect(await bench.accounts.handover.waiting(ada)).toBeNull();
    expect(roles()).toEqual(['owner', 'member']);
    expect(await told(ada)).toEqual(['ownership-offered', 'ownership-offered', 'ownership-withdrawn']);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['gives it is owner no more', () => bench.setRole(owner.account, 'owner', 'taken')],
    ['gives it is disabled', () => bench.setStatus(owner.account, 'disabled')],
    ['gives it became something else', () => bench.setRole(owner.account, 'practitioner', 'given')],
    [
      'takes it is disabled',
      () => byOwner({ kind: 'account', account: ada.account, state: 'disabled', capacity: 'staff' }),
    ],
    [
      'takes it is an owner already',
      () => byOwner({ kind: 'role', account: ada.account, role: 'owner', state: 'given', capacity: 'staff' }),
    ],
  ])('is over when whoever %s meanwhile', async (_what, change) => {
    const made = await offer(ada.account);
    await change();
    const before = roles();
    expect(await accept(ada, made)).toBe('CW-ACC-082');
    expect(roles()).toEqual(before);
  });

  it('is offered by owners, to somebody who can take it, and declined by them', async () => {
    const demo = await add('Show', 'demo');
    const gone = await add('Gone', 'member');
    await byOwner({ kind: 'account', account: gone.account, state: 'disabled', capacity: 'staff' });
    const admin = await add('Bo', 'admin');
    for (const to of [demo.account, gone.account, owner.account]) expect(await codeOf(offer(to))).toBe('CW-ACC-084');
    for (const by of [admin, ada, demo]) expect(await codeOf(offer(ada.account, null, by))).toBe('CW-GATE-007');
    const { digest } = await bench.accounts.handover.draft(owner, ada.account, null, caller);
    const other = { to: ada.account, keeps: 'member' as const, digest };
    expect(await codeOf(bench.accounts.handover.offer(owner, other, caller))).toBe('CW-ACC-083');
    const made = await offer(ada.account);
    expect(await codeOf(bench.accounts.handover.end(admin, made.id, caller))).toBe('CW-ACC-082');
    await bench.accounts.handover.end(ada, made.id, caller);
    expect(await told(owner)).toEqual(['ownership-declined', 'ownership-offer-made']);
    expect(await accept(ada, made)).toBe('CW-ACC-082');
  });

  it('happens whole or not at all, wherever the process ends', async () => {
    const made = await offer(ada.account);
    for (let lives = 0; rolesOf(ada) === 'member'; lives += 1) {
      expect(roles()).toEqual(['owner', 'member']);
      const { db } = bench.test;
      let left = lives;
      const write = db.batch.bind(db);
      const writes = vi.spyOn(db, 'batch').mockImplementation((...batch) => {
        left -= 1;
        return left < 0 ? Promise.reject(new StorageError('the process ended')) : write(...batch);
      });
      expect(await accept(ada, made)).not.toBe('nothing');
      writes.mockRestore();
      await bench.restart();
    }
    expect(roles()).toEqual(['admin', 'member owner']);
  });
});
