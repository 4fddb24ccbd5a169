import type { Alert } from '../../../api/activity-types.ts';
import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

/** Words of what an account is told about. */
export const alertsText = lookedUp({
  title: () => i18n.t('What you are told about'),
  lead: () => i18n.t('A note above every page, as soon as it happens. None says anything that stands in a record.'),
  always: () => i18n.t('You are always told this.'),
  alerts: {
    'failed-logins': () => i18n.t('Several failed logins to your account'),
    'first-look': () => i18n.t('Somebody sees a record that you look after for the first time'),
    export: () => i18n.t('A whole copy of a record is taken'),
    'mass-read': () => i18n.t('Somebody looks at very many entries within an hour'),
    'break-glass': () => i18n.t('Somebody takes access for an emergency'),
    'log-broken': () => i18n.t('The log is found changed (owners and admins)'),
    'clock-back': () => i18n.t('The clock of the server goes backwards (owners and admins)'),
  } satisfies Record<Alert, () => string>,
});
