import { type Dose, readImmunizations } from '../../reading/immunizations.ts';
import type { ReadFact } from '../../reading/read-fact.ts';
import type { Block } from '../sheet/blocks.ts';
import { joined, quiet, said, type Text } from '../sheet/text.ts';
import { saidOr, type Words } from '../words/words.ts';
import { dateCell, marksOf, stacked } from './cells.ts';
import { nothingHere } from './nothing-here.ts';

/** Doses, newest first within each vaccine. */
export function immunizationsBlocks(facts: readonly ReadFact[], _now: number, words: Words): readonly Block[] {
  const { vaccines } = readImmunizations(facts);
  if (vaccines.length === 0) return nothingHere(words);
  const columns = [
    { title: words.t('column.date'), part: 2 },
    { title: words.t('column.vaccine'), part: 6 },
    { title: words.t('column.details'), part: 4 },
  ];
  const rows = vaccines.flatMap(({ doses }) => doses.map((dose) => doseRow(dose, words)));
  return [{ kind: 'table', columns, rows }];
}

export const doseRow = (dose: Dose, words: Words): readonly Text[] => [
  dose.when === null && dose.whenWords !== null ? said(dose.whenWords) : dateCell(dose.when, words),
  stacked(
    saidOr(dose.words, words.t('unnamed')),
    dose.against.length > 0 ? { ...said(dose.against.join(', ')), isQuiet: true } : null,
    marksOf([dose], words),
  ),
  doseDetails(dose, words),
];

export const doseDetails = (dose: Dose, words: Words): Text =>
  joined(
    [
      dose.state === 'given' ? null : quiet(words.t(`dose.${dose.state}`)),
      dose.why === null ? null : said(dose.why),
      dose.dose === null ? null : words.around('dose.number', { dose: said(dose.dose) }),
      dose.series === null ? null : said(dose.series),
      dose.lot === null ? null : words.around('dose.lot', { lot: said(dose.lot) }),
    ],
    ', ',
  );
