import { describeEngines } from '@chartwarden/db/testing';
import { expect, it } from 'vitest';
import { openTestCore } from './testing.ts';

const encounter = '{"resourceType":"Encounter","id":"e1","status":"finished"}';
const observation =
  '{"resourceType":"Observation","id":"o1","status":"final","code":{"text":"Glucose"},"encounter":{"reference":"Encounter/e1"}}';

describeEngines('where a reference leads', (engine) => {
  it('is what counts now, whichever process changed it', async () => {
    const test = await openTestCore(engine);
    const other = await test.another();
    const owner = await test.account('owner');
    const record = await test.person(owner, 'Quirina');
    const asking = { actor: owner, record, purpose: 'self', channel: 'api', request: {} } as const;
    const page = async () =>
      (await other.vault.read.page(await other.gate.permit({ ...asking, actions: ['search'] }), { limit: 10 })).facts;
    const target = async (): Promise<string> => {
      const found = (await page()).find((one) => one.type === 'Observation');
      const permit = await other.gate.permit({ ...asking, actions: ['read'] });
      const alone = found && (await other.vault.read.fact(permit, found.id));
      const [inPage, byItself] = [found, alone].map(
        (one) => (JSON.parse(String(one?.bytes)) as { encounter: { reference: string } }).encounter.reference,
      );
      expect(byItself).toBe(inPage);
      return inPage ?? '';
    };

    await test.importAll(owner, record, [observation]);
    expect(await target()).toBe('Encounter/e1');
    const second = await test.importAll(owner, record, [encounter]);
    const led = await target();
    expect(led).toBe(`Encounter/${(await page()).find((one) => one.type === 'Encounter')?.id}`);
    expect(await target()).toBe(led);

    const correct = async () =>
      test.core.vault.corrections.make(
        await test.permit(owner, record, ['update']),
        led.slice('Encounter/'.length) as never,
        { kind: 'did-not-happen', reason: 'another day' },
      );
    const { id } = await correct();
    expect(await target()).toBe('Encounter/e1');
    await test.core.vault.corrections.undo(
      await test.permit(owner, record, ['update']),
      led.slice('Encounter/'.length) as never,
      id,
      'it did',
    );
    expect(await target()).toBe(led);

    await test.core.vault.imports.withdraw(await test.permit(owner, record, ['delete']), second.id, 'wrong file');
    expect(await target()).toBe('Encounter/e1');
    await test.remove();
  });
});
