import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

/** Words of signing in at an OpenID provider, and of the accounts elsewhere that open the one here. */
export const signOnText = lookedUp({
  continue: (name: string) => i18n.t('Continue with {name}', { name }),
  insteadOfPassword: () => i18n.t('Or without a password of its own:'),

  page: {
    title: () => i18n.t('Signing in'),
    working: () => i18n.t('One moment. Your sign-in is being checked.'),
    failed: () => i18n.t('That did not work'),
    unknownTitle: () => i18n.t('No account is linked to this'),
    toLogin: () => i18n.t('Go to the login'),
    toSettings: () => i18n.t('Back to the settings'),
    register: () => i18n.t('Make an account'),
    confirmedTitle: () => i18n.t('Thank you, it is you'),
    confirmed: () => i18n.t('You can close this window. What you were doing goes on in the other one.'),
    goOn: () => i18n.t('Go on in this window'),
    registeredTitle: () => i18n.t('Make an account'),
    registered: () =>
      i18n.t(
        'Thank you. If this address had no account yet, it has one now: sign in the same way. If it had one, nothing was changed.',
      ),
    linkedTitle: () => i18n.t('Linked'),
    linked: () => i18n.t('From now on you can log in this way, too.'),
  },

  confirm: {
    again: (name: string) => i18n.t('Sign in with {name} again', { name }),
    waiting: () => i18n.t('Sign in in the window that was opened. Then this goes on by itself.'),
  },

  settings: {
    title: () => i18n.t('Sign-ins elsewhere'),
    lead: () =>
      i18n.t(
        'Log in here with an account that you have elsewhere. Whoever can sign in to it can get in here; what you do here is not told there.',
      ),
    none: () => i18n.t('None is linked.'),
    link: (name: string) => i18n.t('Link {name}', { name }),
    made: (when: string) => i18n.t('linked {when}', { when }),
    used: (when: string) => i18n.t('last used {when}', { when }),
    unused: () => i18n.t('not used yet'),
    notOffered: () => i18n.t('not offered here any more'),
    unlink: () => i18n.t('Unlink'),
    unlinkThis: (name: string) => i18n.t('Unlink {name}', { name }),
    unlinkTitle: () => i18n.t('Unlink this sign-in?'),
    unlinkWords: () => i18n.t('It will not log you in here any more. Your account there stays as it is.'),
    keep: () => i18n.t('Keep it'),
  },
});
