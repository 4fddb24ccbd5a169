import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

/** Words for whoever was invited to somebody's record. */
export const invitedText = lookedUp({
  custodian: (issuer: string, person: string) =>
    i18n.t('{issuer} asks you to look after the health record of {person} together with them.', { issuer, person }),
  takesOver: (issuer: string, person: string) =>
    i18n.t('{issuer} asks you to look after the health record of {person} from now on, in their place.', {
      issuer,
      person,
    }),
  self: (issuer: string, person: string) =>
    i18n.t(
      '{issuer} looks after the health record of {person}, and invites you to hold it yourself: it is about you.',
      {
        issuer,
        person,
      },
    ),
  care: (issuer: string, person: string) =>
    i18n.t('{issuer} wants to share some of the health record of {person} with you.', { issuer, person }),
  work: (issuer: string, organization: string) =>
    i18n.t('{issuer} asks you to work for {organization} here.', { issuer, organization }),
  workShown: () => i18n.t('Everybody who works there sees your name, and since when you do.'),
  workLeave: () => i18n.t('You can leave at any time.'),

  means: () => i18n.t('What this means'),
  seesAll: () => i18n.t('You see everything in the record, add to it, and decide who else may see it.'),
  teen: () => i18n.t('What a teenager has for themselves stays with them.'),
  both: (issuer: string) => i18n.t('{issuer} goes on looking after it, too.', { issuer }),
  letsGo: (issuer: string) =>
    i18n.t('{issuer} lets go of it at the same moment, and sees nothing of it any more.', { issuer }),
  keeps: (issuer: string) =>
    i18n.t('{issuer} lets go of it at the same moment and keeps what you see below. You can end that at any time.', {
      issuer,
    }),
  yours: () => i18n.t('From then on it is yours. Nobody can take it from you or erase it without you.'),
  logged: () => i18n.t('What you look at is written down, and whoever the record is about can read that.'),
  look: () => i18n.t('You may look at what was chosen for you.'),
  add: () => i18n.t('You may look at what was chosen for you, and add to it.'),
  keepsLook: () => i18n.t('They may look at what was chosen.'),
  keepsAdd: () => i18n.t('They may look at what was chosen, and add to it.'),
  keepsLookAll: () => i18n.t('They may look at everything in it but what is specially protected.'),
  keepsAddAll: () => i18n.t('They may look at everything in it but what is specially protected, and add to it.'),
  takesCopy: () => i18n.t('A copy of it may be taken along as a file.'),
  metadata: () => i18n.t('Only what kinds of entries there are and when: no values, notes or files.'),
  untilEnded: () => i18n.t('It holds until somebody ends it.'),
  until: (when: string) => i18n.t('It holds until {when}.', { when }),
  hours: (count: number) =>
    i18n.t('It holds for {count, plural, one {# hour} other {# hours}} from the moment you agree.', { count }),
  days: (count: number) =>
    i18n.t('It holds for {count, plural, one {# day} other {# days}} from the moment you agree.', { count }),
  reason: (words: string) => i18n.t('Why: {words}', { words }),
  nothingYet: () => i18n.t('Nothing of this holds before you agree.'),

  asAccount: (name: string, email: string) => i18n.t('You are logged in as {name} ({email}).', { name, email }),
  accept: () => i18n.t('I agree'),
  decline: () => i18n.t('No, thank you'),
  declineTitle: () => i18n.t('Say no to this invitation?'),
  declineWords: (issuer: string) => i18n.t('{issuer} is told that you said no, and can invite you again.', { issuer }),
  declineConfirm: () => i18n.t('Say no'),
  keep: () => i18n.t('Not yet'),
  declined: () => i18n.t('You said no. Nothing was changed.'),
  toStart: () => i18n.t('Go to the start'),

  have: () => i18n.t('I have an account here'),
  haveWords: () => i18n.t('Log in, and you come back to this question.'),
  haveNone: () => i18n.t('I have no account here yet'),
  haveNoneWords: () => i18n.t('Making the account, you agree to what is said above.'),

  pageTitle: () => i18n.t('Invitations to you'),
  pageLead: () => i18n.t('Somebody here asks you something. Nothing holds before you agree.'),
  noneTitle: () => i18n.t('No invitation waits'),
  noneWords: () => i18n.t('When somebody invites your account to a record, you find it here.'),
});
