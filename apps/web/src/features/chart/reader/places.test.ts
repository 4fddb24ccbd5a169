import { describe, expect, it } from 'vitest';
import { placesIn } from './places.ts';

const places = (parts: readonly string[], query: string) =>
  placesIn(parts, query, 100).map(({ from, to }) => [from.part, from.offset, to.part, to.offset]);

describe('finding in a document', () => {
  it('finds words whatever their letters, several in one part, and across parts', () => {
    expect(places(['Cough and COUGH'], 'cough')).toEqual([
      [0, 0, 0, 5],
      [0, 10, 0, 15],
    ]);
    expect(places(['no co', 'ugh', '', 's'], 'cough')).toEqual([[0, 3, 1, 3]]);
    expect(places(['a', 'b', 'a'], 'a')).toEqual([
      [0, 0, 0, 1],
      [2, 0, 2, 1],
    ]);
    expect(places(['ab'], '')).toEqual([]);
    expect(places([], 'a')).toEqual([]);
  });

  it('keeps its places where a small letter is longer than the large one', () => {
    expect(places(['İİ Husten'], 'husten')).toEqual([[0, 3, 0, 9]]);
  });

  it('stops at the most', () => {
    expect(placesIn(['a'.repeat(1000)], 'a', 10)).toHaveLength(10);
  });
});
