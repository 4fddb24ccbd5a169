import { i18n } from '../i18n/i18n.ts';
import { lookedUp } from '../i18n/looked-up.ts';

/** What the pages of a record are called, in the navigation and wherever one leads back to them. */
export const pagesText = lookedUp({
  today: () => i18n.t('Today'),
  timeline: () => i18n.t('Timeline'),
  search: () => i18n.t('Search'),
  results: () => i18n.t('Results'),
  vitals: () => i18n.t('Vitals'),
  medicines: () => i18n.t('Medicines'),
  conditions: () => i18n.t('Conditions'),
  allergies: () => i18n.t('Allergies'),
  immunizations: () => i18n.t('Immunizations'),
  visits: () => i18n.t('Visits'),
  appointments: () => i18n.t('Appointments'),
  documents: () => i18n.t('Documents'),
  procedures: () => i18n.t('Procedures'),
  devices: () => i18n.t('Devices'),
  plans: () => i18n.t('Plans and goals'),
  careTeam: () => i18n.t('Care team'),
  family: () => i18n.t('Family history'),
  insurance: () => i18n.t('Insurance'),
  records: () => i18n.t('Records'),
  add: () => i18n.t('Add records'),
  sources: () => i18n.t('Sources'),
  duplicates: () => i18n.t('Duplicates'),
  activity: () => i18n.t('Who saw what'),
  sharing: () => i18n.t('Sharing'),
  links: () => i18n.t('Links'),
  card: () => i18n.t('Emergency card'),
  copy: () => i18n.t('Copy and erase'),
  settings: () => i18n.t('Settings'),
});
