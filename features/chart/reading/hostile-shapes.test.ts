import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factsOf } from './reading.testing.ts';
import { groupSame, keysOf } from './sameness.ts';
import { sections } from './sections.ts';

/** Every element that anything here reads, at any depth. */
const NAMES =
  'code coding system display text status clinicalStatus verificationStatus category onsetPeriod abatementDateTime start end medicationReference reference contained dosageInstruction doseAndRate timing repeat boundsPeriod dispenseRequest expectedSupplyDuration value unit comparator vaccineCode protocolApplied reaction manifestation component referenceRange low high interpretation valueQuantity valueRange hasMember result encounter period diagnosis condition type class location participant reasonReference effectiveDateTime authoredOn name given family prefix telecom address line practitioner member role subject performer actor content attachment data url size title relatesTo target relationship deceasedAge extension valueString item answer timingPeriod manufacturer payor total amount currency payment productOrService start minutesDuration activity detail goal presentedForm series modality occurrenceDateTime qualification specialty organization individual serviceProvider section'.split(
    ' ',
  );
const shape = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(
      '',
      'active',
      '2021',
      '2021-13-40',
      'Encounter/0',
      'Observation/0',
      '#x',
      -1,
      1e21,
      null,
      true,
      '\u202e\u0000',
    ),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...NAMES), tie('any'), { maxKeys: 8 }),
  ),
}));
const resources = fc.array(fc.dictionary(fc.constantFrom(...NAMES), shape.any, { maxKeys: 20 }), {
  minLength: 1,
  maxLength: 6,
});

describe('resources of any shape', () => {
  for (const [name, { types, read }] of Object.entries(sections))
    it(`are read as ${name} without an error`, () => {
      fc.assert(
        fc.property(resources, (list) => {
          const facts = factsOf(
            ...list.map((one, at) => ({ ...one, resourceType: types[at % types.length], id: String(at) })),
          );
          expect(() => {
            const { list, entries } = read(facts, 0);
            return JSON.stringify([list, ...entries]);
          }).not.toThrow();
        }),
        { numRuns: 300 },
      );
    });
});

describe('grouping', () => {
  it('takes more codes of one thing than a call can have arguments', () => {
    const codings = Array.from({ length: 200_000 }, (_, n) => ({ system: 'urn:x', code: String(n), display: null }));
    expect(keysOf('problem', { words: null, codings })).toHaveLength(codings.length);
  });

  it('puts together the same things in whatever order they come, and loses none', () => {
    const items = fc.uniqueArray(
      fc.record({ id: fc.uuid(), keys: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 2 }) }),
      {
        maxLength: 12,
        selector: (one) => one.id,
      },
    );
    fc.assert(
      fc.property(items, fc.infiniteStream(fc.nat()), (list, order) => {
        const partition = (some: typeof list) =>
          groupSame(some, (one) => [...one.keys])
            .map(({ key, items: together }) => [key, together.map((one) => one.id).sort()].flat().join())
            .sort();
        const shuffled = list.map((one) => ({ one, at: order.next().value })).sort((a, b) => a.at - b.at);
        expect(partition(shuffled.map(({ one }) => one))).toEqual(partition(list));
        expect(groupSame(list, (one) => one.keys).flatMap((one) => one.items)).toHaveLength(list.length);
      }),
    );
  });
});
