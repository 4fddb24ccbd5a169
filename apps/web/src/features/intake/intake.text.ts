import { countOf, formatNumber } from '../../ui/words.ts';

const files = (count: number) => countOf(count, 'file', 'files');
const entries = (count: number) => countOf(count, 'entry', 'entries');

/** Words of adding records: dropping, watching, previewing, deciding. */
export const intakeText = {
  add: {
    title: 'Add records',
    lead: 'Drop what a portal, a clinic or another app gave you. You see what is in it before anything is kept.',
    drop: 'Drop files or a folder here',
    dropNow: 'Let go to add them',
    or: 'or',
    chooseFiles: 'Choose files',
    chooseFolder: 'Choose a folder',
    kinds: 'FHIR R4 as JSON or NDJSON, also inside .zip and .gz.',
    private: 'The files go to your own server and nowhere else.',
    empty: 'There was no file in what you dropped.',
    leftOut: (count: number) => `${files(count)} that systems leave behind (such as .DS_Store) stayed out.`,
    unfinished: 'Not finished yet',
    unfinishedWords: {
      receiving: 'Files are still arriving, or the upload stopped.',
      reading: 'Being read.',
      ready: 'Ready: look at it and decide.',
      committing: 'Being added.',
    },
    open: 'Go on',
    startedAt: (when: string) => `Started ${when}`,
  },

  stage: {
    receiving: 'Sending your files',
    reading: 'Reading your files',
    ready: 'Look before it is added',
    committing: 'Adding it to the record',
    committed: 'Added',
    cancelled: 'Nothing was added',
    failed: 'This import failed',
    withdrawn: 'This import was withdrawn',
  },

  files: {
    title: 'Files',
    sending: (sent: string, total: string) => `Sending, ${sent} of ${total}`,
    waiting: 'Waiting',
    sent: 'Arrived',
    reading: 'Being read',
    read: 'Read',
    refused: 'Stays out',
    duplicate: 'The same file was received before. It is not kept twice.',
    notSent: 'Did not arrive',
    counts: (fresh: number, newer: number, unchanged: number) =>
      [
        fresh > 0 ? `${formatNumber(fresh)} new` : '',
        newer > 0 ? `${formatNumber(newer)} newer` : '',
        unchanged > 0 ? `${formatNumber(unchanged)} already here` : '',
      ]
        .filter((part) => part !== '')
        .join(' · '),
    progress: (name: string) => `Progress of ${name}`,
    more: (count: number) => `Show ${formatNumber(count)} more`,
    found: (count: number) => `${entries(count)} found so far.`,
  },

  interrupted: {
    title: 'The upload stopped',
    words: (arrived: number) =>
      arrived === 0
        ? 'No file has arrived. Drop them again.'
        : `${files(arrived)} arrived. Go on with these, or cancel and drop everything again.`,
    readOn: 'Go on with what arrived',
  },

  preview: {
    title: 'What is in it',
    new: 'New',
    newHint: 'not in the record yet',
    newer: 'Newer',
    newerHint: 'a newer version of something here; the old one is kept',
    older: 'Older',
    olderHint: 'an older version; it goes into the history',
    unchanged: 'Already here',
    unchangedHint: 'exactly the same; nothing changes',
    refused: 'Stays out',
    refusedHint: 'could not be read; the reason is below',
    flagged: 'Kept with a remark',
    flaggedHint: 'something in it is not as the standard says',
    someoneElse: 'About somebody else',
    someoneElseHint: 'counted among these; needs your answer below',
    byType: 'By kind',
    type: 'Kind',
    nothing: 'There is nothing new in these files. Adding them changes nothing.',
    unreadable: 'None of these files could be read, so there is nothing to add. The reasons stand below.',
  },

  questions: {
    title: 'One thing to decide',
    titleMany: 'Things to decide',
    origin: 'Where do these files come from?',
    originLabel: 'Name of the place or system (may stay empty)',
    originHint: 'For example "St. Anna hospital". The same name next time lets newer versions find older ones.',
    someone: (name: string | undefined, people: number) =>
      people > 1
        ? `Some of this seems to be about ${formatNumber(people)} other people`
        : name
          ? `Some of this seems to be about ${name}`
          : 'Some of this seems to be about somebody else',
    other: (name: string | undefined, count: number) => `${name ?? 'A patient without a name'}: ${entries(count)}`,
    entries: (count: number) => `${entries(count)} ${count === 1 ? 'is' : 'are'} meant.`,
    leaveOut: 'Leave it out',
    leaveOutHint: 'Only the rest is added.',
    ownRecord: (name: string | undefined, people: number) =>
      people > 1 ? 'Put it into records of their own' : `Put it into the record of ${name ?? 'that person'}`,
    ownRecordHint: (people: number) =>
      people > 1
        ? 'Everybody who has no record here yet gets a new one, in your care. The rest is added here.'
        : 'A new record, in your care. The rest is added here.',
    ownRecordThere: 'That person has a record here already: it goes in there. The rest is added here.',
    yes: (person: string) => `It is about ${person}`,
    yesHint: 'The name is written differently, or has changed.',
    missing: 'Please choose one.',
  },

  problems: {
    title: (count: number) => (count === 1 ? 'One remark' : `${formatNumber(count)} remarks`),
    staysOut: 'Stays out',
    kept: 'Kept, with a remark',
    places: (count: number) => countOf(count, 'place', 'places'),
    showPlaces: (count: number) => `Show ${countOf(count, 'place', 'places')}`,
    first: (shown: number, total: number) => `The first ${formatNumber(shown)} of ${formatNumber(total)} are listed.`,
    original: 'Whatever stays out is still kept in the file as received.',
  },

  decide: {
    commit: 'Add to the record',
    commitNothing: 'Finish',
    cancel: 'Cancel this import',
    cancelHint: 'Nothing has been added yet.',
  },

  outcome: {
    added: (fresh: number, newer: number, name: string) =>
      fresh === 0 && newer === 0
        ? `Nothing changed: all of it was in the record of ${name} already.`
        : `${entries(fresh)} ${fresh === 1 ? 'is' : 'are'} new in the record of ${name}${
            newer > 0 ? `, and ${countOf(newer, 'entry has', 'entries have')} a newer version` : ''
          }.`,
    unchanged: (count: number) =>
      count === 1
        ? '1 entry was here already and did not change.'
        : `${entries(count)} were here already and did not change.`,
    older: (count: number) => `${entries(count)} went into the history as older versions.`,
    refused: (count: number) => `${entries(count)} stayed out; the reasons are below.`,
    line: 'It is written down in "Who saw what".',
    see: 'See the records',
    more: 'Add more',
    cancelled: 'The import was cancelled. The record is as it was.',
    elsewhere: 'All of it was about somebody else. This record is as it was.',
    elsewhereTitle: 'What is about other people goes into their own records',
    because: (reason: string) => `The reason given: ${reason}`,
    movedAway: 'This import was moved to another record.',
    failed: 'The record is as it was. The files you sent can be dropped again.',
    withdrawn: 'What this import had added no longer shows in the record. It can be traced in "Who saw what".',
  },
};

