import { i18n } from '../../i18n/i18n.ts';
import { lookedUp } from '../../i18n/looked-up.ts';

/** What the kinds of things in a record are called. */
export const kindsText = lookedUp({
  visits: () => i18n.t('Visits'),
  problems: () => i18n.t('Conditions and allergies'),
  results: () => i18n.t('Results and measurements'),
  medicines: () => i18n.t('Medicines'),
  immunizations: () => i18n.t('Immunizations'),
  procedures: () => i18n.t('Procedures and imaging'),
  documents: () => i18n.t('Notes and documents'),
  plans: () => i18n.t('Plans and goals'),
  money: () => i18n.t('Bills and insurance'),
  other: () => i18n.t('Other'),
});
