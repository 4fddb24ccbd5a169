import { i18n } from '../../i18n/i18n.ts';
import { lookedUp } from '../../i18n/looked-up.ts';

/** Words of the page for a lost password. */
export const lostPasswordText = lookedUp({
  title: () => i18n.t('Lost your password?'),
  lead: () => i18n.t('Type your email address. If it has an account here, a link for a new password is sent to it.'),
  noMail: () =>
    i18n.t('This Chartwarden sends no mail. Ask an owner of it for a link with which you choose a new password.'),
  email: () => i18n.t('Email address'),
  emailMissing: () => i18n.t('Please type your email address.'),
  submit: () => i18n.t('Send the link'),
  done: () =>
    i18n.t(
      'If this address has an account here, a link is on its way. It works once, for an hour. Look into the folder for unwanted mail, too.',
    ),
  toLogin: () => i18n.t('Back to the login'),
});
