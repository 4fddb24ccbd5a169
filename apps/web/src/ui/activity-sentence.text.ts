import type { ActivityLine } from '../api/types.ts';
import { i18n } from '../i18n/i18n.ts';

/** Who it was: the person at the screen (`own`), or somebody of that name. */
type Who = {
  readonly by: 'own' | 'other';
  readonly name: string;
};
/** What a sentence is made of. */
export type Told = Pick<ActivityLine, 'actor' | 'action' | 'outcome' | 'count' | 'taken'>;
type Sentence = (who: Who, count: number) => string;

/** What an action is in words, whole sentences: other languages put the words in another order. */
const SENTENCES: Readonly<Record<string, Sentence>> = {
  search: (who, count) =>
    i18n.t('{by, select, own {You} other {{name}}} looked at {count, plural, one {one entry} other {# entries}}.', {
      ...who,
      count,
    }),
  read: (who, count) =>
    i18n.t('{by, select, own {You} other {{name}}} opened {count, plural, one {one entry} other {# entries}}.', {
      ...who,
      count,
    }),
  count: (who) => i18n.t('{by, select, own {You} other {{name}}} looked at what kinds of entries there are.', who),
  'read-name': (who) => i18n.t('{by, select, own {You} other {{name}}} saw the name on the list of people.', who),
  'read-content': (who) => i18n.t('{by, select, own {You} other {{name}}} opened a note or file of an entry.', who),
  'download-content': (who) =>
    i18n.t('{by, select, own {You} other {{name}}} downloaded a note or file of an entry.', who),
  'read-source': (who) => i18n.t('{by, select, own {You} other {{name}}} opened a file as it was received.', who),
  'list-sources': (who) => i18n.t('{by, select, own {You} other {{name}}} looked at the list of files.', who),
  'list-imports': (who) => i18n.t('{by, select, own {You} other {{name}}} looked at the list of imports.', who),
  'read-activity': (who) => i18n.t('{by, select, own {You} other {{name}}} looked at this log.', who),
  'prove-line': (who) => i18n.t('{by, select, own {You} other {{name}}} asked for the proof of a line.', who),
  'prove-chain': (who) =>
    i18n.t('{by, select, own {You} other {{name}}} asked for the proof that no line is missing.', who),
  import: (who, count) =>
    count === 0
      ? i18n.t('{by, select, own {You} other {{name}}} brought in files that held nothing new.', who)
      : i18n.t(
          '{by, select, own {You} other {{name}}} brought in {count, plural, one {one entry} other {# entries}}.',
          {
            ...who,
            count,
          },
        ),
  'import-cancel': (who) => i18n.t('{by, select, own {You} other {{name}}} gave up an import.', who),
  'import-withdraw': (who) => i18n.t('{by, select, own {You} other {{name}}} took an import back.', who),
  'import-move': (who) => i18n.t('{by, select, own {You} other {{name}}} moved an import to another person.', who),
  derive: (who, count) =>
    i18n.t(
      '{by, select, own {You} other {{name}}} brought the chart up to date ({count, plural, =0 {there was nothing to sort in} one {one entry} other {# entries}}).',
      { ...who, count },
    ),
  create: (who) => i18n.t('{by, select, own {You} other {{name}}} wrote an entry with a program.', who),
  update: (who) => i18n.t('{by, select, own {You} other {{name}}} changed an entry with a program.', who),
  delete: (who) => i18n.t('{by, select, own {You} other {{name}}} deleted an entry with a program.', who),
  transaction: (who, count) =>
    i18n.t(
      '{by, select, own {You} other {{name}}} wrote {count, plural, one {one entry} other {# entries}} with a program.',
      { ...who, count },
    ),
  correct: (who) => i18n.t('{by, select, own {You} other {{name}}} corrected an entry.', who),
  'correct-undo': (who) => i18n.t('{by, select, own {You} other {{name}}} took a correction back.', who),
  verdict: (who) =>
    i18n.t('{by, select, own {You} other {{name}}} said of two entries whether they are the same.', who),
  'verdict-undo': (who) =>
    i18n.t('{by, select, own {You} other {{name}}} took back what was said about two entries.', who),
  rename: (who) => i18n.t('{by, select, own {You} other {{name}}} changed the name.', who),
  export: (who, count) =>
    i18n.t(
      '{by, select, own {You} other {{name}}} took a copy of the record ({count, plural, one {one entry} other {# entries}}).',
      { ...who, count },
    ),
  'export-draft': (who) => i18n.t('{by, select, own {You} other {{name}}} prepared to take a copy of the record.', who),
  print: (who, count) =>
    i18n.t(
      '{by, select, own {You} other {{name}}} made a print with {count, plural, one {one entry} other {# entries}} on it.',
      { ...who, count },
    ),
  'read-consents': (who) => i18n.t('{by, select, own {You} other {{name}}} looked at who may see this record.', who),
  'read-invitations': (who) =>
    i18n.t('{by, select, own {You} other {{name}}} looked at who was invited to this record.', who),
  invitation: (who) =>
    i18n.t('{by, select, own {You} other {{name}}} made, renewed or cancelled an invitation to this record.', who),
  'erase-draft': (who) => i18n.t('{by, select, own {You} other {{name}}} prepared to erase this record.', who),
  leave: (who) =>
    i18n.t('{by, select, own {You} other {{name}}} decided about this record leaving the organization.', who),
  'access-record': (who) => i18n.t('{by, select, own {You} other {{name}}} made this record.', who),
  'link-open': () => i18n.t('Somebody with a link opened what it holds.'),
  'access-custody': (who) => i18n.t('{by, select, own {You} other {{name}}} changed who looks after this record.', who),
  'access-consent': (who) => i18n.t('{by, select, own {You} other {{name}}} changed what is shared.', who),
};

