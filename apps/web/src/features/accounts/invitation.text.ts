import { i18n } from '../../i18n/i18n.ts';
import { lookedUp } from '../../i18n/looked-up.ts';

/** Words of the pages on which somebody makes an account. */
export const invitationText = lookedUp({
  title: () => i18n.t('You are invited'),
  lead: (issuer: string) =>
    i18n.t('{issuer} invites you to this Chartwarden. Make your account here; nobody else learns your password.', {
      issuer,
    }),
  role: (role: string) => i18n.t('You will be: {role}', { role }),
  noLink: () =>
    i18n.t(
      'This address belongs to an invitation, and the link is not complete. Copy the whole link that you were given.',
    ),
  loggedIn: (name: string) =>
    i18n.t(
      'On this device {name} is logged in. When you make the new account, you are logged in with that one instead.',
      { name },
    ),
  registerTitle: () => i18n.t('Make an account'),
  registerLead: () =>
    i18n.t('You will be a member: you can keep your own record here, and see what others share with you.'),
  registerClosed: () => i18n.t('Accounts are made by invitation here. Ask an owner to invite you.'),
  done: () =>
    i18n.t(
      'Thank you. If this address had no account yet, it has one now: log in with it. If it had one, nothing was changed.',
    ),
  toLogin: () => i18n.t('Log in'),
  name: () => i18n.t('Your name'),
  nameMissing: () => i18n.t('Please type your name.'),
  email: () => i18n.t('Email address'),
  emailFixed: () => i18n.t('The invitation is for this address.'),
  emailMissing: () => i18n.t('Please type your email address.'),
  password: () => i18n.t('Password'),
  submit: () => i18n.t('Make my account'),
});
