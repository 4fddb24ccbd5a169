import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

export const plansText = lookedUp({
  title: () => i18n.t('Plans and goals'),
  lead: () => i18n.t('What you and your clinics planned, as it was written.'),
  empty: () => i18n.t('No plan or goal is recorded'),
  parts: { plans: () => i18n.t('Care plans'), goals: () => i18n.t('Goals') },
  /** CarePlanActivityStatus of FHIR R4. */
  steps: {
    'not-started': () => i18n.t('not begun'),
    scheduled: () => i18n.t('arranged'),
    'in-progress': () => i18n.t('under way'),
    'on-hold': () => i18n.t('on hold'),
    completed: () => i18n.t('done'),
    cancelled: () => i18n.t('cancelled'),
    stopped: () => i18n.t('stopped'),
    unknown: () => i18n.t('not known'),
    'entered-in-error': () => i18n.t('recorded in error'),
  } as Readonly<Record<string, () => string>>,
  states: {
    current: () => i18n.t('current'),
    planned: () => i18n.t('not begun'),
    past: () => i18n.t('over'),
    unknown: () => i18n.t('not said whether it still counts'),
  },
});
