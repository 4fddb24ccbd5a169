import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

export const duplicatesText = lookedUp({
  title: () => i18n.t('Duplicates'),
  lead: () =>
    i18n.t(
      'Several places often tell of the same thing. What is surely the same is linked by itself; the rest you decide. Nothing is deleted, and you can take every answer back.',
    ),
  notWhole: () =>
    i18n.t('Not everything could be compared at once: the record is too large. The newest entries are here.'),
  emptyTitle: () => i18n.t('No duplicates found'),
  emptyWords: () => i18n.t('When two places tell of the same thing, you see it here.'),

  waiting: () => i18n.t('Waiting for you'),
  nothingWaits: () => i18n.t('Nothing waits for you.'),
  question: () => i18n.t('Are these two the same thing?'),
  place: (at: number, count: number) => i18n.t('{at} of {count}', { at, count }),
  previous: () => i18n.t('Previous pair'),
  next: () => i18n.t('Next pair'),
  keys: () =>
    i18n.t(
      'On a keyboard: 1 the same thing, 2 not the same, 3 later; arrow right and left for the next and previous pair.',
    ),
  answers: {
    same: () => i18n.t('Same thing'),
    different: () => i18n.t('Not the same'),
    later: () => i18n.t('Later'),
  },
  saved: {
    same: () => i18n.t('Saved: the same thing.'),
    different: () => i18n.t('Saved: not the same.'),
    later: () => i18n.t('Put off for later.'),
  },
  undone: () => i18n.t('Taken back.'),
  undo: () => i18n.t('Undo'),
  undoOf: (what: string) => i18n.t('Undo: {what}', { what }),

  what: () => i18n.t('What'),
  first: () => i18n.t('First'),
  second: () => i18n.t('Second'),
  open: () => i18n.t('Open'),
  openOf: (what: string) => i18n.t('Open: {what}', { what }),
  unknownPlace: () => i18n.t('place not named'),
  same: () => i18n.t('the same'),
  differs: () => i18n.t('differs'),
  unsaid: () => i18n.t('not said'),
  untitled: () => i18n.t('Without a title'),
  noDate: () => i18n.t('no date'),

  why: {
    identifier: () => i18n.t('Both have the same number, but not the same code or day.'),
    'same-value': () => i18n.t('Same test, same day, same value.'),
    'near-value': () => i18n.t('Same test, same day, nearly the same value.'),
    'same-moment': () => i18n.t('Same kind, at the same moment.'),
    'same-day': () => i18n.t('Same kind, on the same day.'),
    overlap: () => i18n.t('Same problem, at overlapping times.'),
    code: () => i18n.t('The same name from two places.'),
    file: () => i18n.t('Both have the same file.'),
  } as Readonly<Record<string, () => string>>,

  laterTitle: () => i18n.t('Put off'),
  laterWords: () => i18n.t('You wanted to decide these later.'),
  linkedTitle: () => i18n.t('Linked'),
  linkedWords: () =>
    i18n.t(
      'Lists show each of these once. The entry that leads is the one you corrected, else the one that says most, else the newest.',
    ),
  alsoBy: (count: number) =>
    i18n.t('Also recorded by {count, plural, one {# other source} other {# other sources}}', { count }),
  because: {
    said: () => i18n.t('you said so'),
    identifier: () => i18n.t('same number'),
    content: () => i18n.t('they say the same'),
  },
  noDifference: () => i18n.t('They do not differ in what is shown here.'),
  moreLinked: (count: number) => i18n.t('{count, plural, one {# more} other {# more}}', { count }),

  decidedTitle: () => i18n.t('Decided'),
  decidedWords: () => i18n.t('Everything that was said, newest first. What was taken back stays in the list.'),
  takenBack: (when: string) => i18n.t('taken back {when}', { when }),
  bySomebody: (name: string) => i18n.t('by {name}', { name }),
  and: () => i18n.t('and'),
});

/** What two entries are compared by. */
export const fieldText = lookedUp({
  title: () => i18n.t('Name'),
  value: () => i18n.t('Value'),
  date: () => i18n.t('Date'),
  end: () => i18n.t('End'),
  status: () => i18n.t('State'),
  codes: () => i18n.t('Code'),
  range: () => i18n.t('Reference range'),
  interpretation: () => i18n.t('Marked as'),
  dosage: () => i18n.t('How it is taken'),
  dose: () => i18n.t('Dose number'),
  lot: () => i18n.t('Lot'),
  site: () => i18n.t('Place on the body'),
  reaction: () => i18n.t('Reaction'),
  files: () => i18n.t('File'),
  reason: () => i18n.t('Reason'),
  who: () => i18n.t('Who'),
  where: () => i18n.t('Where'),
  note: () => i18n.t('Note'),
});
