import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

/** Words of the second step of the login, recovery codes and the lock of the screen. */
export const securityText = lookedUp({
  second: {
    title: () => i18n.t('Second step when you log in'),
    off: () =>
      i18n.t(
        'Off. With it, whoever learns your password still cannot log in: the login also asks for a code that an app on your phone shows.',
      ),
    on: (when: string) => i18n.t('On since {when}. The login asks for a code of your app.', { when }),
    left: (count: number) =>
      i18n.t(
        '{count, plural, =0 {No recovery code is left. Make new ones.} one {# recovery code is left.} other {# recovery codes are left.}}',
        { count },
      ),
    turnOn: () => i18n.t('Turn on'),
    turnOff: () => i18n.t('Turn off'),
    newCodes: () => i18n.t('New recovery codes'),
    scan: () =>
      i18n.t('Scan this with an authenticator app on your phone, or type the key into it. It is shown only now.'),
    qr: () => i18n.t('QR code for your authenticator app; the key under it says the same'),
    key: () => i18n.t('Key'),
    code: () => i18n.t('The code that the app shows'),
    codeHint: () => i18n.t('Six digits. They prove that the app has the key.'),
    codeMissing: () => i18n.t('Please type the six digits.'),
    confirm: () => i18n.t('Turn on'),
    cancel: () => i18n.t('Cancel'),
    isOn: () => i18n.t('The second step is on. Every other login of yours was ended.'),
    isOff: () => i18n.t('The second step is off.'),
    offTitle: () => i18n.t('Turn the second step off?'),
    offWords: () => i18n.t('From then on your password alone lets somebody in. Your recovery codes stop working, too.'),
    short: () =>
      i18n.t(
        'Your password is shorter than 15 characters, which is enough only beside a code. Before you turn the second step off, choose a longer one above.',
      ),
    keep: () => i18n.t('Leave it on'),
    codesTitle: () => i18n.t('New recovery codes?'),
    codesWords: () => i18n.t('You get ten new ones. The old ones stop working at once.'),
  },

  codes: {
    title: () => i18n.t('Your recovery codes'),
    words: () =>
      i18n.t(
        'They let you in when the app is not at hand; each works once. They are shown only now. Write them down or save them, and keep them apart from your phone.',
      ),
    copy: () => i18n.t('Copy'),
    copied: () => i18n.t('Copied.'),
    save: () => i18n.t('Save as a file'),
    file: () => i18n.t('Recovery codes of Chartwarden. Each works once.'),
    done: () => i18n.t('I have kept them'),
  },

  lock: {
    title: () => i18n.t('Lock the screen'),
    label: () => i18n.t('Lock when nobody uses it'),
    hint: () =>
      i18n.t(
        'Then nothing of a record is on the screen, and it opens again with your password or a code. The login goes on.',
      ),
    never: () => i18n.t('Never'),
    after: (minutes: number) => i18n.t('{minutes, plural, one {After # minute} other {After # minutes}}', { minutes }),
    now: () => i18n.t('Lock now'),
  },
});
