import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

export const allergiesText = lookedUp({
  title: () => i18n.t('Allergies'),
  lead: () => i18n.t('Allergies and intolerances, as they were recorded.'),
  empty: () => i18n.t('No allergy is recorded'),
  emptyWords: () => i18n.t('That is not the same as "no allergies known": nobody has recorded anything about it here.'),
  disagrees: () => i18n.t('Other entries do name an allergy: the record does not agree with itself.'),
  parts: {
    active: () => i18n.t('Active'),
    unknown: () => i18n.t('Not said whether it still holds'),
    past: () => i18n.t('No longer active'),
    refuted: () => i18n.t('Tested and ruled out'),
  },
  states: {
    active: () => i18n.t('active'),
    unknown: () => i18n.t('not said'),
    past: () => i18n.t('no longer active'),
    refuted: () => i18n.t('ruled out'),
  },
  differ: () => i18n.t('The entries do not agree on whether it is active.'),
  natures: {
    allergy: () => i18n.t('Allergy'),
    intolerance: () => i18n.t('Intolerance'),
  } as Readonly<Record<string, () => string>>,
  categories: {
    food: () => i18n.t('Food'),
    medication: () => i18n.t('Medicine'),
    environment: () => i18n.t('Environment'),
    biologic: () => i18n.t('Biological substance'),
  } as Readonly<Record<string, () => string>>,
  highRisk: () => i18n.t('high risk recorded'),
  unconfirmed: () => i18n.t('not confirmed'),
  reaction: () => i18n.t('Reaction'),
  says: () => i18n.t('Says'),
  noReaction: () => i18n.t('no reaction recorded'),
});
