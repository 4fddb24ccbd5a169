import { i18n } from '../i18n/i18n.ts';
import { lookedUp } from '../i18n/looked-up.ts';

/** What every page of the chart says about how much it knows. */
export const sectionPageText = lookedUp({
  notWhole: () => i18n.t('This page does not show everything: the record holds more than one page is made from.'),
  allRecords: () => i18n.t('Every single entry stands under Records'),
  notCurrent: () => i18n.t('What was added last is being sorted in. This page follows by itself.'),
  onlyHere: () => i18n.t('That does not mean that there is nothing: only what you added is here.'),
  add: () => i18n.t('Add records'),
  partTitle: () => i18n.t('Nothing that you see'),
  partWords: () =>
    i18n.t('You see what is shared with you of this record. Whether there is more of this kind is not said here.'),
  lockedTitle: () => i18n.t('Not open to you'),
  lockedWords: () =>
    i18n.t('This part of the record was not shared with you. Whoever looks after the record can change that.'),
});
