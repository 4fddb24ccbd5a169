import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

/** Words that the lists of the chart share. */
export const listsText = lookedUp({
  noDate: () => i18n.t('No date'),
  untitled: () => i18n.t('Without a name'),
  recorded: () => i18n.t('Recorded'),
  open: () => i18n.t('Open the entry'),
  entriesOf: (name: string) => i18n.t('What the entries say: {name}', { name }),
  stated: {
    'none-known': () => i18n.t('Somebody recorded that none are known'),
    'no-information': () => i18n.t('Somebody recorded that nothing is known about this'),
  },
});
