import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemsByKind, kindCounts } from './in-visit.ts';
import type { VisitItem } from './visit-types.ts';

const item = (id: string, type: string, holds: readonly string[] = []): VisitItem => ({
  id, type, holds, version: 1, when: null, labels: [], corrected: false, title: id, value: null,
}); // biome-ignore format: one shape
const shown = (...items: VisitItem[]) =>
  itemsByKind(items).map(({ kind, held }) => [
    kind,
    held.map((one) => [one.item.id, ...one.members.map(({ id }) => id)]),
  ]);

describe('what happened in a visit', () => {
  it('stands by kind, members with the report that holds them', () => {
    expect(
      shown(
        item('note', 'DocumentReference'),
        item('report', 'DiagnosticReport', ['panel', 'alone']),
        item('panel', 'Observation', ['a', 'b']),
        item('a', 'Observation'),
        item('alone', 'Observation'),
        item('b', 'Observation'),
        item('weight', 'Observation'),
        item('flu', 'Condition'),
      ),
    ).toEqual([
      ['problems', [['flu']]],
      ['results', [['report', 'panel', 'a', 'b', 'alone'], ['weight']]],
      ['documents', [['note']]],
    ]); // biome-ignore format: a report a line
  });

  it('is each shown once, whatever holds whatever', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const anything = fc.array(fc.subarray(ids), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(anything, (holds) => {
        const items = ids.map((id, at) => item(id, at % 2 === 0 ? 'Observation' : 'DiagnosticReport', holds[at]));
        const all = itemsByKind(items).flatMap(({ held }) => held.flatMap((one) => [one.item, ...one.members]));
        expect(all.map((one) => one.id).sort()).toEqual(ids);
      }),
    );
  });

  it('is counted by kind', () => {
    expect(kindCounts({ counts: { Observation: 3, DiagnosticReport: 1, Encounter: 1, Zebra: 2 } })).toEqual([
      { kind: 'visits', count: 1 },
      { kind: 'results', count: 4 },
      { kind: 'other', count: 2 },
    ]);
  });
});
