import { describeEngines } from '@chartwarden/db/testing';
import type { AccountId, RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import { LABELS } from '@chartwarden/vault';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Asked } from './gate-types.ts';
import { openTestCore, type TestCore } from './testing.ts';
import { parseViewAs, type ViewAs } from './view-as.ts';

const REQUEST = { method: 'TEST', path: '/test' };
const resource = (type: string, id: string): string =>
  JSON.stringify({ resourceType: type, id, status: 'final', code: { text: id } });

describeEngines('looking through the eyes of somebody else', (engine) => {
  let test: TestCore;
  let owner: Actor & { readonly account: AccountId };
  let record: RecordId;

  beforeEach(async () => {
    test = await openTestCore(engine);
    owner = await test.account('owner');
    record = await test.person(owner, 'Quirina');
    await test.importAll(owner, record, [resource('Observation', 'seen'), resource('Condition', 'kept')]);
  });
  afterEach(() => test.remove());

  const ask = (actor: Actor, as: ViewAs | undefined, more: object = {}) =>
    test.core.gate.open({
      actor,
      record,
      actions: ['search'],
      purpose: 'self',
      channel: 'browser',
      ...more,
      request: { ...REQUEST, ...(as === undefined ? {} : { as }) } as Asked,
    });

  async function typesSeen(actor: Actor, as?: ViewAs): Promise<readonly string[] | string> {
    const permit = await ask(actor, as);
    if ('refused' in permit) return permit.code;
    const page = await test.core.vault.read.page(permit, { limit: 50 });
    return page.facts.map(({ type }) => type).sort();
  }

  const grant = (account: AccountId) =>
    test.core.gate.changeAccess(
      owner,
      {
        kind: 'consent', record, effect: 'permit', actions: ['read', 'search'], slice: { types: ['Observation'] },
        recipient: { kind: 'account', id: account }, form: 'full_source_allowed', from: 0, until: null, capacity: 'self',
      }, // biome-ignore format: one event
      REQUEST,
    );

  it('shows what a grant would show, before anybody has it', async () => {
    const as: ViewAs = { slice: { types: ['Condition'] }, form: 'full_source_allowed', actions: ['read', 'search'] };
    expect(await typesSeen(owner)).toEqual(['Condition', 'Observation']);
    expect(await typesSeen(owner, as)).toEqual(['Condition']);
    expect(await typesSeen(owner, { ...as, slice: { types: ['Condition'], labels: LABELS } })).toEqual(['Condition']);
  });

  it('shows exactly what somebody with a grant sees, and nothing of who has none', async () => {
    const sister = await test.account('member');
    const stranger = await test.account('member');
    await grant(sister.account);
    expect(await typesSeen(owner, { account: sister.account })).toEqual(await typesSeen(sister));
    expect(await typesSeen(sister)).toEqual(['Observation']);
    expect(await typesSeen(owner, { account: stranger.account })).toBe('CW-GEN-002');
    // Nor whether there is such an account, or whether it is active.
    expect(await typesSeen(owner, { account: '0198c0de-0000-7000-8000-000000000001' as AccountId })).toBe('CW-GEN-002');
  });

  it('is for who holds the record, and for looking only', async () => {
    const sister = await test.account('member');
    await grant(sister.account);
    expect(await typesSeen(sister, { account: owner.account })).toBe('CW-GATE-003');
    const as = { account: sister.account };
    expect(await ask(owner, as, { actions: ['create'] })).toMatchObject({ code: 'CW-GATE-003' });
    expect(await ask(owner, as, { view: 'received' })).toMatchObject({ code: 'CW-GATE-003' });
    const event = { kind: 'custody', record, relation: 'custodian', state: 'held', capacity: 'self' } as const;
    const holder = { kind: 'account', id: sister.account } as const;
    await expect(
      test.core.gate.changeAccess(owner, { ...event, holder }, { ...REQUEST, as } as Asked),
    ).rejects.toMatchObject({ code: 'CW-GATE-003' });
  });

  it('takes its header for what it is, and refuses anything else by name', () => {
    const header = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const as = { slice: { types: ['Observation'] }, form: 'metadata_only', actions: ['read'] };
    for (const whole of [as, { ...as, account: owner.account }]) expect(parseViewAs(header(whole))).toEqual(whole);
    for (const wrong of [
      [], null, 'x', {}, { account: 'x' }, { ...as, more: 1 }, { ...as, form: 'all' }, { ...as, slice: { zodiac: 1 } },
      { ...as, actions: ['rule'] }, { ...as, account: 'x' },
      ...[
        { types: 5 }, { types: 'x' }, { facts: ['x'] }, { codes: [null] }, { labels: 7 }, { labels: ['X'] },
        { sources: [{}] }, { to: {} }, { from: 1.5 }, { labelled: false },
      ].map((slice) => ({ ...as, slice })),
    ]) // biome-ignore format: one list
      expect(() => parseViewAs(header(wrong))).toThrow(expect.objectContaining({ code: 'CW-GEN-003' }));
    const later = { slice: {}, form: 'deidentified', actions: ['read'] };
    expect(() => parseViewAs(header(later))).toThrow(expect.objectContaining({ code: 'CW-SHR-004' }));
    for (const wrong of ['', '!!!', 'x'.repeat(9000)])
      expect(() => parseViewAs(wrong)).toThrow(expect.objectContaining({ code: 'CW-GEN-003' }));
  });
});
