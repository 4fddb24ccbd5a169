import type { MailTopic } from '../../../api/activity-types.ts';
import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

/** Words of what an account is told about. */
export const alertsText = lookedUp({
  title: () => i18n.t('What you are told about'),
  lead: () => i18n.t('A note above every page, as soon as it happens. None says anything that stands in a record.'),
  always: () => i18n.t('You are always told this.'),
  fixed: () => i18n.t('What cannot be turned off is grey: you are always told it.'),
  byMail: (address: string) =>
    i18n.t(
      'Mail goes to {address}, several things in one message. Whatever strangers can cause comes once a day at most.',
      { address },
    ),
  noMail: () => i18n.t('This Chartwarden sends no mail. Whoever runs it can set that up.'),
  what: () => i18n.t('What happens'),
  here: () => i18n.t('Here'),
  mail: () => i18n.t('By mail'),
  toldHere: (what: string) => i18n.t('{what}: here', { what }),
  toldByMail: (what: string) => i18n.t('{what}: by mail', { what }),
  topics: {
    account: () => i18n.t('Your login or an organization of yours changes, or your login is used from a new place'),
    sharing: () => i18n.t('Somebody shares with you, ends a share, or opens a link of yours'),
    'failed-logins': () => i18n.t('Several failed logins to your account'),
    'first-look': () => i18n.t('Somebody sees a record that you look after for the first time'),
    export: () => i18n.t('A copy of a record, or of a part of it, is taken'),
    'mass-read': () => i18n.t('Somebody looks at very many entries within an hour'),
    'break-glass': () => i18n.t('Somebody takes access for an emergency'),
    'log-broken': () => i18n.t('The log is found changed (owners, admins, auditors)'),
    'clock-back': () => i18n.t('The clock of the server goes backwards (owners, admins, auditors)'),
  } satisfies Record<MailTopic, () => string>,
});
