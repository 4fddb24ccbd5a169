import { i18n } from '../../i18n/i18n.ts';
import { lookedUp } from '../../i18n/looked-up.ts';

/** Words about whose address the address of an account is. */
export const addressText = lookedUp({
  title: () => i18n.t('Is this your address?'),
  lead: (email: string) =>
    i18n.t('Nobody has shown yet that {email} is yours. Until then nobody finds you here by that address.', { email }),
  byMail: () =>
    i18n.t('A message with a link went there when you made the account. Open the link, or have it sent again.'),
  withoutMail: () =>
    i18n.t(
      'This Chartwarden sends no mail. Who wants to share something with you gives you an invitation link instead.',
    ),
  again: () => i18n.t('Send the link again'),
  sent: () => i18n.t('The link is on its way.'),

  pageTitle: () => i18n.t('Your address'),
  noLink: () =>
    i18n.t('This address belongs to a link that you were sent, and the link is not complete. Copy the whole link.'),
  over: () =>
    i18n.t(
      'This link was used already or is too old. Nothing was changed. Log in: the settings say whether your address is still to be confirmed, and send another link.',
    ),
  toSettings: () => i18n.t('To the settings'),
  ask: () => i18n.t('Confirm that this address is yours. Then others find your account by it.'),
  confirm: () => i18n.t('It is mine'),
  done: () => i18n.t('Thank you. Others find your account by this address now.'),
  goOn: () => i18n.t('Go on'),
});
