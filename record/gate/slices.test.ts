import { describeEngines } from '@chartwarden/db/testing';
import type { FactId, RecordId, SourceId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { Form, Label, Slice, Spread } from '@chartwarden/vault';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isMaybeIn, isSurelyIn, type KnownFact, type PlainSlice, span } from '../../tests/support/naive-slice.ts';
import { numbersFrom } from '../../tests/support/random.ts';
import { openTestCore, staged, type TestCore } from './testing.ts';

const TYPES = ['Observation', 'Condition', 'Procedure'];
const CODES = ['a', 'b', 'c', 'd'];
const CATEGORIES = ['lab', 'vital'];
const LABELS: readonly Label[] = ['HIV', 'PSY', 'SEX'];
const ORIGINS = ['https://one.example/fhir', 'https://two.example/fhir'];
const DATES = ['2019', '2020', '2020-02', '2020-02-03', '2020-06-15', '2021-01', undefined];
const REQUEST = { method: 'TEST', path: '/test' };
const FACTS = 60;

const below = numbersFrom(11);
const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
const some = <T>(list: readonly T[]): T[] => list.filter(() => below(2) === 0);
const code = (one: string) => ({ system: 'urn:codes', code: one });

function resourceOf(fact: KnownFact): string {
  const categories = fact.categories.map((one) => ({ coding: [{ system: 'urn:codes', code: one }] }));
  const dateName = { Observation: 'effectiveDateTime', Condition: 'onsetDateTime', Procedure: 'performedDateTime' };
  return JSON.stringify({
    resourceType: fact.type,
    id: fact.name,
    code: { coding: fact.codes.map(code) },
    category: fact.type === 'Procedure' ? categories[0] : categories,
    ...(fact.date === undefined ? {} : { [dateName[fact.type as keyof typeof dateName]]: fact.date }),
  });
}

const knownFact = (name: string): KnownFact => {
  const date = pick(DATES);
  return {
    name,
    type: pick(TYPES),
    codes: some(CODES),
    categories: [pick(CATEGORIES)],
    labels: below(3) === 0 ? some(LABELS) : [],
    origin: pick(ORIGINS),
    sources: below(3) === 0 ? [0, 1] : [below(2)],
    ...(date === undefined ? {} : { date }),
  };
};

function randomSlice(names: readonly string[]): PlainSlice {
  const time = (): number => Date.UTC(2018 + below(4), below(12), 1 + below(28));
  return {
    ...(below(3) === 0 ? { types: some(TYPES) } : {}),
    ...(below(4) === 0 ? { codes: some(CODES).map(code) } : {}),
    ...(below(5) === 0 ? { categories: some(CATEGORIES).map(code) } : {}),
    ...(below(6) === 0 ? { origins: some(ORIGINS) } : {}),
    ...(below(5) === 0 ? { fileNumbers: some([0, 1]) } : {}),
    ...(below(6) === 0 ? { factNames: some(names) } : {}),
    ...(below(5) === 0 ? { from: time() } : {}),
    ...(below(5) === 0 ? { to: time() } : {}),
    ...(below(2) === 0 ? { labels: below(4) === 0 ? Array<Label>(6).fill('HIV') : some(LABELS) } : {}),
    ...(below(8) === 0 ? { labelled: true as const } : {}),
  };
}

const DAY = 86_400_000;
const dayLine = ({ type, day, last, count }: Spread): string => `${type} ${day} ${last ?? day}: ${count}`;

