import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

/** The emergency card: what somebody needs to know who finds a person who cannot speak. */
export const cardText = lookedUp({
  title: () => i18n.t('Emergency card'),
  lead: () =>
    i18n.t(
      'For your wallet, or for a wall at home. You choose what is on it; it is put together in this browser and nothing of it is kept. Print it, with or without a code that opens it on a telephone.',
    ),
  parts: {
    allergies: () => i18n.t('Allergies'),
    conditions: () => i18n.t('Conditions'),
    medicines: () => i18n.t('Medicines'),
  },
  fromRecord: () => i18n.t('From the record'),
  nothing: () => i18n.t('The record has none that are current. That does not mean that there are none.'),
  byHand: () => i18n.t('By hand, one on each line'),
  bloodGroup: () => i18n.t('Blood group'),
  bloodGroupHint: () => i18n.t('As a laboratory wrote it. In an emergency it is always tested again.'),
  contacts: () => i18n.t('Whom to call'),
  contactsHint: () => i18n.t('One on each line, with a number: “Ana (sister) +43 660 1234567”.'),
  notes: () => i18n.t('What else matters'),
  notesHint: () => i18n.t('One on each line: implants, languages, a living will and where it is.'),
  preview: () => i18n.t('The card'),
  name: () => i18n.t('Emergency card'),
  born: (date: string) => i18n.t('Born {date}', { date }),
  asOf: (day: string) =>
    i18n.t('As of {day}. Put together by the person, or by who looks after them; it is not complete.', { day }),
  scan: () => i18n.t('Scan for more. It needs a passcode; each opening is logged.'),
  paper: () => i18n.t('Size'),
  papers: { wallet: () => i18n.t('For the wallet, to fold'), page: () => i18n.t('A whole page') },
  tooMuch: () => i18n.t('This is more than fits on a card for the wallet. Take something off, or print a whole page.'),
  print: () => i18n.t('Print the card'),
  before: {
    title: () => i18n.t('Change a card that you have'),
    words: () =>
      i18n.t(
        'What is on it is kept nowhere but in its code. Scan the code, or paste its link, and begin with what it says.',
      ),
    field: () => i18n.t('The link of the card'),
    wrong: () => i18n.t('This is not the link of a card that you made for this person.'),
    go: () => i18n.t('Begin with this card'),
    read: () => i18n.t('Read. Change what you want below, then make a new code and print the card again.'),
    ends: () => i18n.t('The code of the card before ends in the same moment. Throw the old paper away.'),
  },
  link: {
    title: () => i18n.t('A code on the card'),
    words: () =>
      i18n.t(
        'With it, somebody with a telephone reads the entries themselves. It needs a passcode: print it for nobody, and tell it to those who should open the card. Each opening stands in your log, you are told, and after 10 wrong tries it is shut for good. You can end it under Links.',
      ),
    passcode: () => i18n.t('Passcode (at least 6 characters)'),
    short: () => i18n.t('The card’s code needs a passcode of at least 6 characters.'),
    label: () => i18n.t('Emergency card'),
    check: () => i18n.t('See what the code will open'),
    stands: (count: number) =>
      i18n.t(
        '{count, plural, =0 {Whoever has the card and the passcode may read what is written by hand above, until you end it.} one {Whoever has the card and the passcode may read # entry of the record and what is written by hand above, until you end it.} other {Whoever has the card and the passcode may read # entries of the record and what is written by hand above, until you end it.}}',
        { count },
      ),
    make: () => i18n.t('Make the code'),
    done: () =>
      i18n.t(
        'The code is on the card. It is shown now only: print the card before you leave this page. If you change the card, make another code and end this one.',
      ),
    code: () => i18n.t('Code that opens the emergency card'),
  },
});
