import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

export const todayText = lookedUp({
  title: () => i18n.t('Today'),
  empty: () => i18n.t('Nothing here yet'),
  emptyWords: () => i18n.t('Add the files that a portal or a clinic gave you. They stay on your own server.'),
  add: () => i18n.t('Add records'),

  news: {
    first: () => i18n.t('Your first look'),
    firstWords: () =>
      i18n.t('You have not looked at this record here before. From your next visit on, this place says what is new.'),
    since: (when: string) => i18n.t('New since you were here {when}', { when }),
    nothing: () => i18n.t('Nothing new has come in.'),
    added: (when: string) => i18n.t('added {when}', { when }),
    mark: () => i18n.t('I have seen this'),
  },

  waiting: {
    title: () => i18n.t('Waiting for you'),
    unfinished: () => i18n.t('Files were chosen but not read'),
    look: () => i18n.t('Look through what was read, and add it'),
    answer: (count: number) =>
      i18n.t('{count, plural, one {A question has} other {# questions have}} to be answered', { count }),
    since: (when: string) => i18n.t('begun {when}', { when }),
    pairs: (count: number) =>
      i18n.t('{count, plural, one {Two entries} other {# pairs of entries}} may be the same thing', { count }),
  },

  appointments: {
    title: () => i18n.t('Next appointments'),
    asked: () => i18n.t('asked for, not agreed yet'),
    more: (count: number) => i18n.t('{count, plural, one {One more lies} other {# more lie}} ahead.', { count }),
  },

  missing: {
    title: () => i18n.t('What is missing'),
    failed: (count: number) => i18n.t('{count, plural, one {A file} other {# files}} could not be read', { count }),
    files: (count: number) => i18n.t('{count, plural, one {A file} other {# files}} stayed out', { count }),
    entries: (count: number) =>
      i18n.t('{count, plural, one {An entry} other {# entries}} could not be taken in', { count }),
    added: (when: string) => i18n.t('added {when}', { when }),
    nothingKnown: () => i18n.t('All that was added could be read.'),
    unknown: () => i18n.t('Whether all files could be read is not shown to you.'),
    always: () =>
      i18n.t(
        'Paper, and what other portals and clinics keep, is here only if somebody added it. Nothing comes in by itself.',
      ),
    sources: () => i18n.t('Where this record comes from'),
  },

  pinned: {
    title: () => i18n.t('Values you pinned'),
    common: () => i18n.t('Common values'),
    commonWords: () => i18n.t('Until you pin values yourself, common ones that this record has stand here.'),
    none: () => i18n.t('Nothing is pinned.'),
    gone: (count: number) =>
      i18n.t('{count, plural, one {One pinned value is} other {# pinned values are}} no longer in the record.', {
        count,
      }),
    noValue: () => i18n.t('No value'),
    unpin: (name: string) => i18n.t('Take {name} away from here', { name }),
    change: {
      up: () => i18n.t('higher than before'),
      down: () => i18n.t('lower than before'),
      same: () => i18n.t('the same as before'),
    },
  },
});
