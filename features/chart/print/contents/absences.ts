import type { FactMark } from '../../reading/read-fact.ts';
import type { StatedAbsence } from '../../reading/stated-absence.ts';
import type { Block } from '../sheet/blocks.ts';
import { joined, quiet, said, type Text } from '../sheet/text.ts';
import type { Words } from '../words/words.ts';
import { dateOr } from './cells.ts';

export interface Absence extends FactMark {
  readonly words: string | null;
  readonly says: StatedAbsence;
}

/** What the record says in place of entries; that nothing is there is never "none known". */
export function absenceBlocks(absences: readonly Absence[], count: number, words: Words): readonly Block[] {
  const text = absenceText(absences, count, words);
  return text === null ? [] : [{ kind: 'text', text, ...(absences.length > 0 ? {} : { tone: 'quiet' as const }) }];
}

/** Null when there are entries and nothing says that there are none. */
export function absenceText(absences: readonly Absence[], count: number, words: Words): Text | null {
  if (absences.length === 0) return count === 0 ? words.t('none.recorded') : null;
  const kinds = (['none-known', 'no-information'] as const).flatMap((says): Text[] => {
    const own = absences.filter((one) => one.says === says);
    if (own.length === 0) return [];
    const list = own.map((one) => {
      const date = dateOr(one.when, words);
      return joined([said(one.words ?? ''), date === null ? null : quiet(`(${date})`)], ' ');
    });
    return [joined([words.t(says === 'none-known' ? 'none.known' : 'none.information'), joined(list, ', ')], ' ')];
  });
  return joined([...kinds, count > 0 ? words.t('none.contradicts') : null], '\n');
}
