import { describeEngines } from '@chartwarden/db/testing';
import { type AccountId, newId, type RecordId, type SourceId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import { ACTIONS, LABELS, type Purpose, type Recipient, type Slice } from '@chartwarden/vault';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Capacity, ConsentEvent, NewAccessEvent } from './access-types.ts';
import type { Asked } from './gate-types.ts';
import { openTestCore, type TestCore } from './testing.ts';

const REQUEST = { method: 'TEST', path: '/test' };
type Someone = Actor & { readonly account: AccountId };

const observation = (id: string, labelled = false): string =>
  JSON.stringify({
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { text: id },
    ...(labelled
      ? { meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'PSY' }] } }
      : {}),
  });

describeEngines('what is kept from whom', (engine) => {
  let test: TestCore;
  let owner: Someone;
  let mia: Someone;
  let parent: Someone;
  let other: Someone;
  let record: RecordId;

  beforeEach(async () => {
    test = await openTestCore(engine);
    owner = await test.account('owner');
    [mia, parent, other] = [await test.account('member'), await test.account('member'), await test.account('member')];
    record = await test.person(mia, 'Mia');
    await test.importAll(mia, record, [observation('open'), observation('private', true)]);
    await change(mia, {
      kind: 'custody', record, holder: { kind: 'account', id: parent.account }, relation: 'custodian', state: 'held',
      capacity: 'self',
    }); // biome-ignore format: one event
  });
  afterEach(() => test.remove());

  const change = (actor: Actor, event: NewAccessEvent) => test.core.gate.changeAccess(actor, event, REQUEST);
  const consent = (
    effect: 'permit' | 'deny',
    recipient: Recipient | undefined,
    slice: Slice,
    more: Partial<ConsentEvent> = {},
  ) =>
    ({
      kind: 'consent', record, effect, actions: effect === 'permit' ? ['read', 'search', 'export'] : ACTIONS, slice,
      ...(recipient === undefined ? {} : { recipient }), form: 'full_source_allowed', from: 0, until: null,
      capacity: 'self', ...more,
    }) as NewAccessEvent; // biome-ignore format: one event
  const to = (one: Someone): Recipient => ({ kind: 'account', id: one.account });
  const open = (actor: Actor, more: object = {}) =>
    test.core.gate.open({
      actor, record, actions: ['search'], purpose: 'care' as Purpose, channel: 'browser', request: REQUEST as Asked, ...more,
    }); // biome-ignore format: one request

  async function seen(actor: Actor, more: object = {}): Promise<readonly string[] | string> {
    const permit = await open(actor, more);
    if ('refused' in permit) return permit.code;
    const page = await test.core.vault.read.page(permit, { limit: 50 });
    return page.facts.map(({ bytes }) => JSON.parse(bytes.toString()).code.text as string).sort();
  }
  const refusedLines = async (code: string) => {
    const { size } = await test.core.ledger.refresh();
    const lines = await test.core.ledger.reader.searchIn({}, { before: size, least: 0, skip: 0, limit: 100 });
    return lines.flatMap((one) => (!one.sealed && one.body.code === code ? [one.body.action] : []));
  };

  it('keeps from everybody what the person says, but not from the person, nor from who looks after the record', async () => {
    await change(mia, consent('permit', to(other), { labels: LABELS }));
    expect(await seen(other)).toEqual(['open', 'private']);
    for (const recipient of [undefined, { kind: 'account', id: '*' } as const]) {
      const kept = await change(mia, consent('deny', recipient, { labelled: true }));
      expect([await seen(mia), await seen(parent), await seen(other)]).toEqual([
        ['open', 'private'],
        ['open', 'private'],
        ['open'],
      ]);
      // On the way out through the person themself, too.
      const link = { kind: 'link', id: newId() } as const;
      await change(mia, consent('permit', link, { labels: LABELS }));
      expect(await seen(mia, { recipient: link, channel: 'link' })).toEqual(
        recipient === undefined ? ['open'] : ['open', 'private'],
      );
      await change(mia, { ...(kept as ConsentEvent), ends: kept.id });
    }
    expect(await seen(other)).toEqual(['open', 'private']);

    // Who looks after the record may say it; the person still sees everything, and lifts it.
    const all = await change(parent, consent('deny', undefined, {}, { capacity: 'proxy' }));
    expect([await seen(mia), await seen(parent), await seen(other)]).toEqual([
      ['open', 'private'],
      ['open', 'private'],
      'CW-GATE-004',
    ]);
    await change(mia, { ...(all as ConsentEvent), ends: all.id, capacity: 'self' });
    expect(await seen(other)).toEqual(['open', 'private']);
  });

  it('keeps it from who looks after a teenager as well, and they cannot lift it', async () => {
    const { growing, vault, access } = test.core;
    await vault.records.rename(await test.permit(mia, record, ['update']), { name: 'Mia', birthDate: '2011-05-01' });
    await growing.act({ teen: 14, adult: 18 });
    const clock = access.state().records.get(record)?.consents[0] as ConsentEvent;
    await change(mia, { ...clock, ends: clock.id, capacity: 'self' });
    expect(await seen(parent)).toEqual(['open', 'private']);
    const said = await change(mia, consent('deny', undefined, { labelled: true }));
    expect([await seen(mia), await seen(parent)]).toEqual([['open', 'private'], ['open']]);
    const lifted = { ...(said as ConsentEvent), ends: said.id, capacity: 'proxy' as Capacity };
    await expect(change(parent, lifted)).rejects.toMatchObject({ code: 'CW-GATE-007' });
    // Nor do they pass on what they do not see.
    const passed = consent('permit', to(other), { labels: LABELS }, { capacity: 'proxy' });
    await expect(change(parent, passed)).rejects.toMatchObject({ code: 'CW-GATE-007' });
  });

  it('refuses a workplace without refusing the person who works there', async () => {
    const clinic = await test.core.organizations.create(owner, { name: 'Clinic', manager: mia.account }, REQUEST);
    await change(mia, consent('deny', { kind: 'organization', id: clinic }, {}));
    expect(await seen(mia)).toEqual(['open', 'private']);
    // Through the clinic nobody sees it, whatever else is granted to it.
    const nurse = await test.account('member');
    await change(mia, {
      kind: 'membership', organization: clinic, account: nurse.account, role: 'member', state: 'given', capacity: 'staff',
    }); // biome-ignore format: one event
    await change(mia, consent('permit', to(nurse), {}));
    expect(await seen(nurse)).toBe('CW-GATE-004');
  });

  it('lets staff take back what staff said, and nobody else’s', async () => {
    const clinic = await test.core.organizations.create(owner, { name: 'Clinic', manager: other.account }, REQUEST);
    const holder = { kind: 'organization', id: clinic } as const;
    await change(mia, { kind: 'custody', record, holder, relation: 'custodian', state: 'held', capacity: 'self' });
    const paper = { capacity: 'staff', document: 'form 7' } as const;
    const said = (await change(other, consent('deny', to(parent), { labelled: true }, paper))) as ConsentEvent;
    expect(await seen(parent)).toEqual(['open']);
    await change(other, { ...said, ends: said.id });
    expect(await seen(parent)).toEqual(['open', 'private']);
    const own = (await change(mia, consent('deny', to(parent), { labelled: true }))) as ConsentEvent;
    await expect(change(other, { ...own, ends: own.id, capacity: 'staff' })).rejects.toMatchObject({
      code: 'CW-GATE-007',
    });
  });

  it('does not tell a holder, from whom something is kept, what and why, nor what others were given of it', async () => {
    const { grants, activity } = test.core;
    const word = 'told in confidence';
    await change(parent, consent('permit', to(other), { types: ['Condition'] }, { capacity: 'proxy', reason: 'mine' }));
    await change(mia, consent('permit', to(other), { types: ['Observation'] }, { reason: word }));
    await change(mia, consent('permit', to(other), { labels: ['PSY'] }, { reason: word }));
    await change(mia, consent('permit', to(other), { codes: [{ system: 'x', code: 'pregnant' }] }));
    const everything = async (who: Someone) => {
      const permit = () => open(who, { actions: ['read'] }) as ReturnType<TestCore['permit']>;
      const { behind, lines } = await activity.told(await permit(), { limit: 100 });
      return {
        now: await grants.state(await permit()),
        ever: (await grants.history(await permit())).filter((one) => one.kind === 'consent'),
        behind: [...behind.consents.values()].map(({ event }) => event),
        lines,
      };
    };
    expect((await everything(parent)).now.inForce.map(({ reason }) => reason)).toEqual(['mine', word, word, undefined]);
    const kept = await change(mia, consent('deny', to(parent), { types: ['Immunization'] }, { reason: word }));
    await seen(other);
    const told = await everything(parent);
    // Who and since when they see; what they said themselves, and what surely holds nothing of it, in full.
    expect(told.now.inForce).toHaveLength(5);
    expect(told.now.inForce.map(({ slice }) => slice)).toEqual([{ types: ['Condition'] }, null, null, null, null]);
    expect(told.behind.length).toBeGreaterThan(0);
    expect(JSON.stringify(told)).not.toMatch(/told in confidence|Immunization|pregnant|PSY/);
    expect(JSON.stringify(told)).toContain('mine');

    await change(mia, { ...(kept as ConsentEvent), ends: kept.id });
    await change(mia, consent('deny', to(parent), { labelled: true }, { reason: word }));
    const labels = await everything(parent);
    expect(labels.now.inForce.map(({ slice }) => slice)).toEqual([
      { types: ['Condition'] },
      { types: ['Observation'] },
      null,
      null,
      null,
    ]);
    expect(JSON.stringify(labels)).not.toMatch(/told in confidence|Immunization|pregnant|PSY/);
    // The person reads all of it.
    expect(JSON.stringify(await everything(mia))).toContain(word);
  });

  it('hands out no file as it was received for a consent, however wide, and says so in the log', async () => {
    const { vault } = test.core;
    await change(mia, consent('permit', to(other), { labels: LABELS }));
    const disowned = (await vault.read.page(await test.permit(mia, record, ['search']), { limit: 9 })).facts[0];
    await vault.corrections.make(await test.permit(mia, record, ['update']), disowned?.id as never, {
      kind: 'not-mine',
      reason: 'somebody else’s',
    });
    expect(await seen(other)).toHaveLength(1);
    const permit = (action: string) => open(other, { actions: [action] }) as ReturnType<TestCore['permit']>;
    const [file] = await vault.read.listSources(await test.permit(mia, record, ['search']));
    const id = file?.id as SourceId;
    await expect(vault.read.source(await permit('read'), id)).rejects.toMatchObject({ code: 'CW-GEN-002' });
    // Their own files and imports they would see; there are none.
    expect(await vault.read.listSources(await permit('search'))).toEqual([]);
    expect(await vault.read.listImports(await permit('search'))).toEqual([]);
    const only = vault.read.page(await permit('search'), { limit: 9, sources: [id] });
    await expect(only).rejects.toMatchObject({ code: 'CW-GEN-002' });
    const { sources, files } = await vault.export.record(await permit('export'));
    expect([sources, files.map(({ kind }) => kind)]).toEqual([0, ['facts']]);
    expect(await refusedLines('CW-GEN-002')).toEqual(['search', 'read-source']);
  });

  it('writes a line also where a form, or a look through other eyes, is what refuses', async () => {
    const { vault, gate } = test.core;
    await change(mia, consent('permit', to(other), {}, { form: 'metadata_only' }));
    const permit = (await open(other, { actions: ['read'], form: 'metadata_only' })) as Awaited<
      ReturnType<TestCore['permit']>
    >;
    await expect(vault.read.content(permit, newId(), 0, 'show')).rejects.toMatchObject({ code: 'CW-GATE-005' });
    expect(await refusedLines('CW-GATE-005')).toEqual(['read-content']);
    const as = { ...REQUEST, as: { account: other.account } } as Asked;
    await expect(gate.changeAccess(mia, consent('deny', to(other), {}), as)).rejects.toMatchObject({
      code: 'CW-GATE-003',
    });
    expect(await refusedLines('CW-GATE-003')).toEqual(['access-consent']);
  });

  it('does not hide by a share in full what another one lets be seen in outline', async () => {
    const { vault } = test.core;
    await test.importAll(mia, record, [
      JSON.stringify({
        resourceType: 'Condition',
        id: 'c',
        code: { coding: [{ system: 's', code: 'c1' }], text: 'cough' },
      }),
    ]);
    const look = async () => {
      const page = await vault.read.page((await open(other)) as Awaited<ReturnType<TestCore['permit']>>, { limit: 9 });
      return page.facts.map(({ type, bytes }) => `${type} ${bytes.includes('cough') || bytes.includes('open')}`).sort();
    };
    await change(mia, consent('permit', to(other), { types: ['Condition'] }, { form: 'metadata_only' }));
    expect(await look()).toEqual(['Condition false']);
    await change(mia, consent('permit', to(other), { types: ['Observation'] }));
    expect(await look()).toEqual(['Condition false', 'Observation true']);
    const [condition] = (
      await vault.read.page(await test.permit(mia, record, ['search']), { limit: 9, types: ['Condition'] })
    ).facts;
    const detail = await vault.read.fact(
      (await open(other, { actions: ['read'] })) as Awaited<ReturnType<TestCore['permit']>>,
      condition?.id as never,
    );
    expect(detail).toMatchObject({ sources: [], corrections: [], outline: true });
    expect(detail?.bytes.toString()).not.toContain('cough');
    // What is found by its words is not found in outline, nor opened, nor taken along.
    const permit = (action: string) => open(other, { actions: [action] }) as ReturnType<TestCore['permit']>;
    expect(await vault.read.content(await permit('read'), condition?.id as never, 0, 'show')).toBeNull();
    expect((await vault.export.record(await permit('export'))).files).toMatchObject([{ type: 'Observation' }]);
    await change(mia, consent('permit', to(other), { types: ['Condition'] }));
    expect(await look()).toEqual(['Condition true', 'Observation true']);
  });

  it('is all of it kept from a program that may show made-up people only', async () => {
    const { gate, people } = test.core;
    await change(owner, { kind: 'role', account: mia.account, role: 'demo', state: 'given', capacity: 'staff' });
    const program: Actor = { ...mia, roles: ['demo'] };
    expect([await seen(mia), await seen(program)]).toEqual([['open', 'private'], 'CW-GEN-002']);
    expect([gate.relations(mia).length, gate.relations(program).length]).toEqual([1, 0]);
    expect(await people.list(program, 'api', REQUEST)).toEqual([]);
    await expect(change(program, consent('permit', to(other), {}))).rejects.toMatchObject({ code: 'CW-GATE-007' });
    // Nor does it become more when the account loses that role.
    await change(owner, { kind: 'role', account: mia.account, role: 'demo', state: 'taken', capacity: 'staff' });
    expect(await seen(program)).toBe('CW-GEN-002');
    const audits: Actor = { ...owner, roles: ['member'] };
    expect([gate.isFor(owner, 'operate'), gate.isFor(audits, 'operate')]).toEqual([true, false]);
  });
});
