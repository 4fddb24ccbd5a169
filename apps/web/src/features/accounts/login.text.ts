import { i18n } from '../../i18n/i18n.ts';
import { lookedUp } from '../../i18n/looked-up.ts';
export const loginText = lookedUp({
  title: () => i18n.t('Log in'),
  lockedTitle: () => i18n.t('Locked'),
  lockedWords: () => i18n.t('Your session has ended, so nothing is shown any more. Log in to go on where you were.'),
  email: () => i18n.t('Email address'),
  password: () => i18n.t('Password'),
  show: () => i18n.t('Show the password'),
  hide: () => i18n.t('Hide the password'),
  submit: () => i18n.t('Log in'),
  emailMissing: () => i18n.t('Please type your email address.'),
  passwordMissing: () => i18n.t('Please type your password.'),
  wait: (wait: string) => i18n.t('Too many tries. Please wait {wait}, then try again. Nothing is lost.', { wait }),
  passkey: () => i18n.t('Use a passkey'),
  register: () => i18n.t('Make an account'),
  forgotOwner: () => i18n.t('An owner of this Chartwarden can give you a link with which you choose a new one.'),
  forgotMail: () => i18n.t('Send me a link by mail'),
  forgot: () => i18n.t('Forgot it?'),
  forgotWords: () =>
    i18n.t('If you are the owner: on the machine that runs Chartwarden, this prints a link that lets you in once:'),
  forgotCommand: () => `npx chartwarden setup --owner ${i18n.t('YOUR-EMAIL')}`,
});
