import { i18n } from '../../i18n/i18n.ts';
import { lookedUp } from '../../i18n/looked-up.ts';
export const newPasswordText = lookedUp({
  title: () => i18n.t('Choose a new password'),
  lead: () => i18n.t('Your link works once. Your records are as they were; every open session was ended.'),
  label: () => i18n.t('New password'),
  hint: () =>
    i18n.t('At least 15 characters. Anything goes: spaces, words, signs. Pasting from a password manager is welcome.'),
  hintBesideCode: () =>
    i18n.t('At least 8 characters, because your login asks for a code as well. A longer one is better.'),
  tooShortBesideCode: (count: number) => i18n.t('That is {count} of at least 8 characters.', { count }),
  tooShort: (count: number) => i18n.t('That is {count} of at least 15 characters.', { count }),
  show: () => i18n.t('Show the password'),
  hide: () => i18n.t('Hide the password'),
  submit: () => i18n.t('Save and log in'),
  noLink: () =>
    i18n.t(
      'This address belongs to a one-time link, and the link is not complete. Copy the whole link that you were given.',
    ),
});
