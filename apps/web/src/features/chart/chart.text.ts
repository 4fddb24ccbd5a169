import { countOf, formatNumber } from '../../ui/words.ts';

const entries = (count: number) => countOf(count, 'entry', 'entries');

/** Words of the record's list and its entries. */
export const chartText = {
  title: 'Records',
  filter: 'Show',
  everything: (count: number | undefined) =>
    count === undefined ? 'Everything' : `Everything (${formatNumber(count)})`,
  withCount: (words: string, count: number) => `${words} (${formatNumber(count)})`,
  asReceived: 'As received',
  asReceivedHint: 'Without your corrections',
  list: 'Entries, newest first',
  noDate: 'No date',
  corrected: 'corrected',
  more: 'Getting more …',
  end: 'This is everything.',
  untitled: 'Without a title',

  emptyTitle: 'Nothing here yet',
  emptyWords: 'Add the files that a portal or a clinic gave you. They stay on your own server.',
  emptyAction: 'Add records',
  emptyTypeTitle: 'Nothing of this kind',
  emptyTypeWords: 'There is no entry of this kind in the record.',
  emptyTypeAction: 'Show everything',

  overview: 'What is in this record',
  overviewWords: (total: number) => `${entries(total)}, sorted by kind. Choose a kind, or open an entry of the list.`,

  /** Sensitivity labels (HL7 v3 ActCode) in words. */
  labels: {
    HIV: 'HIV',
    ETH: 'Alcohol and drugs',
    PSY: 'Mental health',
    SEX: 'Sexual health',
    SDV: 'Violence or abuse',
    GDIS: 'Genetics',
  } as Readonly<Record<string, string>>,
  labelHint: 'Left out of every share unless you name it.',
};

export const factText = {
  close: 'Back to the list',
  panel: 'The opened entry',
  tabs: { summary: 'Summary', history: 'History', data: 'Data' },
  version: (version: number) => `Version ${version}`,
  oldVersion: (version: number) => `You see version ${version}, which is not the current one.`,
  toCurrent: 'Show the current version',
  receivedView: 'You see this as it was received, without your corrections.',

  glance: {
    what: 'What',
    value: 'Result',
    status: 'Status',
    date: 'When',
    until: 'Until',
    code: 'Coded as',
    who: 'By',
    where: 'Where',
    dose: 'How to take it',
    reference: 'Usual range',
    interpretation: 'Marked as',
    category: 'Kind',
    note: 'Note',
    reason: 'Reason',
    text: 'Text',
    nothing: 'There is no more to say in short. Everything is under "Data".',
  },

  plainWords: 'In plain words',
  plainMeaning: (name: string, meaning: string) => `${name}: ${meaning}`,
  plainLimit: 'This says what the code stands for, not what the entry means for this person.',
  plainSource: 'To read more, on another website:',

  from: 'Where it came from',
  fromPlace: 'Place in the file',
  fromNowhere: 'No file is named for this version.',
  download: (name: string) => `Download ${name} as received`,

  versions: 'Versions',
  versionKind: { received: 'As received', corrected: 'With your correction' },
  current: 'current',
  upstreamAt: (when: string) => `Changed at its origin ${when}`,
  takenAt: (when: string) => `Here since ${when}`,
  showVersion: 'Show',
  shown: 'shown',

  corrections: 'Corrections',
  noCorrections: 'You have not corrected anything here.',
  correct: 'Something is wrong here',
  undo: 'Undo',
  undone: 'undone',
  undoTitle: 'Undo this correction?',
  undoWords: 'The entry then reads as it was received, or as your other corrections say. The history keeps both.',
  undoAction: 'Undo the correction',
  byWhen: (by: string, when: string) => `${by}, ${when}`,
  because: (reason: string) => `Because: ${reason}`,
  original: 'As received',
  now: 'Now',
  compare: 'Beside the original',

  data: 'The data as served',
  dataWords:
    'FHIR R4 JSON. Numbers and texts stand as they were received; ids and references are those of this server.',
  saveData: 'Download as a file',
  showAll: (lines: number) => `Show all ${formatNumber(lines)} lines`,
  longText: (count: number) => `${formatNumber(count)} characters`,

  correction: {
    title: 'What is wrong?',
    kinds: {
      value: 'The value',
      unit: 'The unit',
      date: 'The date',
      code: 'What it is called',
      status: 'The status',
      'not-mine': 'This is not about this person',
      'did-not-happen': 'This did not happen',
      note: 'Nothing, I want to add a note',
    },
    said: (kind: string, value: string) => (value ? `${kind}: ${value}` : kind),
    which: 'Which one?',
    is: (value: string) => `It says: ${value}`,
    should: 'It should say',
    note: 'Your note',
    missing: 'Please fill this in.',
    kept: 'What was received is kept beside it, and you can undo this at any time.',
    disown:
      'It then no longer shows in the record, in shares and exports. What was received is kept, and you can undo this.',
    submit: 'Save the correction',
    choose: 'Please choose one.',
    pick: 'Choose',
  },
};
