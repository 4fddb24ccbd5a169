import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

export const appointmentsText = lookedUp({
  title: () => i18n.t('Appointments'),
  lead: () => i18n.t('As of the last import. Ask the clinic before you go: changes do not come here by themselves.'),
  empty: () => i18n.t('No appointment is recorded'),
  parts: {
    upcoming: () => i18n.t('Upcoming'),
    undated: () => i18n.t('Without a date'),
    past: () => i18n.t('Past'),
  },
  states: {
    booked: () => i18n.t('booked'),
    asked: () => i18n.t('not agreed yet'),
    cancelled: () => i18n.t('cancelled'),
    missed: () => i18n.t('missed'),
    kept: () => i18n.t('kept'),
    unknown: () => i18n.t('not said'),
  },
  with: () => i18n.t('with'),
  minutes: (count: string) => i18n.t('{count} minutes', { count }),
});
