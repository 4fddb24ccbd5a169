import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

export const timelineText = lookedUp({
  title: () => i18n.t('Timeline'),
  lead: () => i18n.t('Everything in the order in which it happened. Choose a year, then a month, then a day.'),
  empty: () => i18n.t('Nothing here yet'),
  emptyWords: () => i18n.t('What you add stands here in the order in which it happened.'),

  all: () => i18n.t('All years'),
  undated: () => i18n.t('Without a date'),
  undatedCount: (count: number) => i18n.t('Without a date ({count, number})', { count }),
  path: () => i18n.t('Where you are in time'),
  jump: () => i18n.t('Go to a day'),
  source: () => i18n.t('From which file'),
  everySource: () => i18n.t('All files'),

  strip: () => i18n.t('All years: arrow keys move, plus and minus go nearer and further'),
  stripValue: (at: string, count: number) =>
    i18n.t('{at}, {count, plural, one {# entry} other {# entries}}', { at, count }),
  columns: () => i18n.t('Choose a stretch of time'),
  column: (at: string, count: number) =>
    i18n.t('{at}, {count, plural, one {# entry} other {# entries}}', { at, count }),
  vague: (count: number, at: string) =>
    i18n.t(
      '{count, plural, one {One entry says} other {# entries say}} no more than {at}: the lines at the foot of the lanes.',
      {
        count,
        at,
      },
    ),

  entries: (count: number) => i18n.t('{count, plural, one {# entry} other {# entries}}', { count }),
  readings: (count: number) => i18n.t('{count, plural, one {# reading} other {# readings}}', { count }),
  readingsFromTo: (count: number, low: string, high: string) =>
    i18n.t('{count, plural, one {# reading} other {# readings}}, {low} to {high}', { count, low, high }),
  readingsSoFar: (count: number) => i18n.t('at least {count, plural, one {# reading} other {# readings}}', { count }),
  together: () =>
    i18n.t('Many readings of one measurement on one day stand in one row. The numbers of entries count each of them.'),
  list: () => i18n.t('Entries, newest first'),
  nothing: () => i18n.t('There is nothing in this stretch of time.'),
  more: () => i18n.t('Getting more …'),
});
