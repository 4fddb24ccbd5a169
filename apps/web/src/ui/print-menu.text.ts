import { i18n } from '../i18n/i18n.ts';
import { lookedUp } from '../i18n/looked-up.ts';

export const printMenuText = lookedUp({
  print: () => i18n.t('Print'),
  page: () => i18n.t('Print this page'),
  pdf: () => i18n.t('Save as PDF'),
  summary: () => i18n.t('One-page summary'),
  making: () => i18n.t('Making the PDF …'),
});
