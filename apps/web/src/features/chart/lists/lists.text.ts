import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

/** Words that the lists of the chart share. */
export const listsText = lookedUp({
  noDate: () => i18n.t('No date'),
  untitled: () => i18n.t('Without a name'),
  recorded: () => i18n.t('Recorded'),
  open: () => i18n.t('Open the entry'),
  entriesOf: (name: string) => i18n.t('What the entries say: {name}', { name }),
  allEntries: (count: number) => i18n.t('{count, plural, one {# entry} other {All # entries}}', { count }),
  stated: {
    'none-known': () => i18n.t('Somebody recorded that none are known'),
    'no-information': () => i18n.t('Somebody recorded that nothing is known about this'),
  },
  since: (day: string) => i18n.t('since {day}', { day }),
  until: (day: string) => i18n.t('until {day}', { day }),
  for: () => i18n.t('for'),
  by: () => i18n.t('by'),
  at: () => i18n.t('at'),
  from: () => i18n.t('from'),
  whoSays: () => i18n.t('Who says so'),
  says: () => i18n.t('Says'),
  notSaid: () => i18n.t('not said'),
  unknownYear: () => i18n.t('No date'),
  status: (status: string) => i18n.t('recorded as: {status}', { status }),
  more: (count: number) => i18n.t('Show {count, plural, one {# more} other {# more}}', { count }),
  alsoRecorded: () => i18n.t('also recorded elsewhere'),
  plainWords: () => i18n.t('In plain words'),
});
