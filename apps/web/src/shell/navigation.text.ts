import { i18n } from '../i18n/i18n.ts';
import { lookedUp } from '../i18n/looked-up.ts';

export const navigationText = lookedUp({
  label: () => i18n.t('Pages of this record'),
  groups: {
    everyday: () => i18n.t('Everyday'),
    record: () => i18n.t('The record'),
    trust: () => i18n.t('Trust'),
  },
  more: () => i18n.t('More'),
  all: () => i18n.t('All pages'),
  close: () => i18n.t('Close'),
});
