import type { FactMark, When } from '../../../api/section-types.ts';
import type { Annotation } from '../charts/types.ts';
import type { VisitsList } from '../visits/visit-types.ts';

/** As much of the medicines section (features/chart/reading/medicines.ts) as is marked in a chart. */
export interface StartedMedicines {
  readonly medicines: readonly {
    readonly words: string | null;
    readonly entries: readonly (FactMark & { readonly start: When | null })[];
  }[];
}

/** Longer than this is over night. */
const NIGHT = 20 * 3_600_000;

/** When each medicine was first written down as begun; one that has no date is in no chart. */
export const medicineStarts = ({ medicines }: StartedMedicines): readonly Annotation[] =>
  medicines.flatMap(({ words, entries }): Annotation[] => {
    const dated = entries.flatMap(({ id, start, when }) => {
      const begun = start ?? when;
      return begun === null ? [] : [{ id, begun }];
    });
    const first = dated.toSorted((one, other) => one.begun.low - other.begun.low)[0];
    if (first === undefined || words === null) return [];
    const { low, text } = first.begun;
    return [{ kind: 'medicine', fact: first.id, from: low, to: low, words, date: text }];
  });

/** Visits that went over night, as far as both ends are known. */
export const stays = ({ visits }: VisitsList): readonly Annotation[] =>
  visits.flatMap(({ id, words, start, end, state }): Annotation[] => {
    if (start === null || end === null || state === 'cancelled' || state === 'planned') return [];
    if (end.low - start.high < NIGHT) return [];
    return [{ kind: 'stay', fact: id, from: start.low, to: end.high, words: words ?? '', date: start.text }];
  });
