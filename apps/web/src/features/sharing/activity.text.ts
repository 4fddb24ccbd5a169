import { countOf, formatNumber } from '../../ui/words.ts';

/** Words of "who saw what" and of its proofs. */
export const activityText = {
  title: 'Who saw what',
  lead: 'Every look at this record and every change, also by machines and by you. Nobody can take a line out without it showing.',
  showOwn: 'Also show my own looks',
  emptyTitle: 'Nobody else has looked',
  emptyWords: 'Apart from your own looks nothing has happened to this record.',
  emptyAllTitle: 'Nothing has happened yet',
  emptyAllWords: 'As soon as something is added or read, it stands here.',
  more: 'Show earlier',
  end: 'This is where the record begins.',
  searching: 'Looking for lines that are not your own …',
  refused: 'refused',
  failed: 'failed',
  automatic: 'automatic',
  ownLooks: (count: number, from: string, to: string) =>
    from === to
      ? `You looked ${formatNumber(count)} times at ${to}`
      : `You looked ${formatNumber(count)} times between ${from} and ${to}`,

  head: {
    title: 'The list is sealed',
    words: (size: number, when: string) =>
      `${countOf(size, 'line', 'lines')} of the whole server, last sealed ${when}. If one of them were changed later, the seal would no longer fit.`,
    details: 'Show the seal',
    root: 'Fingerprint of the whole list',
    wholeWords:
      'A proof of the whole list says how many lines there are about this record up to now. Keep it: if one went missing later, it would show.',
    save: 'Download the proof of the whole list',
    fileName: 'chartwarden-proof-of-the-list.json',
  },

  idle: 'Choose a line to see what it covered, and to prove it.',
};

export const lineText = {
  close: 'Back to the list',
  panel: 'The opened line',
  when: 'When',
  who: 'Who',
  role: 'As',
  what: 'What',
  outcome: 'Outcome',
  purpose: 'For',
  count: 'How many',
  types: 'Kinds',
  client: 'With',
  ip: 'From address',
  agent: 'Browser or program',
  number: 'Line number',
  actors: {
    account: 'A person who was logged in',
    operator: 'The operator at the server itself',
    system: 'The server itself; nobody read it',
    anonymous: 'Somebody who was not logged in',
  } as Readonly<Record<string, string>>,
  outcomes: {
    permitted: 'Allowed',
    done: 'Done',
    refused: 'Refused: nothing was shown',
    failed: 'Failed',
  } as Readonly<Record<string, string>>,
  purposes: {
    self: 'oneself',
    care: 'care',
    research: 'research',
    ask: 'a question to a model',
    discover: 'finding connections',
    'make-sense': 'making sense of it',
    explain: 'an explanation',
    extract: 'reading a file',
    sync: 'an automatic sync',
    export: 'an export',
    emergency: 'an emergency',
    operate: 'keeping the server running',
  } as Readonly<Record<string, string>>,
  clients: { browser: 'the browser', cli: 'the command line', job: 'a job of the server' } as Readonly<
    Record<string, string>
  >,
  items: 'What was shown',
  itemsNone: 'This line names no entries.',
  item: (place: number) => `Entry ${formatNumber(place)}`,
  itemsMore: (count: number) => `Show ${formatNumber(count)} more`,
  prove: 'Prove it',
  proveWords: 'The proof shows that this line stands in the sealed list, unchanged, in its place.',
  proof: {
    title: 'The proof',
    verified: 'The server checked it: the line is in the list, unchanged.',
    here: 'This browser checked it too: from this line the fingerprint of the whole list comes out.',
    hereFailed: 'In this browser the numbers do not add up. Keep the proof file and ask whoever runs this server.',
    notVerified: (why: string) =>
      `The proof does not fit (${why}). Somebody may have changed the list. Keep the proof file, and do not rely on the list.`,
    how: 'How it works',
    steps: (hashes: number, size: number) => [
      'The line is turned into a fingerprint. Any change, however small, would give another one.',
      `Together with ${countOf(hashes, 'other fingerprint', 'other fingerprints')} it leads to one fingerprint of all ${formatNumber(size)} lines.`,
      'That one is signed with the key of this server. Its public half stands on your recovery kit.',
    ],
    only: 'The proof discloses this line and nothing of any other.',
    checkpoint: 'Signed checkpoint',
    save: 'Download the proof',
    fileName: (seq: number) => `chartwarden-proof-${seq}.json`,
    verify: 'Anyone can check the file, without this server:',
    command: (file: string) => `npx chartwarden ledger verify ${file}`,
  },
};
