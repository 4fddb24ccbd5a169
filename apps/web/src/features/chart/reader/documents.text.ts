import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

/** Words of the list of notes and documents. */
export const documentsText = lookedUp({
  title: () => i18n.t('Documents'),
  lead: () => i18n.t('Notes, letters, reports and pictures, newest first. Open one to read it as it was written.'),
  empty: () => i18n.t('No documents here'),
  filter: () => i18n.t('Find by title, kind or author'),
  none: () => i18n.t('No document fits these words.'),
  noDate: () => i18n.t('Without a date'),
  untitled: () => i18n.t('Without a title'),
  replaced: () => i18n.t('replaced by a later one'),
  statuses: {
    superseded: () => i18n.t('replaced'),
    preliminary: () => i18n.t('preliminary'),
    amended: () => i18n.t('amended'),
    corrected: () => i18n.t('corrected at its source'),
    appended: () => i18n.t('with an addition'),
    partial: () => i18n.t('partial'),
  },
  parts: {
    linked: () => i18n.t('file at another place'),
    nowhere: () => i18n.t('file missing'),
    pdf: () => i18n.t('PDF'),
    picture: () => i18n.t('picture'),
    text: () => i18n.t('text'),
    file: () => i18n.t('file'),
  },
});