/** The same lines, counted one by one. */
function daysOf(facts: readonly KnownFact[]): string[] {
  const counts = new Map<string, number>();
  for (const { type, date } of facts) {
    const [first, last] = date === undefined ? [null, null] : span(date).map((time) => Math.floor(time / DAY));
    const line = `${type} ${first} ${last}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts].map(([line, count]) => `${line}: ${count}`).sort();
}

describeEngines('what a grant lets through', (engine) => {
  let test: TestCore;
  beforeEach(async () => {
    test = await openTestCore(engine);
  });
  afterEach(() => test.remove());

  /** Two files; a fact of both is in both with the same content. */
  async function fill(owner: Actor, record: RecordId, facts: readonly KnownFact[]): Promise<SourceId[]> {
    const { imports } = test.core.vault;
    const create = () => test.permit(owner, record, ['create']);
    const files: SourceId[] = [];
    for (const number of [0, 1]) {
      const { id } = await imports.begin(await create());
      const bytes = (async function* () {
        yield Buffer.from(`file ${number}`);
      })();
      const file = { name: `${number}.json`, mediaType: 'application/json', bytes };
      const source = await imports.addSource(await create(), id, file);
      await imports.setState(await create(), id, 'reading', {});
      const list = facts
        .filter((fact) => fact.sources.includes(number))
        .map((fact) => {
          const one = staged(resourceOf(fact), fact.origin);
          return { ...one, fact: { ...one.fact, labels: fact.labels as readonly Label[] } };
        });
      await imports.stage(await create(), id, source.id, list);
      await imports.setState(await create(), id, 'ready', {});
      await imports.commit(await create(), id);
      files.push(source.id);
    }
    return files;
  }

  it('has no undated fact when it was granted by dates, nor when something was refused by dates', async () => {
    const owner = await test.account('owner');
    const record = await test.person(owner, 'Quirina');
    const at = (name: string, date?: string) =>
      resourceOf({
        name,
        type: 'Observation',
        codes: ['a'],
        categories: [],
        labels: [],
        origin: '',
        sources: [],
        ...(date ? { date } : {}),
      });
    await test.importAll(owner, record, [at('old', '2018'), at('then', '2020-02-03'), at('undated')]);
    const [from, to] = [Date.UTC(2019, 0, 1), Date.UTC(2021, 0, 1)];
    const seenWith = async (...consents: readonly ['permit' | 'deny', Slice][]) => {
      const reader = await test.account('member');
      for (const [effect, slice] of consents)
        await test.core.gate.changeAccess(
          owner,
          {
            kind: 'consent', record, effect, actions: ['search'], recipient: { kind: 'account', id: reader.account }, slice,
            form: 'full_source_allowed', from: 0, until: null, capacity: 'self',
          }, // biome-ignore format: one event
          REQUEST,
        );
      const permit = await test.core.gate.permit({
        actor: reader, record, actions: ['search'], purpose: 'care', channel: 'api', request: REQUEST,
      }); // biome-ignore format: one request
      return (await test.core.vault.read.page(permit, { limit: 10 })).facts.map((fact) => fact.upstreamId).sort();
    };
    expect(await seenWith(['permit', {}])).toEqual(['old', 'then', 'undated']);
    expect(await seenWith(['permit', { from, to }])).toEqual(['then']);
    for (const slice of [{ from, to }, { from }, { from: Date.UTC(2030, 0, 1) }])
      expect(await seenWith(['permit', {}], ['deny', slice])).not.toContain('undated');
    expect(await seenWith(['permit', {}], ['deny', { from, to }])).toEqual(['old']);
    expect(await seenWith(['permit', {}], ['deny', { to }])).toEqual([]);
    // About other types, it says nothing of these.
    expect(await seenWith(['permit', {}], ['deny', { from, to, types: ['Condition'] }])).toHaveLength(3);
  });

  it('is exactly what a naive reading of the slices lets through, on every page', async () => {
    const owner = await test.account('owner');
    const record = await test.person(owner, 'Quirina');
    const known = Array.from({ length: FACTS }, (_, at) => knownFact(`f${at}`));
    const files = await fill(owner, record, known);
    const whole = await test.core.vault.read.page(await test.permit(owner, record, ['search']), { limit: 1000 });
    const ids = new Map(whole.facts.map((fact) => [fact.upstreamId ?? '', fact.id]));
    expect(ids.size).toBe(FACTS);
    const names = new Map([...ids].map(([name, id]) => [id, name]));

    const toSlice = ({ fileNumbers, factNames, ...rest }: PlainSlice): Slice => ({
      ...rest,
      ...(fileNumbers ? { sources: fileNumbers.map((one) => files[one] as SourceId) } : {}),
      ...(factNames ? { facts: factNames.map((one) => ids.get(one) as FactId) } : {}),
    });
    const consent = (reader: Actor, effect: 'permit' | 'deny', slice: PlainSlice, form: Form) =>
      test.core.gate.changeAccess(
        owner,
        {
          kind: 'consent',
          record,
          effect,
          actions: ['read', 'search'],
          recipient: { kind: 'account', id: reader.account ?? '' },
          slice: toSlice(slice),
          form,
          from: 0,
          until: null,
          capacity: 'self',
        },
        REQUEST,
      );

    let seen = 0;
    for (let round = 0; round < 25; round += 1) {
      const reader = await test.account('member');
      const form = pick<Form>(['full_source_allowed', 'metadata_only', 'selected_evidence']);
      const allow = Array.from({ length: 1 + below(2) }, () => randomSlice([...ids.keys()]));
      const deny = Array.from({ length: below(3) }, () => randomSlice([...ids.keys()])).filter(
        (slice) => Object.keys(slice).length > 0,
      );
      const within = below(2) === 0 ? randomSlice([...ids.keys()]) : undefined;
      for (const slice of allow) await consent(reader, 'permit', slice, 'full_source_allowed');
      for (const slice of deny) await consent(reader, 'deny', slice, 'full_source_allowed');
      const picked = form !== 'selected_evidence' || within?.factNames !== undefined;
      const expected = known
        .filter(
          (fact) =>
            allow.some((slice) => (picked || slice.factNames !== undefined) && isSurelyIn(fact, slice, true)) &&
            (within === undefined || isSurelyIn(fact, within, within.labels !== undefined)) &&
            !deny.some((slice) => isMaybeIn(fact, slice)),
        )
        .map((fact) => fact.name)
        .sort();

      const permit = () =>
        test.core.gate.permit({
          actor: reader,
          record,
          actions: ['search'],
          purpose: 'care',
          channel: 'api',
          form,
          request: REQUEST,
          ...(within ? { slice: toSlice(within) } : {}),
        });
      const limit = 1 + below(7);
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await test.core.vault.read.page(await permit(), { limit, ...(cursor ? { cursor } : {}) });
        // No filter after paging: every page but the last is full.
        if (page.next !== null) expect(page.facts).toHaveLength(limit);
        found.push(...page.facts.map((fact) => names.get(fact.id) ?? ''));
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      expect({ round, allow, deny, within, form, found: found.sort() }).toEqual({
        round, allow, deny, within, form, found: expected,
      }); // biome-ignore format: the case beside its answer
      const counts = await test.core.vault.read.types(await permit());
      expect(counts.reduce((sum, one) => sum + one.count, 0)).toBe(expected.length);

      const byName = new Map(known.map((fact) => [fact.name, fact]));
      const visible = expected.map((name) => byName.get(name) as KnownFact);
      const days = await test.core.vault.read.spread(await permit(), {});
      expect(days.map(dayLine).sort()).toEqual(daysOf(visible));
      // A page that begins anywhere, of several types.
      const [after, before] = [Date.UTC(2019 + below(3), below(12), 1), Date.UTC(2019 + below(4), below(12), 1)];
      const types = some(TYPES);
      const part = visible.filter((fact) => {
        if (fact.date === undefined) return false;
        return types.includes(fact.type) && Date.parse(fact.date) >= after && Date.parse(fact.date) < before;
      });
      const range = { types, after, before };
      const page = await test.core.vault.read.page(await permit(), { ...range, limit: 1000 });
      expect(page.facts.map((fact) => names.get(fact.id) ?? '').sort()).toEqual(part.map((fact) => fact.name).sort());
      const dates = page.facts.map((fact) => fact.date?.at ?? 0);
      expect(dates).toEqual(dates.toSorted((one, other) => other - one));
      expect((await test.core.vault.read.spread(await permit(), range)).map(dayLine).sort()).toEqual(daysOf(part));
      seen += expected.length;
    }
    expect(seen).toBeGreaterThan(20);
  }, 60_000);
});
