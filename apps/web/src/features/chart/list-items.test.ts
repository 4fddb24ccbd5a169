import { describe, expect, it } from 'vitest';
import type { FactLine } from '../../api/types.ts';
import { listItems } from './list-items.ts';

const itemsOf = (facts: readonly FactLine[]) => listItems(facts, (one) => one);

const fact = (id: string, dateText: string | null): FactLine => ({
  id,
  type: 'Observation',
  version: 1,
  date: dateText ? Date.parse(dateText) : null,
  dateText,
  title: id,
  value: null,
  labels: [],
  corrected: false,
});

describe('the list of entries', () => {
  it('says each year once, before its first entry', () => {
    const items = itemsOf([fact('a', '2021-05-01'), fact('b', '2021'), fact('c', '2019-12-31'), fact('d', null)]);
    expect(items.map((item) => (item.kind === 'year' ? item.year : item.line.id))).toEqual([
      '2021',
      'a',
      'b',
      '2019',
      'c',
      'No date',
      'd',
    ]);
  });

  it('goes by the year that was written, not by the reader’s zone', () => {
    const [year] = itemsOf([fact('a', '2020-01-01T00:30:00+14:00')]);
    expect(year).toMatchObject({ kind: 'year', year: '2020' });
  });

  it('counts entries, not rows', () => {
    const places = itemsOf([fact('a', '2021'), fact('b', '2020')]).flatMap((item) =>
      item.kind === 'line' ? [item.place] : [],
    );
    expect(places).toEqual([1, 2]);
  });
});
