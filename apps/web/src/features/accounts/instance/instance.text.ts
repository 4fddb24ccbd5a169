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
    openFor: (name: string) => i18n.t('Change the roles of {name}', { name }),
    title: (name: string) => i18n.t('Roles of {name}', { name }),
    words: () =>
      i18n.t(
        'It counts from the next thing they do. Records that they hold or that were shared with them stay as they are.',
      ),
    ownerOnly: () => i18n.t('Only an owner can change this.'),
    own: () => i18n.t('These are your own roles: what you take away here, somebody else has to give back.'),
    save: () => i18n.t('Save the roles'),
  },
  disable: {
    open: () => i18n.t('Disable'),
    openFor: (name: string) => i18n.t('Disable the account of {name}', { name }),
    title: (name: string) => i18n.t('Disable {name}?', { name }),
    words: () =>
      i18n.t(
        'They are logged out everywhere at once, and cannot log in until somebody enables the account again. Records that they hold stay, and stay theirs.',
      ),
    confirm: () => i18n.t('Disable the account'),
  },
  enable: {
    open: () => i18n.t('Enable'),
    openFor: (name: string) => i18n.t('Enable the account of {name}', { name }),
    title: (name: string) => i18n.t('Enable {name}?', { name }),
    words: () => i18n.t('They can log in again with the password they had, and may do what they did before.'),
    confirm: () => i18n.t('Enable the account'),
  },
  link: {
    open: () => i18n.t('Lost password'),
    openFor: (name: string) => i18n.t('Make a link for the lost password of {name}', { name }),
    title: (name: string) => i18n.t('A new password for {name}', { name }),
    words: () =>
      i18n.t(
        'You cannot set it for them. This makes a link with which they choose one: it works once, for one day. Whoever opens it gets into this account and sees what it sees, so hand it to nobody else.',
      ),
    told: () => i18n.t('They are told at their next login that you made it, and it stays in the log.'),
    confirm: () => i18n.t('Make the link'),
  },

  once: {
    label: () => i18n.t('The link'),
    words: (when: string) => i18n.t('It is shown only now, and works once, until {when}.', { when }),
    copy: () => i18n.t('Copy'),
    copied: () => i18n.t('Copied.'),
    close: () => i18n.t('Done'),
  },
  cancel: () => i18n.t('Cancel'),
});
