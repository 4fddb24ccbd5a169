import { i18n } from '../i18n/i18n.ts';
import { lookedUp } from '../i18n/looked-up.ts';
/** Words that every screen shares. */
export const uiText = lookedUp({
  waiting: () => i18n.t('One moment …'),
  tryAgain: () => i18n.t('Try again'),
  offline: () =>
    i18n.t('Chartwarden does not answer. Is it running, and is this device connected to it? Nothing was changed.'),
  unknownError: () => i18n.t('Something did not work. Nothing was changed. Try again in a moment.'),
  codeLabel: (code: string) => i18n.t('Code {code}', { code }),
  cancel: () => i18n.t('Cancel'),
  close: () => i18n.t('Close'),
  why: () => i18n.t('Why? (kept with the change)'),
  whyMissing: () => i18n.t('Please say why in a few words.'),
});
