import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

export const plansText = lookedUp({
  title: () => i18n.t('Plans and goals'),
  lead: () => i18n.t('What you and your clinics planned, as it was written.'),
  empty: () => i18n.t('No plan or goal is recorded'),
  parts: { plans: () => i18n.t('Care plans'), goals: () => i18n.t('Goals') },
  states: {
    current: () => i18n.t('current'),
    planned: () => i18n.t('not begun'),
    past: () => i18n.t('over'),
    unknown: () => i18n.t('not said whether it still counts'),
  },
});
