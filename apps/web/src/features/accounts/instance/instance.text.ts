import type { Role } from '../../../api/account-types.ts';
import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

/** Words of the pages about accounts. */
export const instanceText = lookedUp({
  title: () => i18n.t('Accounts'),
  lead: () =>
    i18n.t(
      'Who can log in here, and what each may do. A role alone opens nobody’s record: that is for its holder to share.',
    ),
  back: () => i18n.t('Back to the records'),
  notYours: () => i18n.t('Not for this account'),
  notYoursWords: () => i18n.t('Only owners and admins of this Chartwarden see its accounts.'),

  you: () => i18n.t('you'),
  disabled: () => i18n.t('Disabled'),
  noRole: () => i18n.t('No role'),
  never: () => i18n.t('has not logged in yet'),
  last: (when: string) => i18n.t('last logged in {when}', { when }),
  sessions: (count: number) =>
    i18n.t('{count, plural, =0 {not logged in now} one {logged in once} other {logged in # times}}', { count }),
  since: (day: string) => i18n.t('since {day}', { day }),

  roles: {
    owner: () => i18n.t('Owner'),
    admin: () => i18n.t('Admin'),
    auditor: () => i18n.t('Auditor'),
    practitioner: () => i18n.t('Practitioner'),
    member: () => i18n.t('Member'),
    demo: () => i18n.t('Demo'),
  } satisfies Record<Role, () => string>,
  roleWords: {
    owner: () => i18n.t('Runs this Chartwarden: accounts, keys, backups. Sees no record because of it.'),
    admin: () => i18n.t('Helps to run it: accounts and invitations. Sees no record because of it.'),
    auditor: () => i18n.t('Looks at who did what, and at no record.'),
    practitioner: () => i18n.t('Makes records for patients, and sees what was shared.'),
    member: () => i18n.t('Keeps a record of their own and of those they care for.'),
    demo: () => i18n.t('Looks around in made-up records and changes nothing.'),
  } satisfies Record<Role, () => string>,

  change: {
    open: () => i18n.t('Roles'),
    title: (name: string) => i18n.t('Roles of {name}', { name }),
    words: () =>
      i18n.t(
        'It counts from the next thing they do. Records that they hold or that were shared with them stay as they are.',
      ),
    ownerOnly: () => i18n.t('Only an owner can change this.'),
    save: () => i18n.t('Save the roles'),
  },
  disable: {
    open: () => i18n.t('Disable'),
    title: (name: string) => i18n.t('Disable {name}?', { name }),
    words: () =>
      i18n.t(
        'They are logged out everywhere at once, and cannot log in until somebody enables the account again. Records that they hold stay, and stay theirs.',
      ),
    confirm: () => i18n.t('Disable the account'),
  },
  enable: {
    open: () => i18n.t('Enable'),
    title: (name: string) => i18n.t('Enable {name}?', { name }),
    words: () => i18n.t('They can log in again with the password they had, and may do what they did before.'),
    confirm: () => i18n.t('Enable the account'),
  },
  link: {
    open: () => i18n.t('Lost password'),
    title: (name: string) => i18n.t('A new password for {name}', { name }),
    words: () =>
      i18n.t(
        'You cannot set it for them. This makes a link with which they choose one: it works once, for one day. Whoever opens it gets into this account and sees what it sees, so hand it to nobody else.',
      ),
    told: () => i18n.t('They are told at their next login that you made it, and it stays in the log.'),
    confirm: () => i18n.t('Make the link'),
  },
  second: {
    open: () => i18n.t('Second step'),
    title: (name: string) => i18n.t('Take the second step off the login of {name}?', { name }),
    words: () =>
      i18n.t(
        'For somebody who lost both the app and the recovery codes. From then on their password alone lets them in. Be sure that it is really they who ask.',
      ),
    told: () => i18n.t('They are told at their next login that you did it, and it stays in the log.'),
    confirm: () => i18n.t('Take it off'),
  },

  invite: {
    title: () => i18n.t('Invitations'),
    open: () => i18n.t('Invite somebody'),
    lead: () => i18n.t('Who was invited and has not come yet.'),
    none: () => i18n.t('No invitation is open.'),
    words: () =>
      i18n.t(
        'This makes a link. Whoever opens it makes an account with a password of their own. Hand it over yourself, over a way you trust.',
      ),
    role: () => i18n.t('As what'),
    email: () => i18n.t('Email address, if you want to be sure'),
    emailHint: () =>
      i18n.t('With an address here, only that address can take the invitation. Without one, whoever has the link can.'),
    emailWrong: () => i18n.t('This is no email address.'),
    days: () => i18n.t('How long it holds'),
    dayCount: (count: number) => i18n.t('{count, plural, one {# day} other {# days}}', { count }),
    confirm: () => i18n.t('Make the invitation'),
    anybody: () => i18n.t('Whoever has the link'),
    by: (name: string) => i18n.t('invited by {name}', { name }),
    until: (when: string) => i18n.t('until {when}', { when }),
    over: () => i18n.t('Cannot be taken any more'),
    renew: () => i18n.t('New link'),
    renewTitle: () => i18n.t('Make a new link?'),
    renewWords: () => i18n.t('The link that you handed out before stops working. The new one holds for 7 days.'),
    cancel: () => i18n.t('Cancel it'),
    cancelTitle: () => i18n.t('Cancel this invitation?'),
    cancelWords: () => i18n.t('Its link stops working at once. You can invite again later.'),
    cancelConfirm: () => i18n.t('Cancel the invitation'),
    keep: () => i18n.t('Keep it'),
  },

  once: {
    label: () => i18n.t('The link'),
    words: (when: string) => i18n.t('It is shown only now, and works once, until {when}.', { when }),
    sent: () => i18n.t('It is also on its way by mail, to the address that it is for.'),
    qr: () => i18n.t('The link as a QR code'),
    copy: () => i18n.t('Copy'),
    copied: () => i18n.t('Copied.'),
    close: () => i18n.t('Done'),
  },
  cancel: () => i18n.t('Cancel'),
  /** A button's own words first, so that whoever speaks them finds it (WCAG 2.5.3). */
  about: (action: string, who: string) => i18n.t('{action}: {who}', { action, who }),
});
