import type { ActivityLine } from '@chartwarden/gate';

/** What an action is in words, after the name of whoever did it. `%n` is the number of entries. */
const WORDS: Readonly<Record<string, string>> = {
  search: 'looked at %n',
  read: 'opened %n',
  count: 'looked at what kinds of entries there are',
  'read-name': 'saw the name on the list of people',
  'read-content': 'opened a note or file of an entry',
  'download-content': 'downloaded a note or file of an entry',
  'read-source': 'opened a file as it was received',
  'list-sources': 'looked at the list of files',
  'list-imports': 'looked at the list of imports',
  'read-activity': 'looked at this log',
  'prove-line': 'asked for the proof of a line',
  'prove-chain': 'asked for the proof that no line is missing',
  import: 'brought in %n',
  'import-cancel': 'gave up an import',
  'import-withdraw': 'took an import back',
  'import-move': 'moved an import to another person',
  derive: 'brought the chart up to date (%n)',
  correct: 'corrected an entry',
  'correct-undo': 'took a correction back',
  verdict: 'said of two entries whether they are the same',
  'verdict-undo': 'took back what was said about two entries',
  rename: 'changed the name',
  export: 'took a copy of the record (%n)',
  'access-custody': 'changed who looks after this record',
  'access-consent': 'changed what is shared',
};

/** One line of the log as a sentence a worried person understands at night. */
export function sentenceOf(
  line: ActivityLine,
  who: { readonly name: string | undefined; readonly own: boolean },
): string {
  const { body } = line;
  const subject =
    body.actor.kind === 'system'
      ? 'Chartwarden itself'
      : body.actor.kind === 'operator'
        ? 'The operator of this server'
        : who.own
          ? 'You'
          : (who.name ?? 'Somebody without a login');
  const count = body.count ?? 0;
  const entries = count === 1 ? 'one entry' : `${count} entries`;
  // The first line of a record, and every handing over: somebody takes it into their care.
  const isTaken = body.action === 'access-custody' && body.detail?.state === 'held';
  const isNothing = body.action === 'import' && body.count === 0;
  const known = isTaken
    ? 'began to look after this record'
    : isNothing
      ? 'brought in files that held nothing new'
      : WORDS[body.action];
  const words = (known ?? `did something (${body.action})`).replace('%n', entries);
  if (body.outcome === 'refused') return `${subject} tried something and was refused (${body.action}).`;
  return `${subject} ${words}${body.actor.kind === 'system' ? '; nobody read it' : ''}.`;
}
