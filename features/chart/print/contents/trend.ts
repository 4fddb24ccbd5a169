import { unitWords } from '@chartwarden/fhir';
import type { Analyte, Series } from '../../reading/analytes.ts';
import { levelsOf } from '../../reading/overview.ts';
import type { Amount } from '../../reading/quantity.ts';
import type { ReadFact } from '../../reading/read-fact.ts';
import type { Block } from '../sheet/blocks.ts';
import type { TrendPoint } from '../sheet/chart.ts';
import { joined, said } from '../sheet/text.ts';
import { saidOr, type Words } from '../words/words.ts';
import { type Content, idsOf } from './content.ts';
import { columnsOf, entriesOf, entryRow, measuredResults, measuredVitals } from './measured.ts';

/**
 * One analyte, found by its id, its key or the id of any of its entries: a chart for each unit and method, and the same
 * numbers as a table; of a dense series those that the first look at it shows, and how many these are.
 */
export function readTrend(facts: readonly ReadFact[], entry: string, words: Words): Content | null {
  const analytes = [...measuredResults(facts).analytes, ...measuredVitals(facts).analytes];
  const found = analytes.find((one) => one.key === entry || one.rows.some(({ noted }) => noted.id === entry));
  if (found === undefined) return null;
  const { isDense, levels, undated } = levelsOf(found.rows);
  const drawn: Analyte = { ...found, rows: [...(levels[0] ?? []), ...undated] };
  const charts = found.series.flatMap((_series, at) => chartOf(drawn, at, words) ?? []);
  const entries = entriesOf(drawn);
  const quietly = (text: string): Block => ({ kind: 'text', text, tone: 'quiet' });
  return {
    blocks: [
      { kind: 'heading', text: saidOr(found.words, words.t('unnamed')) },
      ...(isDense ? [quietly(words.t('chart.drawn', { count: drawn.rows.length, all: found.rows.length }))] : []),
      ...charts,
      ...(charts.length > 0 ? [quietly(words.t('chart.band'))] : []),
      ...(charts.length > 1 ? [quietly(words.t('chart.several'))] : []),
      { kind: 'table', columns: columnsOf(words), rows: entries.map((one) => entryRow(one, words)) },
    ],
    facts: idsOf(entries),
  };
}

/** Null for values that no line can join: words, fewer than two, without a date. */
function chartOf(analyte: Analyte, number: number, words: Words): Block | null {
  const series = analyte.series[number];
  if (series === undefined || series.kind !== 'amount') return null;
  const points = analyte.rows.flatMap(({ noted, finding, series: own }): TrendPoint[] => {
    if (own !== number || noted.when === null || noted.about.status === 'cancelled') return [];
    const { comparator, ranges } = finding.shape;
    // Which of several ranges applies is not decided here: then there is no band.
    const range = ranges.length === 1 ? ranges[0] : undefined;
    return [
      {
        at: noted.when.low,
        value: Number(finding.value),
        isOpen: comparator !== null,
        low: endOf(range?.low, series),
        high: endOf(range?.high, series),
      },
    ];
  });
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || first === last) return null;
  const dateOf = (at: number): string => words.date(new Date(at).toISOString());
  const part = series.part?.words ?? null;
  const alt = words.t('chart.alt', {
    name: [analyte.words, part].filter(Boolean).join(', '), count: points.length, from: dateOf(first.at), to: dateOf(last.at),
  }); // biome-ignore format: one list
  const about = [part, unitWords(series.unit), series.method].filter((one) => one !== null && one !== '');
  return {
    kind: 'chart',
    points,
    unit: joined(about.map((one) => said(one ?? '')), ', '),
    alt,
    dateOf,
    numberOf: words.number,
  }; // biome-ignore format: one block
}

/** An end in another unit is none that could be drawn. */
const endOf = (amount: Amount | null | undefined, { unitKey }: Series): number | null =>
  amount && amount.unitKey === unitKey ? Number(amount.digits) : null;
