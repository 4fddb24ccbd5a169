import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

/** Words of results, vitals and their trends. */
export const resultsText = lookedUp({
  resultsLead: () => i18n.t('Laboratory results, each with its latest value. Open one to see how it moved.'),
  vitalsLead: () => i18n.t('Blood pressure, weight and the like, each with its latest value.'),
  trend: () => i18n.t('One result over time'),
  vitalTrend: () => i18n.t('One measurement over time'),

  filter: () => i18n.t('Find in this list'),
  filterHint: () => i18n.t('Name or code'),
  found: (count: number) => i18n.t('{count, plural, one {# line fits} other {# lines fit}}', { count }),
  noneFound: () => i18n.t('Nothing in this list fits that.'),
  pinned: () => i18n.t('Pinned'),
  single: () => i18n.t('Single values'),
  devices: () => i18n.t('Devices and aids'),
  panels: () => i18n.t('Panels'),
  panelsWords: () => i18n.t('Results that were made together.'),
  allPanels: (count: number) => i18n.t('Show all {count} panels', { count }),
  more: (count: number) => i18n.t('{count, plural, one {Show # more} other {Show # more}}', { count }),

  /** What a laboratory's letters stand for (HL7 v3 ObservationInterpretation). */
  marks: {
    H: () => i18n.t('high'),
    HH: () => i18n.t('very high'),
    HU: () => i18n.t('very high'),
    L: () => i18n.t('low'),
    LL: () => i18n.t('very low'),
    LU: () => i18n.t('very low'),
    A: () => i18n.t('abnormal'),
    AA: () => i18n.t('very abnormal'),
    POS: () => i18n.t('positive'),
    NEG: () => i18n.t('negative'),
    DET: () => i18n.t('detected'),
    ND: () => i18n.t('not detected'),
    IND: () => i18n.t('not certain'),
  } as Readonly<Record<string, () => string>>,

  values: (count: number) => i18n.t('{count, plural, one {# value} other {# values}}', { count }),
  members: (count: number) => i18n.t('{count, plural, one {# result} other {# results}}', { count }),
  noValue: () => i18n.t('No value'),
  marked: (words: string) => i18n.t('marked: {words}', { words }),
  up: () => i18n.t('higher than before'),
  down: () => i18n.t('lower than before'),
  same: () => i18n.t('same as before'),

  emptyResults: () => i18n.t('No results yet'),
  emptyVitals: () => i18n.t('No vitals yet'),
});

export const trendText = lookedUp({
  backToResults: () => i18n.t('All results'),
  backToVitals: () => i18n.t('All vitals'),
  pin: () => i18n.t('Pin to Today'),
  latest: () => i18n.t('Latest value'),
  convertedFrom: (shown: string, from: string) => i18n.t('≈ {shown}, converted from {from}', { shown, from }),
  perhapsLater: (count: number) =>
    i18n.t(
      '{count, plural, one {One more value is of the same time, or may be as late.} other {# more values are of the same time, or may be as late.}}',
      { count },
    ),
  lookAt: (place: number) => i18n.t('Look at it ({place})', { place }),
  exactly: (words: string) => i18n.t('as received: {words}', { words }),
  openEntry: () => i18n.t('Open this entry'),
  range: () => i18n.t('Range that came with it'),
  noRange: () => i18n.t('No range came with it.'),
  between: (low: string, high: string) => i18n.t('{low} to {high}', { low, high }),
  above: (low: string) => i18n.t('from {low}', { low }),
  below: (high: string) => i18n.t('up to {high}', { high }),
  markedAs: (words: string) => i18n.t('Marked with it: {words}', { words }),
  method: (words: string) => i18n.t('by {words}', { words }),

  unit: () => i18n.t('Unit'),
  asReceived: (unit: string) => i18n.t('{unit} (as received)', { unit }),
  converted: (unit: string) => i18n.t('{unit} (converted)', { unit }),
  noUnit: () => i18n.t('no unit'),
  series: () => i18n.t('Shown lines'),
  seriesWords: () => i18n.t('Other methods and units are lines of their own; they are not joined.'),

  chart: () => i18n.t('Chart'),
  chartOf: (values: string, from: string, to: string) => i18n.t('{values}, from {from} to {to}.', { values, from, to }),
  lowestHighest: (low: string, high: string) => i18n.t('Lowest {low}, highest {high}.', { low, high }),
  /** An overview of a dense series: real values, but not all of them. */
  drawnOf: (drawn: string, all: string) =>
    i18n.t(
      '{drawn} of {all} values are drawn: in each stretch of time the first, the last, the lowest and the highest.',
      { drawn, all },
    ),
  drawnAbout: (drawn: string, all: string) =>
    i18n.t(
      '{drawn} of about {all} values in the time shown are drawn: in each stretch the first, the last, the lowest and the highest.',
      { drawn, all },
    ),
  lookCloser: () => i18n.t('Look closer to see all of them.'),
  finerComes: () => i18n.t('Getting more of them …'),
  valuesDrawn: (drawn: number, all: string) =>
    i18n.t('{drawn, plural, one {# value} other {# values}} drawn of about {all}', { drawn, all }),
  tableDrawn: (shown: string, all: string) => i18n.t('{shown} of {all}: those that are drawn', { shown, all }),
  keys: () => i18n.t('Arrow keys move, plus and minus zoom, 0 shows everything. The table has the same numbers.'),
  reading: () => i18n.t('Point at the chart to read a value, draw over it to look closer.'),
  zoomIn: () => i18n.t('Look closer'),
  zoomOut: () => i18n.t('See more'),
  earlier: () => i18n.t('Earlier'),
  later: () => i18n.t('Later'),
  zoom: () => i18n.t('Time shown'),
  all: () => i18n.t('Everything'),
  years: (count: number) => i18n.t('{count, plural, one {1 year} other {# years}}', { count }),
  months: (count: number) => i18n.t('{count, plural, one {1 month} other {# months}}', { count }),
  days: (count: number) => i18n.t('{count, plural, one {1 day} other {# days}}', { count }),
  band: () => i18n.t('The shaded band is the range that came with the values at that time.'),
  open: () => i18n.t('An open mark with an arrow is a value only known to lie below or above.'),
  nothingToDraw: () => i18n.t('There are no numbers with a date to draw here.'),

  table: () => i18n.t('All values'),
  newestFirst: () => i18n.t('All values, newest first'),
  tableOf: (shown: string, all: string) =>
    i18n.t('{shown} of {all}: those in the time that the chart shows', { shown, all }),
  date: () => i18n.t('When'),
  value: () => i18n.t('Value'),
  rangeColumn: () => i18n.t('Range'),
  mark: () => i18n.t('Marked'),
  cancelled: () => i18n.t('cancelled'),

  beside: () => i18n.t('Also show'),
  medicines: () => i18n.t('Medicines started'),
  stays: () => i18n.t('Stays over night'),
  moreMarks: (count: number) => i18n.t('{count, plural, one {and # more} other {and # more}}', { count }),
  noMarks: () => i18n.t('Nothing of that lies in the time shown.'),

  panel: () => i18n.t('Panel'),
  panelMembers: () => i18n.t('Results in it'),
  conclusion: () => i18n.t('Conclusion, as written'),
  missing: (count: number) =>
    i18n.t(
      '{count, plural, one {One result that it names is not in this record.} other {# results that it names are not in this record.}}',
      { count },
    ),
  overTime: () => i18n.t('Over time'),
});
