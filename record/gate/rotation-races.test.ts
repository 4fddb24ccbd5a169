import { describeWriters } from '@chartwarden/db/testing';
import type { FactId, SourceId } from '@chartwarden/ids';
import type { EntryBody } from '@chartwarden/ledger';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestCore, staged, type TestCore } from './testing.ts';

const observation = (id: string): string =>
  `{"resourceType":"Observation","id":"${id}","status":"final","code":{"text":"Glucose"},"effectiveDateTime":"2020-05-01"}`;

describeWriters('a key rotation', (engine) => {
  let test: TestCore;
  beforeEach(async () => {
    test = await openTestCore(engine);
  });
  afterEach(() => test.remove());

  it('loses nothing of an import, a file and a correction that were under way when it began', async () => {
    const { vault, gate, ledger } = test.core;
    const owner = await test.account('owner');
    const record = await test.person(owner, 'Quirina');
    await test.importAll(owner, record, [observation('o1'), observation('o2')]);
    const system = (action: 'update' | 'read') =>
      gate.permit({
        actor: { kind: 'system', role: 'system' },
        record,
        actions: [action],
        purpose: 'operate',
        channel: 'system',
        request: {},
      });
    const create = () => test.permit(owner, record, ['create']);
    const [known] = (await vault.read.page(await test.permit(owner, record, ['search']), { limit: 1 })).facts;

    const { id } = await vault.imports.begin(await create());
    const slow = async function* () {
      for (let part = 0; part < 5; part += 1) {
        await new Promise((later) => setTimeout(later, 20));
        yield Buffer.from(`part ${part}\n`);
      }
    };
    const file = { name: 'slow.ndjson', mediaType: 'application/x-ndjson', bytes: slow() };
    const adding = vault.imports.addSource(await create(), id, file);
    const rotating = system('update').then((permit) => vault.rotation.rotate(permit));
    const { id: source } = await adding;
    await rotating;

    await vault.imports.setState(await create(), id, 'reading', {});
    const facts = Array.from({ length: 300 }, (_, at) =>
      staged(observation(`s${at}`), 'https://hospital.example/fhir'),
    );
    const staging = vault.imports.stage(await create(), id, source as SourceId, facts);
    const again = system('update').then((permit) => vault.rotation.rotate(permit));
    const note = { kind: 'note', value: 'seen', reason: 'because' } as const;
    await vault.corrections.make(await test.permit(owner, record, ['update']), known?.id as FactId, note);
    await Promise.all([staging, again]);
    await vault.imports.setState(await create(), id, 'ready', {});
    await vault.imports.commit(await create(), id);

    const page = await vault.read.page(await test.permit(owner, record, ['search']), { limit: 1000 });
    expect(page.facts).toHaveLength(302);
    const read = await vault.read.source(await test.permit(owner, record, ['read']), source as SourceId);
    const parts: Buffer[] = [];
    for await (const part of read?.bytes ?? []) parts.push(part);
    expect(Buffer.concat(parts).toString()).toBe('part 0\npart 1\npart 2\npart 3\npart 4\n');

    const entries: { readonly body: EntryBody }[] = [];
    for (const scope of ['instance', record] as const)
      for (const entry of (await ledger.reader.list(scope, { limit: 1000 })).toReversed())
        if (!entry.sealed && (scope === record || entry.body.record === record)) entries.push(entry);
    const report = await vault.checks.check(await system('read'), entries);
    expect(report.findings).toEqual([]);
  }, 30_000);
});