/** Words of the sources page. */
export const sourcesText = {
  title: 'Sources',
  lead: 'Every file as it came, byte for byte. All entries of the record lead back to one of these.',
  emptyTitle: 'No files yet',
  emptyWords: 'Files that you add are kept here as they came.',
  emptyAction: 'Add records',
  states: {
    receiving: 'Arriving',
    reading: 'Being read',
    ready: 'Waits for your decision',
    committing: 'Being added',
    committed: 'In the record',
    cancelled: 'Cancelled',
    failed: 'Failed',
    withdrawn: 'Withdrawn',
  },
  addedAt: (when: string) => `Added ${when}`,
  startedAt: (when: string) => `Started ${when}`,
  files: (count: number) => files(count),
  download: (name: string) => `Download ${name} as received`,
  openImport: 'Details',
  withdraw: 'Withdraw',
  move: 'Move',
  fingerprint: (hash: string) => `Fingerprint (SHA-256) ${hash}`,
  withdrawTitle: 'Withdraw this import?',
  withdrawWords:
    'What only this import brought no longer shows in the record. The files and the history stay, and "Who saw what" says that you did it.',
  withdrawAction: 'Withdraw the import',
  moveTitle: 'Move this import to another person?',
  moveWords:
    'For files that were added to the wrong record. They leave this record and go into the other one. What another import brought here as well stays: move that one, too.',
  moveTo: 'To the record of',
  moveChoose: 'Choose a person',
  moveMissing: 'Please choose a person.',
  moveNobody: 'There is no other person yet. Add the person first.',
  moveAction: 'Move the import',
  someMissing: 'The list of imports could not be read, so only files are shown.',
};
