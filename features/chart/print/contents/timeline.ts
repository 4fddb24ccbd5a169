import { titleOf, valueLineOf, valueLineWords } from '@chartwarden/fhir';
import { isInError, type ReadFact } from '../../reading/read-fact.ts';
import { newestFirst } from '../../reading/when.ts';
import type { Block } from '../sheet/blocks.ts';
import { joined, said, type Text } from '../sheet/text.ts';
import type { Words } from '../words/words.ts';
import { marksOf, stacked, timeCell } from './cells.ts';
import { nothingHere } from './nothing-here.ts';

/** Facts with the kind of each, as FHIR names it; newest first. */
export function timelineBlocks(facts: readonly ReadFact[], own: Words): readonly Block[] {
  const list = facts.filter((one) => !isInError(one)).toSorted(newestFirst);
  if (list.length === 0) return nothingHere(own);
  const columns = [
    { title: own.t('column.date'), part: 2.4 },
    { title: own.t('column.kind'), part: 2.5 },
    { title: own.t('column.what'), part: 5 },
    { title: own.t('column.value'), part: 3 },
  ];
  const rows = list.map((one): readonly Text[] => {
    const value = valueLineOf(one.resource);
    return [
      timeCell(one.when, own),
      said(one.type.replace(/(?<=[a-z])(?=[A-Z])/g, ' ')),
      stacked(said(titleOf(one.resource)), marksOf([one], own)),
      value === null ? joined([]) : said(valueLineWords(value)),
    ];
  });
  return [{ kind: 'table', columns, rows }];
}
