import { expect, it } from 'vitest';
import { byYear, type Document, fitting, formatOf } from './document-types.ts';

const document = (more: Partial<Document>): Document => ({
  id: 'd', type: 'DocumentReference', version: 1, when: null, labels: [], corrected: false, words: null, codings: [],
  title: null, authors: [], status: null, docStatus: null, parts: [], replacedBy: [], ...more,
}); // biome-ignore format: one document
const when = (text: string) => ({ text, low: 0, high: 0, hasZone: true });
const file = { n: 0, kind: 'file', title: null, mediaType: null, size: null, at: 'here' } as const;

it('finds documents by words of their title, kind and authors, whatever accents', () => {
  const one = document({ title: 'Überweisung', words: 'Referral note', authors: ['Dr. José Ruiz'] });
  expect([fitting([one], 'uber jose'), fitting([one], 'referral'), fitting([one], 'x'), fitting([one], ' ')]).toEqual([
    [one], [one], [], [one],
  ]); // biome-ignore format: one table
});

it('sets them by year as it was written, those without one apart', () => {
  const years = byYear([
    document({ when: when('2024-01-01T00:00:00Z') }),
    document({ when: when('2024') }),
    document({}),
  ]);
  expect(years.map(([year, list]) => [year, list.length])).toEqual([
    ['2024', 2],
    [null, 1],
  ]);
});

it('says in a word what there is to read', () => {
  const format = (...parts: Document['parts']) => formatOf(document({ parts }));
  expect(format({ ...file, mediaType: 'application/pdf' })).toBe('pdf');
  expect(format({ ...file, mediaType: 'image/png' }, { ...file, kind: 'narrative' })).toBe('picture');
  expect(format({ ...file, at: 'linked' })).toBe('linked');
  expect(format({ ...file, kind: 'narrative' })).toBe('text');
  expect(format(file)).toBe('file');
  expect(format()).toBeNull();
});
