import { i18n } from '../../i18n/i18n.ts';
import { lookedUp } from '../../i18n/looked-up.ts';

/** Words of adding records: dropping, watching, previewing, deciding. */
export const intakeText = lookedUp({
  add: {
    brought: () =>
      i18n.t(
        'What you add goes into the record beside what is there. You see of it what is shared with you, and whoever looks after the record is told that you brought it.',
      ),
    title: () => i18n.t('Add records'),
    lead: () =>
      i18n.t('Drop what a portal, a clinic or another app gave you. You see what is in it before anything is kept.'),
    drop: () => i18n.t('Drop files or a folder here'),
    dropNow: () => i18n.t('Let go to add them'),
    or: () => i18n.t('or'),
    chooseFiles: () => i18n.t('Choose files'),
    chooseFolder: () => i18n.t('Choose a folder'),
    kinds: () =>
      i18n.t(
        'Files of a portal’s “download my record” or “export”: FHIR R4 as JSON or NDJSON, also inside .zip and .gz.',
      ),
    private: () => i18n.t('The files go to your own server and nowhere else.'),
    empty: () => i18n.t('There was no file in what you dropped.'),
    leftOut: (count: number) =>
      i18n.t(
        '{count, plural, one {# file} other {# files}} that systems leave behind (such as .DS_Store) stayed out.',
        { count },
      ),
    unfinished: () => i18n.t('Not finished yet'),
    unfinishedWords: {
      receiving: () => i18n.t('Files are still arriving, or the upload stopped.'),
      reading: () => i18n.t('Being read.'),
      ready: () => i18n.t('Ready: look at it and decide.'),
      committing: () => i18n.t('Being added.'),
    },
    open: () => i18n.t('Go on'),
    startedAt: (when: string) => i18n.t('Started {when}', { when }),
  },

  stage: {
    receiving: () => i18n.t('Sending your files'),
    reading: () => i18n.t('Reading your files'),
    ready: () => i18n.t('Look before it is added'),
    committing: () => i18n.t('Adding it to the record'),
    committed: () => i18n.t('Added'),
    cancelled: () => i18n.t('Nothing was added'),
    failed: () => i18n.t('This import failed'),
    withdrawn: () => i18n.t('This import was withdrawn'),
  },

  files: {
    title: () => i18n.t('Files'),
    sending: (sent: string, total: string) => i18n.t('Sending, {sent} of {total}', { sent, total }),
    waiting: () => i18n.t('Waiting'),
    sent: () => i18n.t('Arrived'),
    reading: () => i18n.t('Being read'),
    read: () => i18n.t('Read'),
    refused: () => i18n.t('Stays out'),
    duplicate: () => i18n.t('The same file was received before. It is not kept twice.'),
    notSent: () => i18n.t('Did not arrive'),
    counts: (fresh: number, newer: number, unchanged: number) =>
      [
        fresh > 0 ? i18n.t('{count, number} new', { count: fresh }) : '',
        newer > 0 ? i18n.t('{count, number} newer', { count: newer }) : '',
        unchanged > 0 ? i18n.t('{count, number} already here', { count: unchanged }) : '',
      ]
        .filter((part) => part !== '')
        .join(' · '),
    progress: (name: string) => i18n.t('Progress of {name}', { name }),
    more: (count: number) => i18n.t('Show {count, number} more', { count }),
    found: (count: number) => i18n.t('{count, plural, one {# entry} other {# entries}} found so far.', { count }),
  },

  interrupted: {
    title: () => i18n.t('The upload stopped'),
    words: (arrived: number) =>
      i18n.t(
        '{arrived, plural, =0 {No file has arrived. Drop them again.} one {# file arrived. Go on with it, or cancel and drop everything again.} other {# files arrived. Go on with these, or cancel and drop everything again.}}',
        { arrived },
      ),
    readOn: () => i18n.t('Go on with what arrived'),
  },

  preview: {
    read: () => i18n.t('Read'),
    readHint: () => i18n.t('entries in these files that you did not bring before'),
    brought: () => i18n.t('This says what is in your files, and nothing of what else the record holds.'),
    broughtBefore: () => i18n.t('You brought all of it before.'),
    title: () => i18n.t('What is in it'),
    new: () => i18n.t('New'),
    newHint: () => i18n.t('not in the record yet'),
    newer: () => i18n.t('Newer'),
    newerHint: () => i18n.t('a newer version of something here; the old one is kept'),
    older: () => i18n.t('Older'),
    olderHint: () => i18n.t('an older version; it goes into the history'),
    unchanged: () => i18n.t('Already here'),
    unchangedHint: () => i18n.t('exactly the same; nothing changes'),
    refused: () => i18n.t('Stays out'),
    refusedHint: () => i18n.t('could not be read; the reason is below'),
    flagged: () => i18n.t('Kept with a remark'),
    flaggedHint: () => i18n.t('something in it is not as the standard says'),
    someoneElse: () => i18n.t('About somebody else'),
    someoneElseHint: () => i18n.t('counted among these; needs your answer below'),
    byType: () => i18n.t('By kind'),
    type: () => i18n.t('Kind'),
    nothing: () => i18n.t('There is nothing new in these files. Adding them changes nothing.'),
    unreadable: () => i18n.t('None of these files could be read, so there is nothing to add. The reasons stand below.'),
  },

  questions: {
    title: () => i18n.t('One thing to decide'),
    titleMany: () => i18n.t('Things to decide'),
    origin: () => i18n.t('Where do these files come from?'),
    originWhy: () =>
      i18n.t(
        'These files do not say which hospital or portal they are from. Give it a name, and later files from there update these entries instead of doubling them. Without a name every changed entry counts as a new one.',
      ),
    originLabel: () => i18n.t('Name of the place or system (may stay empty)'),
    originHint: () =>
      i18n.t('For example "St. Anna hospital". The same name next time lets newer versions find older ones.'),
    someone: (name: string | undefined, people: number) =>
      people > 1
        ? i18n.t('Some of this seems to be about {people, number} other people', { people })
        : name
          ? i18n.t('Some of this seems to be about {name}', { name })
          : i18n.t('Some of this seems to be about somebody else'),
    other: (name: string | undefined, count: number) =>
      i18n.t('{name}: {count, plural, one {# entry} other {# entries}}', {
        name: name ?? i18n.t('A patient without a name'),
        count,
      }),
    isThat: (name: string | undefined, person: string) =>
      i18n.t('These entries are about {name}. Is that {person}?', {
        name: name ?? i18n.t('a patient without a name'),
        person,
      }),
    entries: (count: number) => i18n.t('{count, plural, one {# entry is} other {# entries are}} meant.', { count }),
    leaveOut: () => i18n.t('Leave it out'),
    leaveOutHint: () => i18n.t('Only the rest is added.'),
    ownRecord: (name: string | undefined, people: number) =>
      people > 1
        ? i18n.t('Put it into records of their own')
        : name === undefined
          ? i18n.t('Put it into the record of that person')
          : i18n.t('Put it into the record of {name}', { name }),
    ownRecordHint: (people: number) =>
      people > 1
        ? i18n.t('Everybody who has no record here yet gets a new one, in your care. The rest is added here.')
        : i18n.t('A new record, in your care. The rest is added here.'),
    ownRecordThere: () => i18n.t('That person has a record here already: it goes in there. The rest is added here.'),
    yes: (person: string) => i18n.t('It is about {person}', { person }),
    yesHint: () => i18n.t('The name is written differently, or has changed.'),
    missing: () => i18n.t('Please choose one.'),
  },

  problems: {
    title: (count: number) => i18n.t('{count, plural, one {One remark} other {# remarks}}', { count }),
    staysOut: () => i18n.t('Stays out'),
    kept: () => i18n.t('Kept, with a remark'),
    places: (count: number) => i18n.t('{count, plural, one {# place} other {# places}}', { count }),
    showPlaces: (count: number) => i18n.t('Show {count, plural, one {# place} other {# places}}', { count }),
    first: (shown: number, total: number) =>
      i18n.t('The first {shown, number} of {total, number} are listed.', { shown, total }),
    original: () => i18n.t('Whatever stays out is still kept in the file as received.'),
  },

  decide: {
    commit: () => i18n.t('Add to the record'),
    commitNothing: () => i18n.t('Finish'),
    cancel: () => i18n.t('Cancel this import'),
    cancelHint: () => i18n.t('Nothing has been added yet.'),
  },

  outcome: {
    brought: (count: number, name: string) =>
      i18n.t('{count, plural, one {# entry was} other {# entries were}} brought into the record of {name}.', {
        count,
        name,
      }),
    broughtLine: () => i18n.t('You see of it what is shared with you. Whoever looks after the record was told.'),
    added: (fresh: number, newer: number, name: string) =>
      fresh === 0 && newer === 0
        ? i18n.t('Nothing changed: all of it was in the record of {name} already.', { name })
        : newer === 0
          ? i18n.t('{fresh, plural, one {# entry is} other {# entries are}} new in the record of {name}.', {
              fresh,
              name,
            })
          : i18n.t(
              '{fresh, plural, one {# entry is} other {# entries are}} new in the record of {name}, and {newer, plural, one {# entry has} other {# entries have}} a newer version.',
              { fresh, newer, name },
            ),
    unchanged: (count: number) =>
      i18n.t('{count, plural, one {# entry was} other {# entries were}} here already and did not change.', { count }),
    older: (count: number) =>
      i18n.t('{count, plural, one {# entry} other {# entries}} went into the history as older versions.', { count }),
    refused: (count: number) =>
      i18n.t('{count, plural, one {# entry} other {# entries}} stayed out; the reasons are below.', { count }),
    line: () => i18n.t('It is written down in "Who saw what".'),
    open: () => i18n.t('Open the record'),
    see: () => i18n.t('See every entry'),
    more: () => i18n.t('Add more'),
    cancelled: () => i18n.t('The import was cancelled. The record is as it was.'),
    elsewhere: () => i18n.t('All of it was about somebody else. This record is as it was.'),
    elsewhereTitle: () => i18n.t('What is about other people goes into their own records'),
    because: (reason: string) => i18n.t('The reason given: {reason}', { reason }),
    movedAway: () => i18n.t('This import was moved to another record.'),
    failed: () => i18n.t('The record is as it was. The files you sent can be dropped again.'),
    withdrawn: () =>
      i18n.t('What this import had added no longer shows in the record. It can be traced in "Who saw what".'),
  },
});

