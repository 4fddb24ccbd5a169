import { describeEngines } from '@chartwarden/db/testing';
import { expect, it } from 'vitest';
import { openTestCore } from './testing.ts';

describeEngines('an erased person', (engine) => {
  it('is forgotten by every process that works on the database, their log included', async () => {
    const test = await openTestCore(engine);
    const one = test.core;
    const other = await test.another();
    const owner = await test.account('owner');
    const record = await test.person(owner, 'Quirina');
    const asking = { actor: owner, record, actions: ['read'], purpose: 'self', channel: 'api', request: {} } as const;
    expect(await other.vault.records.profile(await other.gate.permit(asking))).toEqual({ name: 'Quirina' });

    await one.erasing.begin(owner, record, {}, []);
    await one.erasing.finish(record, null);

    await expect(other.gate.permit(asking)).rejects.toMatchObject({ code: 'CW-GEN-002' });
    await expect(other.keyring.load(record)).rejects.toMatchObject({ code: 'CW-VLT-002' });
    for (const core of new Set([one, other]))
      expect((await core.ledger.reader.list(record, { limit: 50 })).map((entry) => entry.sealed)).toEqual(
        Array(4).fill(true),
      );
    await test.remove();
  });
});

describeEngines('what another process wrote', (engine) => {
  it('is nothing that somebody slipped in, to one that did not hear of it', async () => {
    const test = await openTestCore(engine);
    const other = await test.another();
    const owner = await test.account('owner');
    await test.person(owner, 'Quirina');
    expect(await other.access.check()).toEqual([]);
    // Nor while it is being written.
    const [found] = await Promise.all([other.access.check(), test.account('member'), test.person(owner, 'Romuald')]);
    expect(found).toEqual([]);
    await test.remove();
  });
});
