import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

export const searchText = lookedUp({
  title: () => i18n.t('Search'),
  lead: () => i18n.t('Looks through everything in this record: names, values, codes, notes and documents.'),
  label: () => i18n.t('What are you looking for?'),
  hint: () => i18n.t('Press / on any page to come here. What you look for is not kept.'),
  hintWithoutKey: () => i18n.t('What you look for is not kept.'),
  go: () => i18n.t('Search'),
  suggestions: () => i18n.t('Names in this record'),
  times: (count: number) => i18n.t('{count, plural, one {# entry} other {# entries}}', { count }),

  found: (count: number) =>
    i18n.t('{count, plural, =0 {Nothing found} one {# entry found} other {# entries found}}', { count }),
  nothing: () => i18n.t('Nothing found'),
  nothingWords: () =>
    i18n.t(
      'Every word has to be in an entry. Try fewer or other words. Only what was added to this record is searched.',
    ),
  notReady: () => i18n.t('The search is being made ready. This page follows by itself.'),
  notCurrent: () => i18n.t('What was added last is not found yet. This page follows by itself.'),
  more: () => i18n.t('Show more'),
  results: () => i18n.t('Results'),

  narrow: () => i18n.t('Narrow down'),
  kinds: () => i18n.t('Kind'),
  from: () => i18n.t('From'),
  until: () => i18n.t('Until'),
  source: () => i18n.t('File'),
  anySource: () => i18n.t('All files'),
  clear: () => i18n.t('Remove the limits'),

  why: {
    synonym: (words: string) => i18n.t('Another name for “{words}”', { words }),
    typo: (words: string) => i18n.t('Similar to “{words}”', { words }),
    beginning: (words: string) => i18n.t('Begins with “{words}”', { words }),
  },
  fields: {
    title: () => i18n.t('Name'),
    code: () => i18n.t('Code'),
    value: () => i18n.t('Value'),
    name: () => i18n.t('Person or place'),
    text: () => i18n.t('Text'),
    note: () => i18n.t('Note'),
  } as Readonly<Record<string, () => string>>,
});
