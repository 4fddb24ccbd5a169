import { describe, expect, it } from 'vitest';
import { handOf, itemsOf, NOTHING_BY_HAND, resourcesOf } from './card-items.ts';

const mark = (id: string, more: object = {}) => ({
  id,
  type: 'X',
  version: 1,
  when: null,
  labels: [],
  corrected: false,
  ...more,
});
const group = (state: string, more: object = {}) => ({
  key: state,
  words: state,
  codings: [],
  state,
  entries: [mark('f1')],
  ...more,
});

describe('what can stand on an emergency card', () => {
  it('is what counts now, what nobody knows to be over included', () => {
    const allergies = [group('active'), group('unknown'), group('past'), group('refuted')];
    expect(itemsOf('allergies', { allergies }).map(({ words }) => words)).toEqual(['active', 'unknown']);
    const medicines = [group('current'), group('on-hold'), group('not-taken')];
    expect(itemsOf('medicines', { medicines }).map(({ words }) => words)).toEqual(['current']);
    expect(itemsOf('conditions', {})).toEqual([]);
  });

  it('has the dosage as it is written, the facts of every source, and their labels', () => {
    const entries = [mark('f1', { dosage: [], labels: ['PSY'] }), mark('f2', { dosage: ['1 in the morning'] })];
    const medicines = [group('current', { words: null, codings: [{ display: 'Lithium', code: '1' }], entries })];
    expect(itemsOf('medicines', { medicines })).toEqual([
      { key: 'current', words: 'Lithium: 1 in the morning', facts: ['f1', 'f2'], labels: ['PSY'] },
    ]);
  });

  it('is written by hand line by line', () => {
    const hand = { ...NOTHING_BY_HAND, contacts: ' Ana +43 1 \n\nBen', bloodGroup: '0 Rh+' };
    expect(resourcesOf(hand, 'Quirina')).toMatchObject([
      { resourceType: 'RelatedPerson', name: [{ text: 'Ana +43 1' }] },
      { resourceType: 'RelatedPerson', name: [{ text: 'Ben' }] },
      { resourceType: 'Observation', valueString: '0 Rh+' },
    ]);
    const all = {
      allergies: 'Nuts\nBees',
      conditions: 'a',
      medicines: 'b',
      bloodGroup: '0',
      contacts: 'c\nd',
      notes: 'e',
    };
    expect(handOf(resourcesOf(all, 'Quirina'))).toEqual(all);
  });
});
