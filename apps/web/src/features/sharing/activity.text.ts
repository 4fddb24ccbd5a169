import { i18n } from '../../i18n/i18n.ts';
import { lookedUp } from '../../i18n/looked-up.ts';

/** Words of "who saw what" and of its proofs. */
export const activityText = lookedUp({
  title: () => i18n.t('Who saw what'),
  lead: () =>
    i18n.t(
      'Every look at this record and every change, also by machines and by you. Nobody can take a line out without it showing.',
    ),
  emptyTitle: () => i18n.t('Nobody else has looked'),
  emptyWords: () => i18n.t('Apart from your own looks nothing has happened to this record.'),
  emptyAllTitle: () => i18n.t('Nothing has happened yet'),
  emptyAllWords: () => i18n.t('As soon as something is added or read, it stands here.'),
  more: () => i18n.t('Show earlier'),
  end: () => i18n.t('This is where the record begins.'),
  searching: () => i18n.t('Looking for lines that are not your own …'),
  failed: () => i18n.t('failed'),

  head: {
    title: () => i18n.t('The list is sealed'),
    words: (size: number, when: string) =>
      i18n.t(
        '{size, plural, one {# line} other {# lines}} of the whole server, last sealed {when}. If one of them were changed later, the seal would no longer fit.',
        { size, when },
      ),
    details: () => i18n.t('Show the seal'),
    root: () => i18n.t('Fingerprint of the whole list'),
    wholeWords: () =>
      i18n.t(
        'A proof of the whole list says how many lines there are about this record up to now. Keep it: if one went missing later, it would show.',
      ),
    save: () => i18n.t('Download the proof of the whole list'),
    fileName: 'chartwarden-proof-of-the-list.json',
  },

  idle: () => i18n.t('Choose a line to see what it covered, and to prove it.'),
});

export const lineText = lookedUp({
  close: () => i18n.t('Back to the list'),
  panel: () => i18n.t('The opened line'),
  when: () => i18n.t('When'),
  who: () => i18n.t('Who'),
  role: () => i18n.t('As'),
  what: () => i18n.t('What'),
  outcome: () => i18n.t('Outcome'),
  place: () => i18n.t('On behalf of'),
  purpose: () => i18n.t('For'),
  count: () => i18n.t('How many'),
  types: () => i18n.t('Kinds'),
  client: () => i18n.t('With'),
  ip: () => i18n.t('From address'),
  agent: () => i18n.t('Browser or program'),
  number: () => i18n.t('Line number'),
  actors: {
    account: () => i18n.t('A person who was logged in'),
    operator: () => i18n.t('The operator at the server itself'),
    system: () => i18n.t('The server itself; nobody read it'),
    anonymous: () => i18n.t('Somebody who was not logged in'),
  } as Readonly<Record<string, () => string>>,
  outcomes: {
    permitted: () => i18n.t('Allowed'),
    done: () => i18n.t('Done'),
    refused: () => i18n.t('Refused: nothing was shown'),
    failed: () => i18n.t('Failed'),
  } as Readonly<Record<string, () => string>>,
  purposes: {
    self: () => i18n.t('oneself'),
    care: () => i18n.t('care'),
    research: () => i18n.t('research'),
    ask: () => i18n.t('a question to a model'),
    discover: () => i18n.t('finding connections'),
    'make-sense': () => i18n.t('making sense of it'),
    explain: () => i18n.t('an explanation'),
    extract: () => i18n.t('reading a file'),
    sync: () => i18n.t('an automatic sync'),
    export: () => i18n.t('an export'),
    emergency: () => i18n.t('an emergency'),
    operate: () => i18n.t('keeping the server running'),
  } as Readonly<Record<string, () => string>>,
  items: () => i18n.t('What was shown'),
  itemsNone: () => i18n.t('This line names no entries.'),
  item: (place: number) => i18n.t('Entry {place, number}', { place }),
  gone: (count: number) =>
    i18n.t(
      '{count, plural, one {One of them is a file, or is no entry of the record any more.} other {# of them are files, or are no entries of the record any more.}}',
      { count },
    ),
  itemsMore: (count: number) => i18n.t('Show {count, number} more', { count }),
  prove: () => i18n.t('Prove it'),
  proveWords: () => i18n.t('The proof shows that this line stands in the sealed list, unchanged, in its place.'),
  proof: {
    title: () => i18n.t('The proof'),
    verified: () => i18n.t('The server checked it: the line is in the list, unchanged.'),
    here: () => i18n.t('This browser checked it too: from this line the fingerprint of the whole list comes out.'),
    hereFailed: () =>
      i18n.t('In this browser the numbers do not add up. Keep the proof file and ask whoever runs this server.'),
    notVerified: (why: string) =>
      i18n.t(
        'The proof does not fit ({why}). Somebody may have changed the list. Keep the proof file, and do not rely on the list.',
        { why },
      ),
    how: () => i18n.t('How it works'),
    steps: (hashes: number, size: number) => [
      i18n.t('The line is turned into a fingerprint. Any change, however small, would give another one.'),
      i18n.t(
        'Together with {hashes, plural, one {# other fingerprint} other {# other fingerprints}} it leads to one fingerprint of all {size, number} lines.',
        { hashes, size },
      ),
      i18n.t('That one is signed with the key of this server. Its public half stands on your recovery kit.'),
    ],
    only: () => i18n.t('The proof discloses this line and nothing of any other.'),
    checkpoint: () => i18n.t('Signed checkpoint'),
    save: () => i18n.t('Download the proof'),
    fileName: (seq: number) => `chartwarden-proof-${seq}.json`,
    verify: () => i18n.t('Anyone can check the file, without this server:'),
    command: (file: string) => `npx chartwarden ledger verify ${file}`,
  },
});
