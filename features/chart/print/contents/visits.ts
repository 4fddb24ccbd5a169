import { type OpenedVisit, readVisits, type VisitItem, type VisitLine, type VisitsList } from '../../reading/visits.ts';
import type { Block } from '../sheet/blocks.ts';
import { joined, quiet, said, type Text } from '../sheet/text.ts';
import { saidOr, type Words } from '../words/words.ts';
import { dateCell, dateOr, marksOf, stacked } from './cells.ts';
import type { ReadContent } from './content.ts';
import { nothingHere } from './nothing-here.ts';

/** Visits, newest first. */
export const readPrintedVisits: ReadContent = (facts, now, words) => {
  const { list } = readVisits(facts, now);
  const { visits } = list.body as VisitsList;
  if (visits.length === 0) return { blocks: nothingHere(words), facts: [] };
  return {
    blocks: [{ kind: 'table', columns: columnsOf(words), rows: visits.map((one) => rowOf(one, [], words)) }],
    facts: list.facts,
  };
};

/** One visit, by the id of its fact, with what happened in it. */
export const readVisit: ReadContent = (facts, now, words, { entry = '' }) => {
  const { entries } = readVisits(facts, now);
  const head = entries.get(entry);
  if (head === undefined || entry.includes('/')) return null;
  const { visit, whole, parts } = head.body as OpenedVisit;
  const pieces = [...entries].flatMap(([name, part]) => (name.startsWith(`${entry}/`) ? [part] : []));
  const items = pieces.flatMap((one) => (one.body as { readonly items: readonly VisitItem[] }).items);
  const others = [...(whole === null ? [] : [whole]), ...parts];
  const contents: readonly Block[] = [
    { kind: 'heading', text: words.t('visit.contents'), note: words.t('group.entries', { count: items.length }) },
    {
      kind: 'table',
      columns: [
        { title: words.t('column.date'), part: 2 },
        { title: words.t('column.what'), part: 6 },
        { title: words.t('column.value'), part: 4 },
      ],
      rows: items.map((one) => [
        dateCell(one.when, words),
        stacked(said(one.title), marksOf([one], words)),
        one.value === null ? '' : said(one.value),
      ]),
    },
  ];
  const rows = [rowOf(visit, visit.places, words), ...others.map((one) => rowOf(one, [], words))];
  return {
    blocks: [{ kind: 'table', columns: columnsOf(words), rows }, ...(items.length > 0 ? contents : [])],
    facts: [...head.facts, ...pieces.flatMap((one) => one.facts)],
  };
};

const columnsOf = (words: Words) => [
  { title: words.t('column.date'), part: 2 },
  { title: words.t('column.what'), part: 4 },
  { title: words.t('column.where'), part: 3.5 },
  { title: words.t('column.why'), part: 2.5 },
];

function rowOf(visit: VisitLine, places: readonly string[], words: Words): readonly Text[] {
  const count = Object.values(visit.counts).reduce((sum, one) => sum + one, 0);
  const start = dateOr(visit.start ?? visit.when, words);
  const end = dateOr(visit.end, words);
  const isOver = visit.state === 'over' || visit.state === 'unknown';
  return [
    stacked(start ?? quiet(words.t('noDate')), end === null || end === start ? null : words.t('until', { date: end })),
    stacked(
      saidOr(visit.words ?? visit.class, words.t('unnamed')),
      isOver ? null : quiet(words.t(`visit.${visit.state as 'planned' | 'under-way' | 'cancelled'}`)),
      count > 0 ? quiet(words.t('visit.count', { count })) : null,
      marksOf([visit], words),
    ),
    joined([...new Set([...(visit.at === null ? [] : [visit.at]), ...places, ...visit.people])].map(said), '\n'),
    joined(visit.reasons.map(said), '\n'),
  ];
}
