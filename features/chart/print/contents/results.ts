import { newestFirst } from '../../reading/when.ts';
import type { Block } from '../sheet/blocks.ts';
import { quiet, said } from '../sheet/text.ts';
import { saidOr, type Words } from '../words/words.ts';
import { dateCell, marksOf, stacked } from './cells.ts';
import { type Content, idsOf, type ReadContent } from './content.ts';
import { columnsOf, entriesOf, entryRow, type Measured, measuredResults, measuredVitals } from './measured.ts';
import { nothingHere } from './nothing-here.ts';

export const readPrintedResults: ReadContent = (facts, _now, words) => contentOf(measuredResults(facts), words);
export const readPrintedVitals: ReadContent = (facts, _now, words) => contentOf(measuredVitals(facts), words);

/** Every value, newest first; below it what the reports conclude. */
function contentOf({ analytes, panels }: Measured, words: Words): Content {
  const entries = analytes.flatMap(entriesOf).sort(newestFirst);
  const concluding = panels.filter(
    (one) => one.conclusion !== null || one.conclusionCodes.length > 0 || one.missing > 0,
  );
  if (entries.length === 0 && concluding.length === 0) return { blocks: nothingHere(words), facts: [] };
  const reports: readonly Block[] = [
    { kind: 'heading', text: words.t('panels') },
    {
      kind: 'table',
      columns: [
        { title: words.t('column.date'), part: 2 },
        { title: words.t('column.what'), part: 4 },
        { title: words.t('column.details'), part: 6 },
      ],
      rows: concluding.map((one) => [
        dateCell(one.when, words),
        stacked(saidOr(one.words, words.t('unnamed')), marksOf([one], words)),
        stacked(
          one.conclusion === null ? null : said(one.conclusion),
          ...one.conclusionCodes.map((code) => said(code.words ?? '')),
          one.missing > 0 ? quiet(words.t('panel.missing', { count: one.missing })) : null,
        ),
      ]),
    },
  ];
  return {
    blocks: [
      { kind: 'table', columns: columnsOf(words), rows: entries.map((one) => entryRow(one, words)) },
      ...(concluding.length > 0 ? reports : []),
    ],
    facts: [...idsOf(entries), ...idsOf(concluding)],
  };
}
