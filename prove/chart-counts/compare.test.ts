import { describe, expect, it } from 'vitest';
import { countByHand } from './by-hand.ts';
import { differences, type Read } from './compare.ts';
import type { Line, Part } from './read-screens.ts';

const concept = (code: string, text: string) => ({ coding: [{ system: 'http://loinc.org', code }], text });
const FILE = JSON.stringify({
  entry: [
    { resource: { resourceType: 'MedicationRequest', status: 'active', medicationCodeableConcept: concept('m', 'Iron') } },
    { resource: { resourceType: 'Condition', clinicalStatus: concept('active', ''), code: concept('c', 'Asthma') } },
    {
      resource: {
        resourceType: 'Observation', status: 'final', code: concept('o', 'Iron in blood'), effectiveDateTime: '2024-05-03T08:00:00Z',
        category: [{ coding: [{ code: 'laboratory' }] }], valueQuantity: { value: 5.1, unit: 'ug/dL' },
      },
    },
    { resource: { resourceType: 'Encounter', period: { start: '2024-05-03' } } },
    { resource: { resourceType: 'DocumentReference' } },
    { resource: { resourceType: 'DocumentReference' } },
  ],
}); // biome-ignore format: a resource a line

const line = (name: string, ...says: string[]): Line => ({ name, says: [name, ...says] });
const part = (title: string, ...lines: Line[]): Part => ({ title, count: lines.length, lines });
const READ: Read = {
  medicines: [part('Current', line('Iron')), part('Past', line('Zinc'))],
  conditions: [part('Active', line('Asthma'))],
  results: [part('Single values', line('Iron in blood', '3 May 2024', '5.1 µg/dL'))],
  vitals: [],
  visits: [part('2024', line('Visit'))],
  documents: [part('2024', line('Letter', 'also recorded elsewhere'))],
};
const counted = countByHand([FILE], '2026-01-01');
const found = (change: Partial<Read>): string[] => differences({ ...READ, ...change }, counted);

describe('the comparison of screens and files', () => {
  it('finds nothing where both say the same', () => expect(found({})).toEqual([]));

  it.each<[string, Partial<Read>, string]>([
    ['a medicine that is missing', { medicines: [part('Past', line('Iron'))] }, 'not on the screen once: m'],
    ['one that is not in the files', { medicines: [part('Current', line('Iron'), line('Zinc'))] }, 'not in the files'],
    ['a condition that stands twice', { conditions: [part('Active', line('Asthma'), line('Asthma'))] }, 'once: c'],
    [
      'another value',
      { results: [part('Single values', line('Iron in blood', '3 May 2024', '5.2 µg/dL'))] },
      'another value',
    ],
    [
      'another unit',
      { results: [part('Single values', line('Iron in blood', '3 May 2024', '5.1 mg/dL'))] },
      'another value',
    ],
    [
      'another day',
      { results: [part('Single values', line('Iron in blood', '13 May 2024', '5.1 µg/dL'))] },
      'not of 2024-05-03',
    ],
    [
      'a value too many',
      { vitals: [part('Single values', line('Weight', '3 May 2024', '5 kg'))] },
      '2 lines with a value',
    ],
    ['a visit in another year', { visits: [part('2023', line('Visit'))] }, '2023: 1 stands on one side only'],
    ['a document that is gone', { documents: [part('2024', line('Letter'))] }, 'documents: 1 and 0 told twice'],
    [
      'a count that is not what is shown',
      { visits: [{ ...part('2024', line('Visit')), count: 2 }] },
      'says 2 and shows 1',
    ],
  ])('finds %s', (_, change, said) => expect(found(change).join()).toContain(said));
});
