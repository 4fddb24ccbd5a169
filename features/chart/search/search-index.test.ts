import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildSegment, mergeSegments } from './build.ts';
import { factOf, idOf } from './search.testing.ts';
import { openIndex, type SearchQuery } from './search-index.ts';
import { type Field, fields, type SearchFact, type SearchInput, type SearchText } from './types.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 6 });
const phrase = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
const text: fc.Arbitrary<SearchText> = fc
  .record({ field: fc.constantFrom(...fields), text: phrase, code: fc.constantFrom(undefined, 'x|1', 'x|2') })
  .map(({ code, ...rest }) => (code === undefined ? rest : { ...rest, code }));
const factList: fc.Arbitrary<SearchInput[]> = fc.array(
  fc
    .record({
      number: fc.nat(30),
      texts: fc.array(text, { maxLength: 4 }),
      type: fc.constantFrom('Observation', 'Condition'),
      date: fc.constantFrom(null, -5, 0, 10, 20),
      sources: fc.subarray(['s1', 's2']),
      labels: fc.subarray(['PSY', 'HIV']),
    })
    .map(({ number, texts, ...rest }) => factOf(number, texts, rest)),
  { maxLength: 12 },
);
const query: fc.Arbitrary<SearchQuery> = fc
  .record({ text: phrase, types: fc.constantFrom(undefined, ['Condition']), from: fc.constantFrom(undefined, 0) })
  .map(({ text: asked, types, from }) => ({
    text: asked,
    ...(types ? { types } : {}),
    ...(from === undefined ? {} : { from }),
  }));

const visible = (fact: SearchFact): boolean => !fact.labels.includes('PSY');
const everything = (): boolean => true;

/** Damerau's distance (optimal string alignment), by the book. */
function distance(one: string, other: string): number {
  const rows = Array.from({ length: one.length + 1 }, (_, row) =>
    Array.from({ length: other.length + 1 }, (_, column) => (row === 0 ? column : column === 0 ? row : 0)),
  );
  const cell = (row: number, column: number): number => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= one.length; row += 1) {
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1] ? 0 : 1;
      const isSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      (rows[row] as number[])[column] = Math.min(
        cell(row - 1, column) + 1,
        cell(row, column - 1) + 1,
        cell(row - 1, column - 1) + same,
        isSwapped ? cell(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
  }
  return cell(one.length, other.length);
}

const weights: Readonly<Record<Field, number>> = { title: 6, code: 5, value: 3, name: 3, text: 2, note: 1 };

/** The facts that a person reading the whole record would find, in order: every fact and word looked at one by one. */
function naive(all: readonly SearchInput[], asked: SearchQuery, allowed: (fact: SearchFact) => boolean): string[] {
  const current = all.filter(({ id }, at) => !all.slice(at + 1).some((later) => later.id === id)).filter(allowed);
  const displays = (code: string): string[][] =>
    current.flatMap(({ texts }) => texts.filter((one) => one.code === code).map((one) => one.text.split(' ')));
  const matchOf = (fact: SearchInput, sought: string): number =>
    Math.max(
      0,
      ...fact.texts.flatMap(({ field, text: written, code }) => {
        const own = written.split(' ').map((one) => {
          if (one === sought) return 100 * 4 + weights[field];
          if (one.startsWith(sought)) return 100 * 2 + weights[field];
          return sought.length >= 4 && distance(one, sought) === 1 ? 100 + weights[field] : 0;
        });
        if (code === undefined || sought.length < 3) return own;
        const named = displays(code).flat();
        if (named.includes(sought)) return [...own, 100 * 3 + weights[field]];
        return named.some((one) => one.startsWith(sought)) ? [...own, 100 * 2 + weights[field]] : own;
      }),
    );
  const words = [...new Set(asked.text.split(' '))];
  return current
    .filter(({ type }) => !asked.types || asked.types.includes(type))
    .filter(({ date }) => asked.from === undefined || (date !== null && date >= asked.from))
    .map((fact) => ({ fact, values: words.map((one) => matchOf(fact, one)) }))
    .filter(({ values }) => values.every((value) => value > 0))
    .map(({ fact, values }) => ({
      id: fact.id as string,
      strength: values.reduce((sum, value) => sum + Math.floor(value / 100), 0),
      weight: values.reduce((sum, value) => sum + (value % 100), 0),
      date: fact.date ?? Number.NEGATIVE_INFINITY,
    }))
    .sort(
      (one, other) =>
        other.strength - one.strength ||
        other.weight - one.weight ||
        (one.date === other.date ? 0 : other.date - one.date) ||
        (one.id < other.id ? -1 : 1),
    )
    .map(({ id }) => id);
}

const ids = (bytes: readonly Buffer[], asked: SearchQuery, allowed: (fact: SearchFact) => boolean): string[] =>
  openIndex(bytes)
    .search(asked, allowed)
    .hits.map(({ fact }) => fact.id);

