import type { InstanceRole, OrganizationRole } from '@chartwarden/gate';
import type { RecordId } from '@chartwarden/ids';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, browser, makeBench, OWNER } from '../accounts.testing.ts';
import type { Session } from '../sessions.ts';
import { addAccount } from '../testing.ts';
import type { Keeps } from './organization-invitations.ts';

const PASSWORD = 'nine slow copper kettles';
const caller = browser();

let bench: Bench;
let owner: Session;
let ada: Session;
let clinic: RecordId;
beforeEach(async () => {
  bench = await makeBench();
  await bench.setUp();
  owner = await logIn(OWNER.email, OWNER.password);
  ada = await add('Ada', 'practitioner');
  clinic = await bench.core().organizations.create(owner.actor, { name: 'Zaunkönig', manager: ada.account }, {});
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
const offers = () => bench.accounts.organizationInvitations;
const ask = (by: Session, role: OrganizationRole = 'member', email: string | null = null) =>
  offers().make(by, clinic, { role, email, days: 7 }, caller);
const tokenOf = ({ url }: { readonly url: string }) => url.split('#invitation=')[1] ?? '';
const take = (made: { readonly url: string }, email = 'bo@example.org') =>
  bench.accounts.taking.take({ token: tokenOf(made), email, name: 'Bo', password: PASSWORD }, caller, null);
const accept = (by: Session, made: { readonly url: string }) =>
  bench.accounts.taking.accept(by, { token: tokenOf(made) }, caller);
const look = (made: { readonly url: string }) => bench.accounts.taking.look(tokenOf(made), caller, null);
const members = () =>
  bench
    .core()
    .organizations.membersOf(clinic)
    .map(({ account, role }) => [account, role]);
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  );

describe('an invitation to work for an organization', () => {
  it('says which one, and takes somebody in once, with a new account or their own', async () => {
    const made = await ask(ada, 'viewer');
    expect(await look(made)).toMatchObject({
      purpose: { kind: 'work', organization: 'Zaunkönig', role: 'viewer' },
      issuer: 'Ada',
      organization: null,
    });
    const { account, opened, organization } = await take(made);
    expect([organization, opened.session.roles]).toEqual([clinic, ['member']]);
    expect(await codeOf(look(made))).toBe('CW-ACC-015');
    const cem = await add('Cem', 'member');
    const second = await ask(ada, 'member', 'cem@example.org');
    expect(await codeOf(accept(opened.session, second))).toBe('CW-ACC-016');
    expect(await accept(cem, second)).toEqual({ person: null, organization: clinic });
    expect(members()).toEqual([
      [ada.account, 'manager'],
      [account.id, 'viewer'],
      [cem.account, 'member'],
    ]);
    // Nobody is made more or less than they are by accepting.
    expect(await codeOf(accept(cem, await ask(ada, 'manager')))).toBe('CW-ORG-003');
  });

  it('is its managers’ to make, renew, cancel and see, and dies when they are none any more', async () => {
    const [bo, eve] = [await add('Bo', 'member'), await add('Eve', 'member')];
    const made = await ask(ada);
    await accept(bo, made);
    const tried = (by: Session) =>
      Promise.all([
        codeOf(ask(by)), codeOf(offers().list(by, clinic, caller)),
        codeOf(offers().cancel(by, clinic, made.id, caller)), codeOf(offers().renew(by, clinic, made.id, 7, caller)),
      ]); // biome-ignore format: one list
    expect(await tried(bo)).toEqual(Array(4).fill('CW-GATE-003'));
    expect(await tried(eve)).toEqual(Array(4).fill('CW-GEN-002'));
    const open = await ask(ada, 'member', 'dan@example.org');
    const again = await offers().renew(ada, clinic, open.id, 7, caller);
    expect(await codeOf(look(open))).toBe('CW-ACC-015');
    expect(await offers().list(ada, clinic, caller)).toMatchObject([
      { id: open.id, role: 'member', email: 'dan@example.org', issuer: 'Ada', live: true },
    ]);
    const lead = { kind: 'membership', organization: clinic, role: 'manager', state: 'given' } as const;
    await bench.core().gate.changeAccess(ada.actor, { ...lead, account: bo.account, capacity: 'staff' }, {});
    const gone = { ...lead, account: ada.account, state: 'taken', capacity: 'self' } as const;
    await bench.core().gate.changeAccess(ada.actor, gone, {});
    expect([await codeOf(look(again)), await codeOf(accept(eve, again))]).toEqual(['CW-ACC-015', 'CW-ACC-015']);
    expect(await offers().list(bo, clinic, caller)).toMatchObject([{ live: false }]);
    await offers().cancel(bo, clinic, open.id, caller);
    expect(await offers().list(bo, clinic, caller)).toEqual([]);
  });
});

describe('a patient who takes their record over', () => {
  let patient: RecordId;
  beforeEach(async () => {
    const person = { name: 'Quirina', relation: 'custodian', holder: clinic } as const;
    patient = await bench.core().people.create(ada.actor, person, {});
  });
  const handOver = (by: Session, keeps: Keeps, relation: 'self' | 'custodian' = 'self') =>
    offers().handOver(by, { organization: clinic, patient }, { relation, keeps, email: null, days: 30 }, caller);
  const relation = ({ actor }: Pick<Session, 'actor'>) =>
    bench
      .core()
      .gate.relations(actor)
      .find(({ record }) => record === patient)?.relation;
  const stateOf = () => bench.core().access.state().records.get(patient);

  it('holds it from then on, and the organization keeps what they agreed to, until they end it', async () => {
    const made = await handOver(ada, 'look');
    expect(await look(made)).toMatchObject({
      purpose: {
        kind: 'claim',
        person: 'Quirina',
        relation: 'self',
        hand: 'over',
        keeps: { extent: 'look', everything: true },
      },
      organization: 'Zaunkönig',
    });
    const { opened, account, person } = await take(made);
    expect(person).toBe(patient);
    expect([relation(opened.session), relation(ada)]).toEqual(['self', 'viewer']);
    expect(stateOf()?.custody).toMatchObject([{ holder: { kind: 'account', id: account.id }, relation: 'self' }]);
    const [kept] = stateOf()?.consents ?? [];
    expect(kept).toMatchObject({ recipient: { kind: 'organization', id: clinic }, by: account.id, capacity: 'self' });
    const { id, time: _time, seq: _seq, by: _by, ...said } = kept ?? ({} as never);
    await bench.core().gate.changeAccess(opened.session.actor, { ...said, ends: id }, {});
    expect(relation(ada)).toBeUndefined();
  });

  it('leaves nothing with the organization when that was the offer; a parent takes a child’s over', async () => {
    const parent = await add('Bo', 'member');
    await accept(parent, await handOver(ada, 'nothing', 'custodian'));
    expect([relation(parent), relation(ada)]).toEqual(['custodian', undefined]);
    expect(stateOf()?.consents).toEqual([]);
  });

  it('is asked by a manager, about what the organization holds', async () => {
    const bo = await add('Bo', 'member');
    await accept(bo, await ask(ada));
    expect(await codeOf(handOver(bo, 'look'))).toBe('CW-GATE-003');
    expect(await codeOf(handOver(owner, 'look'))).toBe('CW-GEN-002');
    const elsewhere = await bench.core().people.create(ada.actor, { name: 'Own', relation: 'custodian' }, {});
    const of = { organization: clinic, patient: elsewhere };
    const wanted = { relation: 'self', keeps: 'nothing', email: null, days: 7 } as const;
    expect(await codeOf(offers().handOver(ada, of, wanted, caller))).toBe('CW-GEN-002');
  });
});
