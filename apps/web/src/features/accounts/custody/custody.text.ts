import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

/** Words of the page that says who looks after a record. */
export const custodyText = lookedUp({
  title: () => i18n.t('Who looks after it'),
  lead: () =>
    i18n.t(
      'They see everything in the record, add to it, and decide who else may see it. All others see what was shared with them.',
    ),

  holders: () => i18n.t('Now'),
  you: (name: string) => i18n.t('{name} (you)', { name }),
  unnamedAccount: () => i18n.t('An account whose name cannot be told'),
  unnamedOrganization: () => i18n.t('An organization'),
  self: () => i18n.t('The person whom it is about'),
  custodian: () => i18n.t('Looks after it'),
  organization: () => i18n.t('An organization that looks after it until the person claims it'),
  since: (day: string) => i18n.t('since {day}', { day }),
  takenOn: (name: string) => i18n.t('taken on by {name}', { name }),

  leave: () => i18n.t('Stop looking after it'),
  leaveSelf: () => i18n.t('Leave it to the others'),
  leaveTitle: () => i18n.t('Stop looking after this record?'),
  leaveWords: () =>
    i18n.t(
      'You see nothing of it any more from the next moment on, and cannot take it back yourself: somebody who looks after it has to invite you again.',
    ),
  leaveConfirm: () => i18n.t('Stop'),
  letGo: () => i18n.t('Let go'),
  letGoTitle: (name: string) => i18n.t('Let go of {name}?', { name }),
  letGoWords: (name: string) =>
    i18n.t(
      '{name} sees nothing of the record any more from the next moment on, and is told. What they have seen, they have seen.',
      { name },
    ),
  alone: () =>
    i18n.t(
      'You are the only one: so that the record does not become nobody’s, you cannot stop before somebody else looks after it.',
    ),
  keep: () => i18n.t('Leave it as it is'),

  waiting: () => i18n.t('Waiting for an answer'),
  waitsFor: {
    self: () => i18n.t('To hold it as the person whom it is about'),
    custodian: () => i18n.t('To look after it, too'),
    over: () => i18n.t('To look after it instead of you'),
  },

  more: () => i18n.t('Somebody else'),
  add: () => i18n.t('Invite somebody to look after it, too'),
  addWords: () =>
    i18n.t(
      'A second parent, a partner, a sibling. They will see and decide as much as you. Only you can let go of them again, or the person themselves.',
    ),
  addWordsOwn: () =>
    i18n.t(
      'Somebody whom you trust with all of it, for a time when you cannot see to it yourself. You can let go of them at any time.',
    ),
  hand: () => i18n.t('Hand it to the person it is about'),
  handWords: () =>
    i18n.t(
      'They get a login of their own and hold their record themselves. You go on looking after it beside them until they let go of you, or until they are grown up.',
    ),
  over: () => i18n.t('Hand it to somebody else'),
  overWords: () => i18n.t('They look after it from then on. You see nothing of it any more once they have agreed.'),
  email: () => i18n.t('Their email address'),
  emailHint: () => i18n.t('Only this address can take the invitation.'),
  emailMissing: () => i18n.t('Please type their email address.'),
  days: () => i18n.t('How long the invitation holds'),
  both: () =>
    i18n.t('Nothing changes before they agree. They are told whose record it is, and nothing that stands in it.'),
  make: () => i18n.t('Make the invitation'),

  growing: () => i18n.t('Growing up'),
  born: (day: string) => i18n.t('Born {day}', { day }),
  noBirthDate: () =>
    i18n.t(
      'No date of birth is written here. With one, a teenager gets what is theirs by itself, and who looked after a child lets go when they are grown.',
    ),
  grown: (age: number) => i18n.t('Grown up (over {age})', { age }),
  teenDay: (day: string, age: number) => i18n.t('{day}, at {age}', { day, age }),
  teenWill: () =>
    i18n.t(
      'What carries a sensitive label is theirs alone from then on: whoever looks after the record does not see it unless they say so, and it leaves what was shared before.',
    ),
  teenDid: () =>
    i18n.t(
      'What carries a sensitive label has been theirs alone since then: whoever looks after the record does not see it unless they say so.',
    ),
  adultWill: () => i18n.t('Whoever looked after the record lets go from then on, as soon as they hold it themselves.'),
  adultDid: () => i18n.t('Whoever looked after the record lets go as soon as they hold it themselves.'),
  ownLogin: () =>
    i18n.t('They are old enough for a login of their own. Invite them, and you look after the record together.'),
  change: () => i18n.t('Name and date of birth'),
  changeTitle: () => i18n.t('Name and date of birth'),
  name: () => i18n.t('Name'),
  nameMissing: () => i18n.t('Please type a name.'),
  birthDate: () => i18n.t('Date of birth'),
  birthDateHint: () => i18n.t('Year, month and day, like 2012-05-03; the year alone will do. It is kept encrypted.'),
  young: () =>
    i18n.t(
      'From an age that this server sets (14 unless said otherwise), what carries a sensitive label is theirs alone: whoever looks after the record does not see it unless they say so.',
    ),
  birthDateWrong: () => i18n.t('Please type it like 2012-05-03, 2012-05 or 2012.'),
  save: () => i18n.t('Save'),
});