/** One line of the log as a sentence a worried person understands at night. */
export function sentenceOf(line: Told): string {
  const { actor, action, count = 0 } = line;
  const who: Who = { by: actor.own ? 'own' : 'other', name: nameOf(actor) };
  if (line.outcome === 'refused' && action === 'link-open')
    return i18n.t('Somebody with a link typed a wrong passcode; nothing was shown.');
  // Whoever holds an invitation is told whose record it is about, and nothing else.
  if (actor.role === 'invitation' && action === 'read-name')
    return actor.kind === 'anonymous'
      ? i18n.t('Somebody opened an invitation to this record and saw the name.')
      : i18n.t('{by, select, own {You} other {{name}}} opened an invitation to this record and saw the name.', who);
  if (line.outcome === 'refused')
    return i18n.t('{by, select, own {You} other {{name}}} tried something and was refused ({action}).', {
      ...who,
      action,
    });
  const sentence = line.taken
    ? i18n.t('{by, select, own {You} other {{name}}} began to look after this record.', { ...who })
    : Object.hasOwn(SENTENCES, action)
      ? (SENTENCES[action]?.(who, count) ?? '')
      : i18n.t('{by, select, own {You} other {{name}}} did something ({action}).', { ...who, action });
  return actor.kind === 'system' ? i18n.t('{sentence} Nobody read it.', { sentence }) : sentence;
}

/** Who it was, for a list of what they did. */
export const actorWords = (actor: ActivityLine['actor']): string => (actor.own ? i18n.t('You') : nameOf(actor));

/** By which way: the browser, the command line. Empty where the line does not say. */
export function wayWords({ client }: { readonly client?: string }): string {
  if (client === undefined) return '';
  return Object.hasOwn(WAYS, client) ? (WAYS[client]?.() ?? '') : client;
}

const WAYS: Readonly<Record<string, () => string>> = {
  browser: () => i18n.t('the browser'),
  cli: () => i18n.t('the command line'),
  job: () => i18n.t('a job of the server'),
};

function nameOf({ kind, name }: ActivityLine['actor']): string {
  if (kind === 'system') return i18n.t('Chartwarden itself');
  if (kind === 'operator') return i18n.t('The operator of this server');
  return name ?? i18n.t('Somebody without a login');
}
