import { describeEngines } from '@chartwarden/db/testing';
import type { RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { History } from '@chartwarden/vault';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestCore, type TestCore } from './testing.ts';

const condition = (id: string, text: string, at: string): string =>
  JSON.stringify({ resourceType: 'Condition', id, meta: { lastUpdated: at }, code: { text }, onsetDateTime: '2020' });

describeEngines('the history of a record', (engine) => {
  let test: TestCore;
  let owner: Actor;
  let record: RecordId;
  beforeEach(async () => {
    test = await openTestCore(engine);
    owner = await test.account('owner');
    record = await test.person(owner, 'Quirina');
    await test.importAll(owner, record, [condition('a', 'Asthma', '2020-01-01T00:00:00Z')]);
    test.clock.advance(1000);
    await test.importAll(owner, record, [
      condition('a', 'Asthma, mild', '2021-01-01T00:00:00Z'),
      condition('b', 'Gout', '2021-01-01T00:00:00Z'),
    ]);
    test.clock.advance(1000);
  });
  afterEach(() => test.remove());

  const lines = (history: History | null) =>
    history?.entries.map(({ version, kind, fact }) => [
      version,
      kind,
      (fact && (JSON.parse(fact.bytes.toString()) as { code: { text: string } }).code.text) ?? null,
    ]);
  const ofTypes = async (types: readonly string[], more: object = {}) =>
    test.core.vault.historyOfType(await test.permit(owner, record, ['search']), types, { limit: 10, ...more });
  async function idOf(upstream: string) {
    const { facts } = await test.core.vault.find(await test.permit(owner, record, ['search']), {
      types: ['Condition'],
      where: [],
      limit: 10,
    });
    return facts.find((one) => one.upstreamId === upstream)?.id ?? ('' as never);
  }
  const of = async (id: Awaited<ReturnType<typeof idOf>>, more: object = {}) =>
    test.core.vault.historyOf(await test.permit(owner, record, ['read']), id, { limit: 10, ...more });

  it('has the versions of a fact newest first, page by page, since and at a time', async () => {
    const id = await idOf('a');
    const whole = await of(id);
    expect(lines(whole)).toEqual([
      [2, 'received', 'Asthma, mild'],
      [1, 'received', 'Asthma'],
    ]);
    const first = await of(id, { limit: 1 });
    expect(lines(first)).toEqual([[2, 'received', 'Asthma, mild']]);
    const second = await of(id, { limit: 1, cursor: first?.next });
    expect(lines(second)).toEqual([[1, 'received', 'Asthma']]);
    expect(second?.next).toBeNull();
    const [newest, oldest] = whole?.entries ?? [];
    expect(lines(await of(id, { since: newest?.at }))).toEqual([[2, 'received', 'Asthma, mild']]);
    expect(lines(await of(id, { at: oldest?.at }))).toEqual([[1, 'received', 'Asthma']]);
    expect((await of(id, { since: (newest?.at ?? 0) + 1 }))?.entries).toEqual([]);
    await expect(of(await idOf('b'), { cursor: first?.next })).rejects.toMatchObject({ code: 'CW-GEN-003' });
  });

  it('of a type goes by when things were stored, over all pages once', async () => {
    const whole = await ofTypes(['Condition', 'Observation']);
    expect(whole.entries.map((one) => one.version)).toHaveLength(3);
    expect(lines(whole)?.at(-1)).toEqual([1, 'received', 'Asthma']);
    const pages: History['entries'][number][] = [];
    let cursor: string | null | undefined;
    do {
      const page: History = await ofTypes(['Condition', 'Observation'], { limit: 1, ...(cursor ? { cursor } : {}) });
      pages.push(...page.entries);
      cursor = page.next;
    } while (cursor);
    expect(pages).toEqual(whole.entries);
    expect((await ofTypes([])).entries).toHaveLength(3);
    expect((await ofTypes(['Condition'], { since: whole.entries[0]?.at })).entries).toHaveLength(2);
  });

  it('tells corrected versions from received ones, and nothing of what was disowned', async () => {
    const id = await idOf('b');
    const { corrections } = test.core.vault;
    const correct = async (kind: 'not-mine' | 'date', value?: string) =>
      corrections.make(await test.permit(owner, record, ['update']), id, {
        kind, reason: 'so it was', ...(value === undefined ? {} : { value, path: 'onsetDateTime' }),
      }); // biome-ignore format: one correction
    await correct('date', '2019');
    expect((await of(id))?.entries.map((one) => one.kind)).toEqual(['corrected', 'received']);
    await correct('not-mine');
    expect(await of(id)).toBeNull();
    expect((await ofTypes(['Condition'])).entries.map((one) => one.id)).not.toContain(id);
  });

  it('shows an older version to nobody who does not see the one of now', async () => {
    const reader = await test.account('member');
    const id = await idOf('a');
    const slice = { types: ['Condition'], to: Date.parse('2020-12-31T23:59:59.999Z') };
    await test.core.gate.changeAccess(
      owner,
      {
        kind: 'consent', record, effect: 'permit', actions: ['read', 'search'], slice, form: 'full_source_allowed',
        recipient: { kind: 'account', id: reader.account }, from: 0, until: null, capacity: 'self',
      },
      {},
    ); // biome-ignore format: one consent
    const permit = (action: 'read' | 'search') =>
      test.core.gate.permit({ actor: reader, record, actions: [action], purpose: 'care', channel: 'api', request: {} });
    expect(lines(await test.core.vault.historyOf(await permit('read'), id, { limit: 10 }))).toHaveLength(2);
    test.clock.advance(1000);
    const later = JSON.parse(condition('a', 'Asthma, gone', '2022-01-01T00:00:00Z')) as object;
    await test.importAll(owner, record, [JSON.stringify({ ...later, onsetDateTime: '2025' })]);
    expect(await test.core.vault.historyOf(await permit('read'), id, { limit: 10 })).toBeNull();
    const seen = await test.core.vault.historyOfType(await permit('search'), [], { limit: 10 });
    expect(seen.entries.map((one) => one.id)).not.toContain(id);
    expect(seen.entries).toHaveLength(1);
  });
});
