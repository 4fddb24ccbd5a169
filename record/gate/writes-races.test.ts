import { describeWriters } from '@chartwarden/db/testing';
import type { FactId, RecordId } from '@chartwarden/ids';
import type { Action, FindQuery } from '@chartwarden/vault';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Core } from './open-core.ts';
import { openTestCore, type TestCore } from './testing.ts';

describeWriters('writes at once', (engine) => {
  let test: TestCore;
  let owner: Awaited<ReturnType<TestCore['account']>>;
  let record: RecordId;
  /** Two processes on one database; where there can be one only, it twice. */
  let cores: readonly [Core, Core];
  beforeEach(async () => {
    test = await openTestCore(engine);
    owner = await test.account('owner');
    record = await test.person(owner, 'Quirina');
    cores = [test.core, await test.another()];
  });
  afterEach(() => test.remove());

  const permit = (core: Core, ...actions: Action[]) =>
    core.gate.permit({ actor: owner, record, actions, purpose: 'self', channel: 'api', request: {} });
  const asSystem = (action: Action) => {
    const actor = { kind: 'system', role: 'system' } as const;
    const asking = { actor, purpose: 'operate', channel: 'system', request: {} } as const;
    return test.core.gate.permit({ ...asking, record, actions: [action] });
  };
  const body = (text: string): Buffer =>
    Buffer.from(
      `{"resourceType":"Observation","status":"final","code":{"coding":[{"code":"${text}"}]},"subject":{"reference":"Patient/${record}"}}`,
    );
  const create = async (text: string, core: Core = cores[0]) =>
    core.vault.write.create(await permit(core, 'create'), { bytes: body(text) });
  const all = async (core: Core = cores[0]) =>
    (await core.vault.read.page(await permit(core, 'search'), { limit: 1000 })).facts;
  const codeOf = (reason: unknown): unknown => (reason as { readonly code?: unknown }).code;

  it('are all there, with one import for all of them, when two processes begin together', async () => {
    const made = await Promise.all(Array.from({ length: 12 }, (_, at) => create(`${at}`, cores[at % 2])));
    expect(new Set((await all()).map(({ id }) => id))).toEqual(new Set(made.map(({ id }) => id)));
    expect(await test.db.all('select 1 as one from imports')).toHaveLength(1);
    expect(await test.findings(record)).toEqual([]);
  });

  it('let one of two processes win that name the same version', async () => {
    const { id } = await create('first');
    const update = async (core: Core) =>
      core.vault.write.update(await permit(core, 'update'), id, { bytes: body('second'), ifMatch: 1 });
    const answers = await Promise.allSettled(cores.map(update));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(answers.flatMap((one) => (one.status === 'rejected' ? [codeOf(one.reason)] : []))).toEqual(['CW-VLT-013']);
    expect(await test.findings(record)).toEqual([]);
  });

  it('make every change one version, whoever comes first, when nobody names one', async () => {
    const { id } = await create('first');
    const update = async (core: Core, text: string) =>
      core.vault.write.update(await permit(core, 'update'), id, { bytes: body(text) });
    const answers = await Promise.all(cores.flatMap((core, at) => [update(core, `a${at}`), update(core, `b${at}`)]));
    expect(answers.map(({ version }) => version).sort()).toEqual([2, 3, 4, 5]);
    expect(await all()).toHaveLength(1);
    expect(await test.findings(record)).toEqual([]);
  });

  it('make one of what two processes ask for if there is none', async () => {
    const ifNoneExist: FindQuery = {
      types: ['Observation'],
      where: [{ on: 'value', param: 'code', values: [{ kind: 'token', code: 'one' }] }],
      limit: 1,
    };
    const once = async (core: Core) =>
      core.vault.write.create(await permit(core, 'create', 'search'), { bytes: body('one'), ifNoneExist });
    const answers = await Promise.all(cores.map(once));
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['created', 'found']);
    expect(await all()).toHaveLength(1);
  });

  it('are seen by another process at once, and what was deleted is not', async () => {
    const [one, other] = cores;
    const { id } = await create('first', one);
    expect(await all(other)).toHaveLength(1);
    await other.vault.write.remove(await permit(other, 'delete'), id);
    expect(await all(one)).toEqual([]);
  });

  it('lose nothing to a rotation of the keys that runs beside them', async () => {
    const made: FactId[] = [];
    for (let at = 0; at < 5; at += 1) made.push((await create(`${at}`)).id);
    const rotating = asSystem('update').then((one) => test.core.vault.rotation.rotate(one));
    for (let at = 5; at < 15; at += 1) made.push((await create(`${at}`)).id);
    const first = made[0] as FactId;
    await test.core.vault.write.update(await permit(cores[0], 'update'), first, { bytes: body('again') });
    await rotating;
    expect((await all()).map(({ id }) => id).sort()).toEqual(made.sort());
    expect(await test.findings(record)).toEqual([]);
  });

  it('go on under another import when theirs is withdrawn beside them', async () => {
    await create('first');
    const [standing] = await test.core.vault.read.listImports(await permit(cores[0], 'search'));
    const writing = Promise.all(Array.from({ length: 6 }, (_, at) => create(`${at}`, cores[at % 2])));
    const withdrawing = test.core.vault.imports.withdraw(
      await permit(cores[0], 'delete'),
      standing?.id as never,
      'wrong',
    );
    await Promise.all([writing, withdrawing]);
    const { id } = await create('last', cores[1]);
    expect((await all()).map((one) => one.id)).toContain(id);
    expect(await test.findings(record)).toEqual([]);
  });
});
