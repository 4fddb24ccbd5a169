import { i18n } from '../../i18n/i18n.ts';
import { lookedUp } from '../../i18n/looked-up.ts';
import { formatNumber } from '../../ui/words.ts';

/** Words of the record's list and its entries. */
export const chartText = lookedUp({
  title: () => i18n.t('Records'),
  filter: () => i18n.t('Show'),
  everything: (count: number | undefined) =>
    count === undefined ? i18n.t('Everything') : i18n.t('Everything ({count, number})', { count }),
  withCount: (words: string, count: number) => `${words} (${formatNumber(count)})`,
  asReceived: () => i18n.t('As received'),
  asReceivedHint: () => i18n.t('Without your corrections'),
  list: () => i18n.t('Entries, newest first'),
  noDate: () => i18n.t('No date'),
  corrected: () => i18n.t('corrected'),
  more: () => i18n.t('Getting more …'),
  end: () => i18n.t('This is everything.'),
  untitled: () => i18n.t('Without a title'),

  emptyTitle: () => i18n.t('Nothing here yet'),
  emptyWords: () => i18n.t('Add the files that a portal or a clinic gave you. They stay on your own server.'),
  emptyTypeTitle: () => i18n.t('Nothing of this kind'),
  emptyTypeWords: () => i18n.t('There is no entry of this kind in the record.'),
  emptyTypeAction: () => i18n.t('Show everything'),

  overview: () => i18n.t('What is in this record'),
  overviewWords: (total: number) =>
    i18n.t(
      '{total, plural, one {# entry} other {# entries}}, sorted by kind. Choose a kind, or open an entry of the list.',
      { total },
    ),

  /** Sensitivity labels (HL7 v3 ActCode) in words. */
  labels: {
    HIV: () => i18n.t('HIV'),
    ETH: () => i18n.t('Alcohol and drugs'),
    PSY: () => i18n.t('Mental health'),
    SEX: () => i18n.t('Sexual health'),
    SDV: () => i18n.t('Violence or abuse'),
    GDIS: () => i18n.t('Genetics'),
  } as Readonly<Record<string, () => string>>,
  labelHint: () => i18n.t('Left out of every share unless you name it.'),
});

