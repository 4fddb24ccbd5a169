import { roundedDigits, unitWords } from '@chartwarden/fhir';
import { type Analyte, readAnalytes } from '../../reading/analytes.ts';
import { createNoter, hasAnyValue, type Noted, type NotedFinding, notedName } from '../../reading/noted.ts';
import type { ReferenceRange } from '../../reading/observation.ts';
import { isLaboratory, type Place } from '../../reading/observation-place.ts';
import { noteReport, type Panel, readPanels } from '../../reading/panels.ts';
import { type FactMark, ofType, type ReadFact } from '../../reading/read-fact.ts';
import { joined, quiet, said, type Text } from '../sheet/text.ts';
import { saidOr, type Words } from '../words/words.ts';
import { marksOf, stacked, timeCell } from './cells.ts';

/** Observations by what was measured, as the sections of the chart divide them. */
export interface Measured {
  readonly analytes: readonly Analyte[];
  readonly panels: readonly Panel[];
}

const isResult = (place: Place): boolean => place === 'results' || place === 'unsaid';

/** The same observations and reports that the results of the chart show (`reading/results.ts`). */
export const measuredResults = (facts: readonly ReadFact[]): Measured => measured(facts, isResult, true);
export const measuredVitals = (facts: readonly ReadFact[]): Measured =>
  measured(facts, (one) => one === 'vitals', false);
/** All of these observations, wherever they belong. */
export const measuredAll = (facts: readonly ReadFact[]): Measured => measured(facts, () => true, false);

function measured(facts: readonly ReadFact[], isOwn: (place: Place) => boolean, withReports: boolean): Measured {
  const noteOf = createNoter();
  const byName = new Map(
    ofType(facts, 'Observation')
      .map(noteOf)
      .map((one) => [notedName(one), one]),
  );
  const own = [...byName.values()].filter((one) => isOwn(one.about.place));
  const reports = withReports ? ofType(facts, 'DiagnosticReport') : [];
  const counted = reports.flatMap((fact) => {
    const note = noteReport(fact);
    const holdsOwn = note.holds.some((name) => isOwn(byName.get(name ?? '')?.about.place ?? 'elsewhere'));
    return isLaboratory(fact) || holdsOwn ? [note] : [];
  });
  return {
    analytes: readAnalytes(own.filter((one) => one.members === null || hasAnyValue(one))),
    panels: readPanels(counted, own, byName),
  };
}

/** Each observation of an analyte once, newest first; those without a date last. */
export const entriesOf = ({ rows }: Analyte): readonly Noted[] => {
  const all = [...new Set(rows.map((one) => one.noted))];
  return [...all.filter((one) => one.when !== null).reverse(), ...all.filter((one) => one.when === null)];
};

export const markOfNoted = ({ id, when, about: { version, labels, corrected } }: Noted): FactMark => ({
  id, type: 'Observation', version, when, labels, corrected,
}); // biome-ignore format: one mark

export const columnsOf = (words: Words) => [
  { title: words.t('column.date'), part: 2.4 },
  { title: words.t('column.what'), part: 5 },
  { title: words.t('column.value'), part: 3 },
  { title: words.t('column.range'), part: 2.4 },
];

export const entryRow = (entry: Noted, words: Words): readonly Text[] => [
  timeCell(entry.when, words),
  stacked(saidOr(entry.about.words, words.t('unnamed')), marksOf([markOfNoted(entry)], words)),
  valueCell(entry, words),
  stacked(...entry.findings.map((one) => rangeText(one))),
];

/** What was found, with the digits that were received and the laboratory's own mark. */
export function valueCell({ about, findings }: Noted, words: Words): Text {
  const unusual = ['final', 'amended', 'corrected'].includes(about.status ?? '') ? null : words.status(about.status);
  return stacked(
    ...findings.map((one) => foundText(one)),
    about.method === null ? null : { ...said(about.method), isQuiet: true },
    unusual === null ? null : quiet(unusual),
  );
}

function foundText({ shape, value }: NotedFinding): Text {
  const { part, kind, comparator, unit, interpretations } = shape;
  const amount = [comparator, roundedDigits(value), unitWords(unit)].filter(Boolean).join(' ');
  const marks = interpretations.flatMap((one) => one.words ?? one.codings[0]?.code ?? []);
  return joined(
    [
      part === null ? null : { ...said(`${part.words ?? part.codings[0]?.code ?? ''}:`), isQuiet: true },
      value === '' ? quiet('–') : said(kind === 'amount' ? amount : value),
      marks.length > 0 ? { ...said(`(${marks.join(', ')})`), isStrong: true } : null,
    ],
    ' ',
  );
}

function rangeText({ shape: { ranges } }: NotedFinding): Text | null {
  const list = ranges.map(rangeWords).filter((one) => one !== '');
  return list.length === 0 ? null : joined(list.map(said), '\n');
}

function rangeWords({ low, high, words, kind, appliesTo }: ReferenceRange): string {
  const unit = high?.unit ?? low?.unit ?? null;
  const ends =
    low !== null && high !== null
      ? `${low.digits} – ${high.digits}`
      : low !== null
        ? `≥ ${low.digits}`
        : high !== null
          ? `≤ ${high.digits}`
          : null;
  const whole = ends === null ? words : [ends, unitWords(unit)].filter(Boolean).join(' ');
  return [whole, kind === 'Normal Range' ? null : kind, appliesTo.join(', ')].filter(Boolean).join(', ');
}
