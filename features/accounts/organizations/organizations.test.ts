import { describeEngines } from '@chartwarden/db/testing';
import { openTestCore, type TestCore } from '@chartwarden/gate/testing';
import { type AccountId, newId, type RecordId } from '@chartwarden/ids';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Caller } from '../notes.ts';
import type { Session } from '../sessions.ts';
import { createWorkplaces, type Workplaces } from './organizations.service.ts';
import { createPatients, type Patients } from './patients.service.ts';

type Role = Parameters<TestCore['account']>[0];
const CALLER: Caller = { client: 'browser', facts: { method: 'TEST', path: '/test' } };

describeEngines('organizations', (engine) => {
  let test: TestCore;
  let places: Workplaces;
  let patients: Patients;
  let told: [AccountId, string][];
  let owner: Session;
  let manager: Session;
  let clinic: RecordId;

  beforeEach(async () => {
    test = await openTestCore(engine);
    told = [];
    places = createWorkplaces({
      ...test.core,
      nameOf: async (account) => `name of ${account}`,
      tell: async (account, kind) => void told.push([account, kind]),
    });
    patients = createPatients({ ...test.core, clock: test.clock });
    owner = await session('owner');
    manager = await session('practitioner');
    clinic = (await places.make(owner, { name: 'Klinik', listed: true, manager: manager.account }, CALLER)).id;
  });
  afterEach(() => test.remove());

  async function session(role: Role): Promise<Session> {
    const actor = await test.account(role);
    return { actor, account: actor.account, roles: [role] } as never;
  }
  const join = (who: Session, role: 'manager' | 'member' | 'viewer') =>
    test.core.gate.changeAccess(
      manager.actor,
      { kind: 'membership', organization: clinic, account: who.account, role, state: 'given', capacity: 'staff' },
      {},
    );
  const codeOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'done',
      (error: { code?: string }) => error.code ?? String(error),
    );
  const of = (who: Session) => ({ organization: clinic, account: who.account });

  it('shows who works there to whoever does, and is not there for anybody else', async () => {
    expect(told).toEqual([[manager.account, 'organization-manager']]);
    const viewer = await session('member');
    test.clock.advance(1000);
    await join(viewer, 'viewer');
    expect(await places.page(viewer, clinic, CALLER)).toMatchObject({
      name: 'Klinik',
      role: 'viewer',
      members: [
        { account: manager.account, role: 'manager', you: false, name: `name of ${manager.account}` },
        { account: viewer.account, role: 'viewer', you: true, since: test.clock.now() },
      ],
    });
    expect((await places.mine(viewer, CALLER)).organizations).toMatchObject([{ id: clinic, members: 2, people: 0 }]);
    const shut = [
      places.page(owner, clinic, CALLER), places.say(owner, clinic, { name: 'X', listed: true }, CALLER),
      places.setRole(owner, of(viewer), 'member', CALLER), places.remove(owner, of(viewer), CALLER),
      patients.list(owner, clinic, 0, CALLER), patients.create(owner, clinic, { name: 'X' }, CALLER),
    ]; // biome-ignore format: one list
    expect(await Promise.all(shut.map(codeOf))).toEqual(Array(shut.length).fill('CW-GEN-002'));
    expect(await codeOf(places.page(viewer, newId(), CALLER))).toBe('CW-GEN-002');
    expect(await places.mine(owner, CALLER)).toEqual({ organizations: [], makes: true });
  });

  it('is found by its name only where it wants to be, and not by an account for showing', async () => {
    const names = async (who: Session) => (await places.directory(who, CALLER)).organizations.map(({ name }) => name);
    expect(await names(await session('member'))).toEqual(['Klinik']);
    expect(await names(await session('demo'))).toEqual([]);
    await places.say(manager, clinic, { name: 'Praxis', listed: false }, CALLER);
    expect(await names(owner)).toEqual([]);
    expect((await places.page(manager, clinic, CALLER)).name).toBe('Praxis');
    const member = await session('member');
    await join(member, 'member');
    expect(await codeOf(places.say(member, clinic, { name: 'X', listed: true }, CALLER))).toBe('CW-GATE-003');
  });

  it('is made by whose role it is, with a manager who is there', async () => {
    const make = (who: Session, other?: AccountId) =>
      codeOf(places.make(who, { name: 'Other', listed: true, manager: other }, CALLER));
    expect(await make(manager)).toBe('CW-GATE-007');
    expect(await make(owner, newId())).toBe('CW-ORG-002');
    expect(await make(owner)).toBe('done');
  });

  it('keeps a manager who can act; managers change what others are, and everybody goes by themselves', async () => {
    const member = await session('member');
    await join(member, 'member');
    expect(await codeOf(places.remove(manager, of(manager), CALLER))).toBe('CW-ORG-001');
    expect(await codeOf(places.setRole(manager, of(manager), 'viewer', CALLER))).toBe('CW-ORG-001');
    expect(await codeOf(places.setRole(member, of(member), 'manager', CALLER))).toBe('CW-GATE-007');
    expect(await codeOf(places.remove(member, of(manager), CALLER))).toBe('CW-GATE-007');
    await places.setRole(manager, of(member), 'manager', CALLER);
    expect(told.at(-1)).toEqual([member.account, 'organization-role']);
    await places.remove(member, of(manager), CALLER);
    expect(told.at(-1)).toEqual([manager.account, 'organization-left']);
    expect(await codeOf(places.page(manager, clinic, CALLER))).toBe('CW-GEN-002');
    expect(await codeOf(places.remove(member, of(manager), CALLER))).toBe('CW-GEN-002');
  });

  it('makes patients in its own custody, whom its people see by name, each name a line in that person’s log', async () => {
    const [member, viewer, auditor] = [await session('member'), await session('member'), await session('auditor')];
    await join(member, 'member');
    await join(viewer, 'viewer');
    await join(auditor, 'member');
    expect(await codeOf(patients.create(viewer, clinic, { name: 'Quirina' }, CALLER))).toBe('CW-GATE-003');
    expect(await codeOf(patients.create(auditor, clinic, { name: 'Quirina' }, CALLER))).toBe('CW-GATE-007');
    const { id } = await patients.create(member, clinic, { name: 'Quirina' }, CALLER);
    // Year 12 was taken for 1912, and a child of thirteen for grown up.
    for (const birthDate of ['0012-05-04', '2112-05-04'])
      expect(await codeOf(patients.create(member, clinic, { name: 'Emil', birthDate }, CALLER))).toBe('CW-GEN-003');
    test.clock.advance(1000);
    await patients.create(manager, clinic, { name: 'Tadeus' }, CALLER);
    const { people, total } = await patients.list(viewer, clinic, 0, CALLER);
    expect([people.map(({ name }) => name), total]).toEqual([['Tadeus', 'Quirina'], 2]);
    expect(test.core.gate.relations(member.actor)).toMatchObject([
      { relation: 'colleague' },
      { relation: 'colleague' },
    ]);
    expect(test.core.gate.relations(owner.actor)).toEqual([]);
    const lines = await test.core.ledger.reader.list(id, { limit: 10 });
    expect(
      lines.some((one) => !one.sealed && one.body.action === 'read-name' && one.body.actor.account === viewer.account),
    ).toBe(true);
  });
});
