import { describeEngines } from '@chartwarden/db/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ConsentEvent, NewAccessEvent } from './access-types.ts';
import { openTestCore, type TestCore } from './testing.ts';

const REQUEST = { method: 'TEST', path: '/test' };

describeEngines('who may what with a record', (engine) => {
  let test: TestCore;
  beforeEach(async () => {
    test = await openTestCore(engine);
  });
  afterEach(() => test.remove());

  it('is kept change by change, and can be asked for any moment', async () => {
    const owner = await test.account('owner');
    const sister = await test.account('member');
    const record = await test.person(owner, 'Quirina');
    const permit = () => test.permit(owner, record, ['read']);
    const consent: NewAccessEvent = {
      kind: 'consent', record, effect: 'permit', actions: ['read', 'search'], slice: { types: ['Observation'] },
      recipient: { kind: 'account', id: sister.account }, form: 'full_source_allowed', reason: 'she asked',
      from: test.clock.now(), until: test.clock.now() + 5000, capacity: 'self',
    }; // biome-ignore format: one event
    const given = (await test.core.gate.changeAccess(owner, consent, REQUEST)) as ConsentEvent;
    test.clock.advance(1000);
    await test.core.gate.changeAccess(owner, { ...consent, ends: given.id }, REQUEST);
    test.clock.advance(1000);
    const later = { ...consent, from: test.clock.now() + 1000, until: null };
    const next = (await test.core.gate.changeAccess(owner, later, REQUEST)) as ConsentEvent;

    const events = await test.core.grants.history(await permit());
    const shown = (events as ConsentEvent[]).map(({ kind, id, ends, reason }) => [kind, ends ?? id, reason]);
    expect(shown).toEqual([
      ['custody', events[0]?.id, undefined],
      ['consent', given.id, 'she asked'],
      ['consent', given.id, 'she asked'],
      ['consent', next.id, 'she asked'],
    ]);
    const at = async (ms: number) => {
      const { inForce, later: begins } = await test.core.grants.state(await permit(), given.time + ms);
      return [inForce.map(({ id }) => id), begins.map(({ id }) => id)];
    };
    expect(await at(-1)).toEqual([[], []]);
    expect(await at(0)).toEqual([[given.id], []]);
    expect(await at(999)).toEqual([[given.id], []]);
    expect(await at(1000)).toEqual([[], []]);
    expect(await at(2000)).toEqual([[], [next.id]]);
    expect(await at(3000)).toEqual([[next.id], []]);
    expect((await test.core.grants.state(await permit())).custody).toMatchObject([{ relation: 'self' }]);
  });

  it('is not shown to whom it was granted, and each look is a line', async () => {
    const owner = await test.account('owner');
    const sister = await test.account('member');
    const record = await test.person(owner, 'Quirina');
    await test.core.gate.changeAccess(
      owner,
      {
        kind: 'consent', record, effect: 'permit', actions: ['read', 'search'], slice: {}, form: 'full_source_allowed',
        recipient: { kind: 'account', id: sister.account }, from: 0, until: null, capacity: 'self',
      }, // biome-ignore format: one event
      REQUEST,
    );
    const theirs = await test.core.gate.permit({
      actor: sister, record, actions: ['read'], purpose: 'care', channel: 'browser', request: REQUEST,
    }); // biome-ignore format: one request
    await expect(test.core.grants.state(theirs)).rejects.toMatchObject({ code: 'CW-GATE-003' });
    await test.core.grants.history(await test.permit(owner, record, ['read']));
    const { lines } = await test.core.activity.lines(await test.permit(owner, record, ['read']), {
      limit: 2,
      hideOwn: false,
    });
    expect(lines.map(({ body }) => [body.action, body.count])).toContainEqual(['read-consents', 2]);
  });
});