/** Words of the sources page. */
export const sourcesText = lookedUp({
  title: () => i18n.t('Sources'),
  titleOwn: () => i18n.t('Files that I added'),
  leadOwn: () => i18n.t('The files that you added to this record and that are in it, byte for byte.'),
  lead: () => i18n.t('Every file as it came, byte for byte. All entries of the record lead back to one of these.'),
  emptyTitle: () => i18n.t('No files yet'),
  emptyWords: () => i18n.t('Files that you add are kept here as they came.'),
  emptyAction: () => i18n.t('Add records'),
  states: {
    receiving: () => i18n.t('Arriving'),
    reading: () => i18n.t('Being read'),
    ready: () => i18n.t('Waits for your decision'),
    committing: () => i18n.t('Being added'),
    committed: () => i18n.t('In the record'),
    cancelled: () => i18n.t('Cancelled'),
    failed: () => i18n.t('Failed'),
    withdrawn: () => i18n.t('Withdrawn'),
  },
  movedTo: (name: string) => i18n.t('Moved to the record of {name}', { name }),
  movedAway: () => i18n.t('Moved to another record'),
  addedAt: (when: string) => i18n.t('Added {when}', { when }),
  startedAt: (when: string) => i18n.t('Started {when}', { when }),
  files: (count: number) => i18n.t('{count, plural, one {# file} other {# files}}', { count }),
  download: (name: string) => i18n.t('Download {name} as received', { name }),
  sharing: () => i18n.t('Who may see this file'),
  broughtBy: (who: string) => i18n.t('Brought by {who}, with whom the record is shared.', { who }),
  somebody: () => i18n.t('Somebody'),
  sharingOf: (name: string) => i18n.t('Who may see this file: {name}', { name }),
  openImport: () => i18n.t('Details'),
  withdraw: () => i18n.t('Withdraw'),
  move: () => i18n.t('Move'),
  fingerprint: (hash: string) => i18n.t('Fingerprint (SHA-256) {hash}', { hash }),
  withdrawTitle: () => i18n.t('Withdraw this import?'),
  withdrawWords: () =>
    i18n.t(
      'What only this import brought no longer shows in the record. The files and the history stay, and "Who saw what" says that you did it. To bring it back, download the file here and add it again.',
    ),
  withdrawAction: () => i18n.t('Withdraw the import'),
  moveTitle: () => i18n.t('Move this import to another person?'),
  moveWords: () =>
    i18n.t(
      'For files that were added to the wrong record. They leave this record and go into the other one; from there they can be moved back. What another import brought here as well stays: move that one, too.',
    ),
  moveTo: () => i18n.t('To the record of'),
  moveChoose: () => i18n.t('Choose a person'),
  moveMissing: () => i18n.t('Please choose a person.'),
  moveNobody: () => i18n.t('There is no other person yet. Add the person first.'),
  moveAction: () => i18n.t('Move the import'),
  someMissing: () => i18n.t('The list of imports could not be read, so only files are shown.'),
});
