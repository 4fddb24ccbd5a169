import { describeEngines } from '@chartwarden/db/testing';
import { openTestCore, type TestCore } from '@chartwarden/gate/testing';
import { idToBytes, type RecordId } from '@chartwarden/ids';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Asking } from '../asking.ts';
import { sharingMigrations } from '../sharing.migrations.ts';
import { createEmergency, type Emergency } from './emergency.service.ts';

const HOUR = 3_600_000;
const WISH = { to: 'practitioners', what: 'essential', labels: false } as const;
const THEM = { name: 'QUIRINA  ávila', birthDate: '1971-03-04', reason: 'found unconscious at home' };

describeEngines('access in an emergency', (engine) => {
  let test: TestCore;
  let emergency: Emergency;
  let person: Asking;
  let doctor: Asking;
  let record: RecordId;

  const asking = async (role: 'owner' | 'member' | 'practitioner'): Promise<Asking> => {
    const actor = await test.account(role);
    return { actor, account: actor.account, request: {} };
  };
  beforeEach(async () => {
    test = await openTestCore(engine);
    for (const step of sharingMigrations) await test.db.transaction((tx) => step.up(tx as never, engine.engine));
    await asking('owner');
    person = await asking('member');
    doctor = await asking('practitioner');
    const quirina = { name: 'Quirina Avila', birthDate: '1971-03-04', relation: 'self' } as const;
    record = await test.core.people.create(person.actor, quirina, {});
    emergency = open();
  });
  afterEach(() => test.remove());

  const open = (core = test.core) =>
    createEmergency({
      ...core,
      db: test.db,
      clock: test.clock,
      nameOf: async () => 'Somebody',
      isListed: async () => false,
    });
  const codeOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'nothing',
      (error: { code?: string }) => error.code ?? String(error),
    );
  const relation = () => test.core.gate.relations(doctor.actor)[0]?.relation;

  it('is found by name and date of birth as on the papers, once it is offered, and ends with the offer', async () => {
    expect(await codeOf(emergency.take(doctor, THEM))).toBe('CW-SHR-022');
    const { offers } = await emergency.offer(person, record, WISH);
    expect(offers).toMatchObject([{ slice: { types: expect.arrayContaining(['AllergyIntolerance']) }, under: null }]);
    expect(await codeOf(emergency.take(doctor, { ...THEM, birthDate: '1971-03-05' }))).toBe('CW-SHR-022');
    expect(await codeOf(emergency.take(doctor, { ...THEM, name: 'Quirina' }))).toBe('CW-SHR-022');
    expect(relation()).toBeUndefined();
    const until = test.clock.now() + 4 * HOUR;
    expect(await emergency.take(doctor, THEM)).toEqual({ person: record, until, others: [] });
    expect(relation()).toBe('viewer');
    const now = await emergency.now(person, record);
    expect(now.taken).toMatchObject([{ reason: THEM.reason, recipient: { id: doctor.account } }]);
    expect(await codeOf(emergency.now(doctor, record))).toBe('CW-GATE-003');
    const [offer] = test.core.access.state().records.get(record)?.consents ?? [];
    await test.core.gate.changeAccess(person.actor, { ...(offer as never as object), ends: offer?.id } as never, {});
    expect([relation(), (await emergency.now(person, record)).taken]).toEqual([undefined, []]);
  });

  it('is not to be had by trying, nor by others', async () => {
    await emergency.offer(person, record, WISH);
    const member = await asking('member');
    expect(await codeOf(emergency.take(member, THEM))).toBe('CW-GATE-007');
    // At two processes on one database, as many as at one.
    const both = [emergency, open(await test.another())];
    const codes = await Promise.all(
      Array.from({ length: 7 }, (_, day) =>
        codeOf((both[day % 2] ?? emergency).take(doctor, { ...THEM, birthDate: `1971-03-1${day}` })),
      ),
    );
    expect(codes.sort()).toEqual([...Array(5).fill('CW-SHR-022'), 'CW-SHR-023', 'CW-SHR-023']);
    expect(await codeOf(emergency.take(doctor, THEM))).toBe('CW-SHR-023');
    test.clock.advance(HOUR);
    expect(await codeOf(emergency.take(doctor, THEM))).toBe('nothing');
  });

  it('counts what was in vain beside a take that was not', async () => {
    await emergency.offer(person, record, WISH);
    const wrong = (day: number) => emergency.take(doctor, { ...THEM, birthDate: `1971-03-1${day}` });
    const codes = await Promise.all([emergency.take(doctor, THEM), wrong(1), wrong(2), wrong(3), wrong(4)].map(codeOf));
    expect(codes).toEqual(['nothing', ...Array(4).fill('CW-SHR-022')]);
    expect([await codeOf(wrong(5)), await codeOf(wrong(6))]).toEqual(['CW-SHR-022', 'CW-SHR-023']);
  });

  it('says when somebody else’s record has the same name and day: anybody makes one', async () => {
    const other = await asking('member');
    const decoy = await test.core.people.create(
      other.actor,
      { name: 'Quirina Avila', birthDate: '1971-03-04', relation: 'custodian' },
      {},
    );
    await emergency.offer(person, record, WISH);
    await emergency.offer(other, decoy, WISH);
    expect(await emergency.take(doctor, THEM)).toMatchObject({ person: record, others: [decoy] });
  });

  it('is found beside the record of somebody else that cannot be read', async () => {
    const other = { name: 'Emil', birthDate: '1950-01-01', relation: 'custodian' } as const;
    const second = await test.core.people.create(person.actor, other, {});
    for (const one of [record, second]) await emergency.offer(person, one, WISH);
    const broken = {
      sql: 'update records set sealed = ? where record_id = ?',
      parameters: [Buffer.alloc(60), idToBytes(record)],
    };
    await test.db.batch([broken]);
    const emil = { ...THEM, name: 'Emil', birthDate: '1950-01-01' };
    expect((await emergency.take(doctor, emil)).person).toBe(second);
    await expect(emergency.take(doctor, THEM)).rejects.toMatchObject({ errors: [{ code: 'CW-VLT-001' }] });
  });

  it('is not offered where nobody could be found', async () => {
    const other = await test.core.people.create(
      person.actor,
      { name: 'Mia', birthDate: '2012', relation: 'custodian' },
      {},
    );
    expect(await codeOf(emergency.offer(person, other, WISH))).toBe('CW-SHR-021');
    expect((await emergency.now(person, other)).canBeFound).toBe(false);
  });
});
