import { describeEngines } from '@chartwarden/db/testing';
import type { AccountId, RecordId, SourceId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import { ACTIONS, type Action } from '@chartwarden/vault';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestCore, staged, type TestCore } from './testing.ts';

const REQUEST = { method: 'TEST', path: '/test' };
const resource = (resourceType: string, id: string, text: string): string =>
  JSON.stringify({ resourceType, id, status: 'final', code: { text } });
const SEEN = resource('Observation', 'seen', 'seen');
const KEPT = resource('Observation', 'kept', 'kept');
const WITHOUT_ID = '{"resourceType":"Observation","status":"final","code":{"text":"without an id"}}';
/** What somebody brings: something that stands there unseen, a later Condition of the same id, and something new. */
const BROUGHT = [
  KEPT,
  WITHOUT_ID,
  resource('Condition', 'c1', 'Asthma, severe'),
  resource('Observation', 'new', 'new'),
];

describeEngines('what somebody brings who was granted a part', (engine) => {
  let test: TestCore;
  let owner: Actor & { readonly account: AccountId };
  let carer: Actor & { readonly account: AccountId };
  /** One holds things that the carer does not see; the other does not. */
  let full: RecordId;
  let plain: RecordId;

  beforeEach(async () => {
    test = await openTestCore(engine);
    owner = await test.account('owner');
    carer = await test.account('member');
    [full, plain] = [await test.person(owner, 'Mia'), await test.person(owner, 'Mia')];
    await test.importAll(owner, full, [SEEN, KEPT, WITHOUT_ID, resource('Condition', 'c1', 'Asthma')]);
    await test.importAll(owner, plain, [SEEN]);
    for (const record of [full, plain]) {
      await consent(record, 'permit', ['read', 'search', 'create', 'update'], { types: ['Observation'] });
      const facts = (await factsOf(owner, record)).filter(({ text }) => text === 'kept' || text === 'without an id');
      if (facts.length > 0) await consent(record, 'deny', ACTIONS, { facts: facts.map(({ id }) => id) });
    }
  });
  afterEach(() => test.remove());

  const consent = (record: RecordId, effect: 'permit' | 'deny', actions: readonly Action[], slice: object) =>
    test.core.gate.changeAccess(
      owner,
      {
        kind: 'consent', record, effect, actions, slice, recipient: { kind: 'account', id: carer.account },
        form: 'full_source_allowed', from: 0, until: null, capacity: 'self',
      },
      REQUEST,
    ); // biome-ignore format: one event
  const factsOf = async (actor: Actor, record: RecordId) => {
    const { facts } = await test.core.vault.read.page(await test.permit(actor, record, ['search']), { limit: 50 });
    return facts.map(({ id, type, version, bytes }) => ({
      id,
      type,
      version,
      text: (JSON.parse(bytes.toString('utf8')) as { code: { text: string } }).code.text,
    }));
  };
  const seen = async (actor: Actor, record: RecordId) =>
    (await factsOf(actor, record)).map(({ type, version, text }) => `${type} ${version} ${text}`).sort();
  const listed = async (record: RecordId) =>
    (await test.core.vault.read.listImports(await test.permit(carer, record, ['search']))).map(
      ({ details: { base: _base, root: _root, ...details }, state, sources }) => ({
        details,
        state,
        names: sources.map(({ name }) => name),
      }),
    );

  it('stands apart for somebody who looks after the record, too, where they may add what they may not look at', async () => {
    const record = await test.person(owner, 'Mia');
    await test.importAll(owner, record, [SEEN, KEPT]);
    const custody = {
      kind: 'custody', record, holder: { kind: 'account', id: carer.account }, relation: 'custodian', state: 'held',
      capacity: 'self',
    } as const; // biome-ignore format: one event
    await test.core.gate.changeAccess(owner, custody, REQUEST);
    expect((await test.importAll(carer, record, BROUGHT)).details.counts).toMatchObject({ unchanged: 1 });
    await consent(record, 'deny', ['read', 'search'], { types: ['Observation'] });
    expect((await test.importAll(carer, record, BROUGHT)).details).toMatchObject({
      apart: true,
      counts: { new: 4, unchanged: 0 },
    });
  });

  it('is told the same of what was read, whatever stands there that they do not see', async () => {
    const once = async (record: RecordId) => [
      (await test.importAll(carer, record, BROUGHT)).details.counts,
      await seen(carer, record),
      (await test.importAll(carer, record, [...BROUGHT, resource('Observation', 'new', 'newer')])).details.counts,
      await seen(carer, record),
      await listed(record),
    ];
    const [inFull, inPlain] = [await once(full), await once(plain)];
    expect(inFull).toEqual(inPlain);
    expect(inFull[0]).toEqual({ new: 4, newer: 0, older: 0, unchanged: 0 });
    expect(inFull[1]).toEqual([
      'Observation 1 kept',
      'Observation 1 new',
      'Observation 1 seen',
      'Observation 1 without an id',
    ]);
  });

  it('replaces nothing of what others brought, and is taken back by whoever holds the record', async () => {
    const before = await seen(owner, full);
    const { id, details } = await test.importAll(carer, full, BROUGHT);
    expect(details).toMatchObject({ by: carer.account, apart: true });
    const after = await seen(owner, full);
    expect(after).toEqual(
      [...before, ...BROUGHT.map((text) => JSON.parse(text))]
        .map((one) => (typeof one === 'string' ? one : `${one.resourceType} 1 ${one.code.text}`))
        .sort(),
    );
    expect(await test.findings(full)).toEqual([]);
    await test.core.vault.imports.withdraw(await test.permit(owner, full, ['delete']), id, 'not ours');
    expect(await seen(owner, full)).toEqual(before);
  });

  it('is told no more where they began while they saw everything', async () => {
    const { imports } = test.core.vault;
    const record = await test.person(owner, 'Mia');
    await test.importAll(owner, record, [KEPT]);
    const holder = { kind: 'account', id: carer.account } as const;
    await test.core.gate.changeAccess(
      owner,
      { kind: 'custody', record, holder, relation: 'custodian', state: 'held', capacity: 'self' },
      REQUEST,
    );
    const create = () => test.permit(carer, record, ['create']);
    const begun = await test.stageAll(carer, record, [KEPT]);
    const [{ sources } = { sources: [] }] = await test.core.vault.read.listImports(
      await test.permit(carer, record, ['search']),
      begun.id,
    );
    const source = sources[0]?.id as SourceId;
    await imports.setState(await create(), begun.id, 'reading', {});
    const facts = [staged(KEPT, 'https://hospital.example/fhir')];
    expect(await imports.stage(await create(), begun.id, source, facts)).toEqual(['unchanged']);
    await consent(record, 'deny', ACTIONS, { types: ['Condition'] });
    await expect(imports.stage(await create(), begun.id, source, facts)).rejects.toMatchObject({ code: 'CW-VLT-007' });
    await imports.setState(await create(), begun.id, 'ready', {});
    await expect(imports.commit(await create(), begun.id)).rejects.toMatchObject({ code: 'CW-VLT-007' });
    expect((await imports.restart(await create(), begun.id)).details).toMatchObject({ apart: true });
    expect(await imports.stage(await create(), begun.id, source, facts)).toEqual(['new']);
  });

  it('opens no import of anybody else, brings no record back, and does not learn that bytes were there', async () => {
    const { imports, read } = test.core.vault;
    const [mine] = await read.listImports(await test.permit(owner, full, ['search']));
    if (mine === undefined) throw new Error('no import');
    expect(await read.listImports(await test.permit(carer, full, ['search']), mine.id)).toEqual([]);
    const create = () => test.permit(carer, full, ['create']);
    for (const work of [
      async () => imports.restart(await create(), mine.id),
      async () => imports.cancel(await create(), mine.id, 'x'),
      async () => imports.commit(await create(), mine.id),
      async () => imports.setState(await create(), mine.id, 'failed', {}),
    ])
      await expect(work()).rejects.toMatchObject({ code: 'CW-GEN-002' });
    await expect(imports.restoreSaid(await create(), mine.id, [])).rejects.toMatchObject({ code: 'CW-GATE-003' });
    const own = await imports.begin(await create());
    const bytes = (async function* () {
      yield Buffer.from([SEEN, KEPT, WITHOUT_ID, resource('Condition', 'c1', 'Asthma')].join('\n'), 'utf8');
    })();
    const file = { name: 'same.ndjson', mediaType: 'application/x-ndjson', bytes };
    expect(await imports.addSource(await create(), own.id, file)).not.toHaveProperty('duplicateOf');
  });
});
