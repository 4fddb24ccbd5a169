import { describeEngines } from '@chartwarden/db/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestCore, type TestCore } from './testing.ts';

describeEngines('the list of who saw what', (engine) => {
  let test: TestCore;
  beforeEach(async () => {
    test = await openTestCore(engine);
  });
  afterEach(() => test.remove());

  it('leaves out one’s own looks when asked to, and nothing else, over any number of pages', async () => {
    const { gate, activity, people } = test.core;
    const owner = await test.account('owner');
    const record = await people.create(owner, { name: 'Quirina', relation: 'self' }, {});
    const permit = () =>
      gate.permit({ actor: owner, record, actions: ['read'], purpose: 'self', channel: 'browser', request: {} });
    const actions = async (page: Parameters<typeof activity.lines>[1]) =>
      (await activity.lines(await permit(), page)).lines.map(({ body }) => body.action);
    for (let look = 0; look < 12; look += 1) await actions({ limit: 1 });
    const all = await actions({ limit: 100 });
    expect(all.filter((action) => action === 'read-activity')).toHaveLength(12);
    const rest = all.filter((action) => action !== 'read-activity');
    expect(rest).toEqual(['access-custody']);

    // A page of one passes over everything that is hidden before its line.
    const page = await activity.lines(await permit(), { limit: 1, hideOwn: true });
    expect([page.lines.map(({ body }) => body.action), page.next]).toEqual([['access-custody'], null]);
    expect((await activity.lines(await permit(), { limit: 1 })).next).not.toBeNull();
  });
});