export const factText = lookedUp({
  close: () => i18n.t('Back to the list'),
  /** `page`: what the page is called that one came from. */
  backTo: (page: string) => i18n.t('Back to {page}', { page }),
  panel: () => i18n.t('The opened entry'),
  whoMaySee: () => i18n.t('Who may see this entry'),
  tabs: {
    summary: () => i18n.t('Summary'),
    history: () => i18n.t('History'),
    data: () => i18n.t('Data'),
    seen: () => i18n.t('Who saw it'),
  },
  version: (version: number) => i18n.t('Version {version}', { version }),
  oldVersion: (version: number) => i18n.t('You see version {version}, which is not the current one.', { version }),
  toCurrent: () => i18n.t('Show the current version'),
  disowned: () =>
    i18n.t(
      'You said that this is not so. It no longer shows in the record; here it is as it was received, and below you can undo what you said.',
    ),
  receivedView: () => i18n.t('You see this as it was received, without your corrections.'),

  glance: {
    what: () => i18n.t('What'),
    value: () => i18n.t('Result'),
    status: () => i18n.t('Status'),
    date: () => i18n.t('When'),
    until: () => i18n.t('Until'),
    code: () => i18n.t('Coded as'),
    who: () => i18n.t('By'),
    where: () => i18n.t('Where'),
    dose: () => i18n.t('How to take it'),
    reference: () => i18n.t('Usual range'),
    interpretation: () => i18n.t('Marked as'),
    category: () => i18n.t('Kind'),
    note: () => i18n.t('Note'),
    reason: () => i18n.t('Reason'),
    text: () => i18n.t('Text'),
    nothing: () => i18n.t('There is no more to say in short. Everything is under "Data".'),
  },

  plainWords: () => i18n.t('In plain words'),
  plainMeaning: (name: string, meaning: string) => `${name}: ${meaning}`,
  plainLimit: () => i18n.t('This says what the code stands for, not what the entry means for this person.'),
  plainSource: () => i18n.t('To read more, on another website:'),

  from: () => i18n.t('Where it came from'),
  fromPlace: () => i18n.t('Place in the file'),
  fromEntry: (place: number) => i18n.t('Entry {place, number} of the file:', { place }),
  fromLine: (place: number) => i18n.t('Line {place, number} of the file:', { place }),
  fromNowhere: () => i18n.t('No file is named for this version.'),
  download: (name: string) => i18n.t('Download {name} as received', { name }),

  versions: () => i18n.t('Versions'),
  versionKind: { received: () => i18n.t('As received'), corrected: () => i18n.t('With your correction') },
  current: () => i18n.t('current'),
  upstreamAt: (when: string) => i18n.t('Changed at its origin {when}', { when }),
  takenAt: (when: string) => i18n.t('Here since {when}', { when }),
  showVersion: () => i18n.t('Show'),
  shown: () => i18n.t('shown'),

  corrections: () => i18n.t('Corrections'),
  noCorrections: () => i18n.t('You have not corrected anything here.'),
  correct: () => i18n.t('Something is wrong here'),
  undo: () => i18n.t('Undo'),
  undone: () => i18n.t('undone'),
  undoTitle: () => i18n.t('Undo this correction?'),
  undoWords: () =>
    i18n.t('The entry then reads as it was received, or as your other corrections say. The history keeps both.'),
  undoAction: () => i18n.t('Undo the correction'),
  byWhen: (by: string, when: string) => `${by}, ${when}`,
  because: (reason: string) => i18n.t('Because: {reason}', { reason }),
  original: () => i18n.t('As received'),
  now: () => i18n.t('Now'),
  compare: () => i18n.t('Beside the original'),

  data: () => i18n.t('The data as served'),
  dataWords: () =>
    i18n.t('FHIR R4 JSON. Numbers and texts stand as they were received; ids and references are those of this server.'),
  saveData: () => i18n.t('Download as a file'),
  showAll: (lines: number) => i18n.t('Show all {lines, number} lines', { lines }),
  longText: (count: number) => i18n.t('{count, number} characters', { count }),

  correction: {
    title: () => i18n.t('What is wrong?'),
    kinds: {
      value: () => i18n.t('The value'),
      unit: () => i18n.t('The unit'),
      date: () => i18n.t('The date'),
      code: () => i18n.t('What it is called'),
      status: () => i18n.t('The status'),
      'not-mine': () => i18n.t('This is not about this person'),
      'did-not-happen': () => i18n.t('This did not happen'),
      note: () => i18n.t('Nothing, I want to add a note'),
      replaced: () => i18n.t('Written anew by a program'),
    },
    said: (kind: string, value: string) => (value ? `${kind}: ${value}` : kind),
    which: () => i18n.t('Which one?'),
    is: (value: string) => i18n.t('It says: {value}', { value }),
    isDate: (value: string, written: string) =>
      i18n.t('It says: {value}. Write a date like this: {written}. Leave out what is not known: 2021-05 is May 2021.', {
        value,
        written,
      }),
    should: () => i18n.t('It should say'),
    note: () => i18n.t('Your note'),
    missing: () => i18n.t('Please fill this in.'),
    kept: () => i18n.t('What was received is kept beside it, and you can undo this at any time.'),
    disown: () =>
      i18n.t(
        'It then no longer shows in the record, in shares and exports. What was received is kept, and you can undo this.',
      ),
    submit: () => i18n.t('Save the correction'),
    choose: () => i18n.t('Please choose one.'),
    pick: () => i18n.t('Choose'),
  },
});

/** What a source wrote about an entry by itself. */
export const sourceWordsText = lookedUp({
  title: () => i18n.t('As the source wrote it'),
  read: () => i18n.t('Read the document'),
});