describe('a search', () => {
  it('finds what a naive reading finds, in the same order: words, beginnings, one edit, names of the same code', () => {
    fc.assert(
      fc.property(factList, query, (facts, asked) => {
        expect(ids([buildSegment(facts)], asked, visible)).toEqual(naive(facts, asked, visible));
      }),
      { numRuns: 1500 },
    );
  });

  it('answers as if what the reader may not see did not exist: hits, order, counts, synonyms and suggestions', () => {
    fc.assert(
      fc.property(factList, query, (facts, asked) => {
        const current = facts.filter(({ id }, at) => !facts.slice(at + 1).some((later) => later.id === id));
        const whole = openIndex([buildSegment(facts)]);
        const part = openIndex([buildSegment(current.filter(visible))]);
        expect(whole.search(asked, visible)).toEqual(part.search(asked, everything));
        expect(whole.suggest(asked.text, visible)).toEqual(part.suggest(asked.text, everything));
      }),
      { numRuns: 700 },
    );
  });

  it('answers the same from several segments with deletions, from those merged, and from one built anew', () => {
    const parts = fc.array(fc.record({ facts: factList, deleted: fc.uniqueArray(fc.nat(30), { maxLength: 4 }) }), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(parts, query, fc.nat(4), (batches, asked, cut) => {
        const segments = batches.map(({ facts, deleted }) => buildSegment(facts, deleted.map(idOf)));
        const left = batches.reduce<SearchInput[]>(
          (kept, { facts, deleted }) => [...kept.filter(({ id }) => !deleted.map(idOf).includes(id)), ...facts],
          [],
        );
        const expected = naive(left, asked, visible);
        expect(ids(segments, asked, visible)).toEqual(expected);
        expect(ids([mergeSegments(segments, true)], asked, visible)).toEqual(expected);
        const newer = mergeSegments(segments.slice(cut), false);
        expect(ids([...segments.slice(0, cut), newer], asked, visible)).toEqual(expected);
      }),
      { numRuns: 400 },
    );
  });

  const record = openIndex([
    buildSegment([
      factOf(1, [
        { field: 'title', text: 'Hemoglobin A1c', code: 'loinc|4548-4' },
        { field: 'code', text: '4548-4' },
      ]),
      factOf(2, [{ field: 'title', text: 'Langzeitzucker', code: 'loinc|4548-4' }], { labels: ['PSY'] }),
      factOf(3, ['Diabetes mellitus', { field: 'code', text: 'E11.9' }], { type: 'Condition', sources: ['s1'] }),
      factOf(4, ['Jörg Großmüller', { field: 'note', text: 'Crème brûlée; COVID-19, CD4-Zellen; 6,4 %' }]),
      factOf(5, ['Myocardial infarction'], { type: 'Condition', date: 5 }),
      factOf(6, ['Hemoglobin']),
    ]),
  ]);
  const found = (asked: string, rest: Partial<SearchQuery> = {}): number[] =>
    record.search({ text: asked, ...rest }, everything).hits.map(({ fact }) => Number.parseInt(fact.id.slice(-6), 16));

  it('finds codes whole and by their beginning, and forgives no mistake in them', () => {
    expect(found('4548-4')).toEqual([1]);
    expect(found('4548')).toEqual([1]);
    expect(found('E11.9')).toEqual([3]);
    expect(found('e11')).toEqual([3]);
    expect(found('4549-4')).toEqual([]);
    expect(found('E11.8')).toEqual([]);
    expect(found('covid 19')).toEqual([4]);
    expect(found('CD4-Zellen')).toEqual([4]);
    expect(found('6.4')).toEqual([4]);
  });

  it('folds case, accents, umlauts and ß', () => {
    for (const asked of ['JÖRG', 'jorg', 'joerg', 'GROSSMÜLLER', 'großmueller', 'creme BRULEE']) {
      expect([asked, found(asked)]).toEqual([asked, [4]]);
    }
  });

  it('reads over what is not seen inside a word, and parts words at a zero-width space', () => {
    const index = openIndex([buildSegment([factOf(1, ['hyper\u00adten\u202esion', 'Mass/\u200bvolume'])])]);
    for (const asked of ['hypertension', 'volume', 'mass']) {
      expect([asked, index.search({ text: asked }, everything).hits[0]?.match]).toEqual([asked, 'exact']);
    }
  });

  it('knows other names, from our table and from the displays of the same code', () => {
    expect(found('haemoglobin a1c')).toEqual([1]);
    expect(found('HbA1c')).toEqual([1]);
    expect(found('heart attack')).toEqual([5]);
    expect(found('Langzeitzucker')).toEqual([2, 1]);
    // The name stands only on a fact that this reader may not see: for them it does not exist.
    expect(record.search({ text: 'Langzeitzucker' }, visible)).toEqual({ hits: [], total: 0, byType: {} });
    expect(record.suggest('langz', visible)).toEqual([]);
    expect(record.suggest('langz', everything)).toMatchObject([{ text: 'Langzeitzucker', count: 1 }]);
  });

  it('says how a word was found, and puts mistakes last', () => {
    const answer = record.search({ text: 'hemoglobni' }, everything);
    expect(answer.hits.map(({ match }) => match)).toEqual(['typo', 'typo']);
    expect(record.search({ text: 'hemo' }, everything).hits[0]?.match).toBe('beginning');
  });

  it('filters by type, source and date, counts by type, and pages', () => {
    expect(found('d', { types: ['Condition'] })).toEqual([3]);
    expect(found('diabetes', { sources: ['s1', 's9'] })).toEqual([3]);
    expect(found('diabetes', { sources: ['s2'] })).toEqual([]);
    expect(found('infarction', { from: 5, until: 6 })).toEqual([5]);
    expect(found('infarction', { until: 5 })).toEqual([]);
    expect(record.search({ text: 'hemoglobin', limit: 1, offset: 1 }, everything)).toMatchObject({
      total: 3,
      byType: { Observation: 3 },
      hits: [{ fact: { id: idOf(6) }, match: 'exact' }],
    });
    expect(found('')).toEqual([]);
    expect(found(' -.,!')).toEqual([]);
  });
});
