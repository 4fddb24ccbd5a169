import type { OrganizationRole } from '../../../api/organization-types.ts';
import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

/** Words of the pages about organizations. */
export const organizationText = lookedUp({
  title: () => i18n.t('Organizations'),
  one: () => i18n.t('Organization'),
  lead: () => i18n.t('Clinics, practices and other places where several people work with the same records.'),
  back: () => i18n.t('Back to the records'),
  all: () => i18n.t('All organizations'),
  none: () => i18n.t('You work for no organization here'),
  noneWords: () => i18n.t('When somebody takes you into one, it stands here.'),
  noneMakes: () => i18n.t('You can make one and name who manages it. That alone shows you none of its records.'),
  gone: () => i18n.t('This organization is not here'),
  goneWords: () => i18n.t('There is no such organization, or you do not work for it.'),

  roles: {
    manager: () => i18n.t('Manager'),
    member: () => i18n.t('Member'),
    viewer: () => i18n.t('Viewer'),
  } satisfies Record<OrganizationRole, () => string>,
  roleWords: {
    manager: () =>
      i18n.t('Decides who works here, and looks after the records in its care: shares, takes copies, hands them over.'),
    member: () => i18n.t('Looks at the records in its care, adds to them and corrects them.'),
    viewer: () => i18n.t('Looks at the records in its care.'),
  } satisfies Record<OrganizationRole, () => string>,
  /** The same, said to whoever is invited. */
  youWould: {
    manager: () =>
      i18n.t(
        'As a manager you decide who works there, and look after the records in its care: share them, take copies, hand them over.',
      ),
    member: () => i18n.t('As a member you look at the records in its care, add to them and correct them.'),
    viewer: () => i18n.t('As a viewer you look at the records in its care.'),
  } satisfies Record<OrganizationRole, () => string>,
  since: (day: string) => i18n.t('since {day}', { day }),
  people: (count: number) =>
    i18n.t('{count, plural, =0 {no records in its care} one {# record in its care} other {# records in its care}}', {
      count,
    }),
  members: (count: number) =>
    i18n.t('{count, plural, one {one person works here} other {# people work here}}', { count }),

  make: {
    open: () => i18n.t('Make an organization'),
    words: () =>
      i18n.t(
        'Its manager decides who works there. Whoever runs this Chartwarden sees none of its records because of that.',
      ),
    confirm: () => i18n.t('Make it'),
    manager: () => i18n.t('Who manages it at first'),
    me: () => i18n.t('I do'),
  },
  says: {
    title: () => i18n.t('Name'),
    change: () => i18n.t('Change'),
    changeTitle: () => i18n.t('Change the organization'),
    name: () => i18n.t('Name of the organization'),
    nameMissing: () => i18n.t('Please type a name.'),
    listed: () => i18n.t('People here find it by its name'),
    listedWords: () =>
      i18n.t(
        'Whoever has an account on this Chartwarden can choose it when they share a record. It shows nothing else.',
      ),
    isListed: () => i18n.t('Whoever has an account here finds it by its name, to share a record with it.'),
    isHidden: () => i18n.t('Nobody finds it by its name; records are not shared with it by those who do not know it.'),
    save: () => i18n.t('Save'),
  },
  staff: {
    title: () => i18n.t('Who works here'),
    you: () => i18n.t('you'),
    off: () => i18n.t('Disabled'),
    nameless: () => i18n.t('An account that is gone'),
    change: () => i18n.t('Change the role'),
    changeTitle: (name: string) => i18n.t('What {name} may do here', { name }),
    own: () => i18n.t('This is your own role: what you take away here, another manager has to give back.'),
    save: () => i18n.t('Save the role'),
    remove: () => i18n.t('Remove'),
    removeTitle: (name: string) => i18n.t('Remove {name}?', { name }),
    removeWords: () =>
      i18n.t('From the next thing they do they see nothing through this organization. What they added stays.'),
    removeConfirm: () => i18n.t('Remove them'),
    leave: () => i18n.t('Leave'),
    leaveTitle: () => i18n.t('Leave this organization?'),
    leaveWords: () =>
      i18n.t('You see nothing through it any more. A manager has to invite you again if you want to come back.'),
    leaveConfirm: () => i18n.t('Leave it'),
    lastManager: () => i18n.t('You are its only manager. Before you can leave, somebody else has to become a manager.'),
  },
  patients: {
    title: () => i18n.t('Records in its care'),
    lead: () =>
      i18n.t(
        'The organization looks after these records until the people they are about, or those who care for them, take them over. Every look at one stands in its log.',
      ),
    none: () => i18n.t('None yet.'),
    add: () => i18n.t('Add a patient'),
    addTitle: () => i18n.t('Add a patient'),
    addWords: () =>
      i18n.t('This makes an empty record, in the care of this organization. Everybody who works here sees it.'),
    name: () => i18n.t('Their name'),
    nameMissing: () => i18n.t('Please type a name.'),
    born: () => i18n.t('Date of birth, if known'),
    bornWrong: () => i18n.t('This day is still to come.'),
    confirm: () => i18n.t('Create the record'),
    unnamed: () => i18n.t('Somebody who does not show a name'),
    more: () => i18n.t('Show more'),
  },
  invite: {
    open: () => i18n.t('Invite somebody'),
    words: () =>
      i18n.t(
        'This makes a link. Whoever opens it agrees with the account they have here, or with a new one, and works for this organization from then on.',
      ),
    title: () => i18n.t('Invited, and not here yet'),
    role: () => i18n.t('As what'),
  },
  handOver: {
    open: () => i18n.t('Hand the record over'),
    title: (name: string) => i18n.t('Hand over the record of {name}', { name }),
    words: () =>
      i18n.t(
        'This makes a link. Whoever opens it and agrees holds the record from then on, and the organization lets go of it in the same moment.',
      ),
    who: () => i18n.t('To whom'),
    self: () => i18n.t('To the person it is about'),
    custodian: () => i18n.t('To somebody who cares for them'),
    keeps: () => i18n.t('What the organization asks to keep'),
    keepsWords: () => i18n.t('They see this before they agree, and can end it at any time.'),
    nothing: () => i18n.t('Nothing'),
    look: () => i18n.t('It may look at the record'),
    add: () => i18n.t('It may look at the record and add to it'),
    confirm: () => i18n.t('Make the link'),
  },
  leaving: {
    open: () => i18n.t('Let this patient go'),
    title: (name: string) => i18n.t('Let {name} go?', { name }),
    words: () =>
      i18n.t(
        'The organization stops looking after this record. Where the person, or somebody who cares for them, holds it too, it stays theirs. Where nobody does, it is erased after a notice.',
      ),
    look: () => i18n.t('See what that means'),
    held: () => i18n.t('Somebody else holds this record and keeps it. The organization lets go of it at once.'),
    lost: (facts: number, files: number, size: string) =>
      i18n.t(
        'Nobody else holds this record. It would be lost: {facts, plural, one {# entry} other {# entries}}, {files, plural, one {# file} other {# files}} ({size}).',
        { facts, files, size },
      ),
    notice: (days: number) =>
      i18n.t(
        'It stays for {days, plural, one {one more day} other {# more days}}. Whoever takes it over before then keeps it, and any manager can call it off. Nothing is erased if something of it changes until then.',
        { days },
      ),
    final: () =>
      i18n.t(
        'Then its keys are destroyed, and nobody can read or bring it back; only whoever kept both an old backup and an old copy of the sealed keyring could.',
      ),
    confirm: (days: number) => i18n.t('Erase it in {days, plural, one {one day} other {# days}}', { days }),
    letGo: () => i18n.t('Let go of it now'),
    keep: () => i18n.t('Keep it'),
    due: (day: string) => i18n.t('It will be erased on {day}, unless somebody takes it over before.', { day }),
    cancel: () => i18n.t('Keep this record'),
  },
  cancel: () => i18n.t('Cancel'),
  /** A button's own words first, so that whoever speaks them finds it (WCAG 2.5.3). */
  about: (action: string, who: string) => i18n.t('{action}: {who}', { action, who }),
});
