import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

export const conditionsText = lookedUp({
  title: () => i18n.t('Conditions'),
  lead: () => i18n.t('Diagnoses and problems, as they were recorded.'),
  empty: () => i18n.t('No condition is recorded'),
  disagrees: () => i18n.t('Other entries do name a condition that is active.'),
  parts: {
    active: () => i18n.t('Active'),
    unknown: () => i18n.t('Not said whether it is over'),
    past: () => i18n.t('Over'),
    refuted: () => i18n.t('Looked into and ruled out'),
  },
  states: {
    active: () => i18n.t('active'),
    unknown: () => i18n.t('not said'),
    past: () => i18n.t('over'),
    refuted: () => i18n.t('ruled out'),
  },
  differ: () => i18n.t('The entries do not agree on whether it is over.'),
  contradicts: () => i18n.t('called active, but with an end that has passed'),
  verification: {
    unconfirmed: () => i18n.t('not confirmed'),
    provisional: () => i18n.t('provisional'),
    differential: () => i18n.t('one of several that it may be'),
  } as Readonly<Record<string, () => string>>,
  writtenAs: () => i18n.t('Written as'),
  when: () => i18n.t('When'),
});
