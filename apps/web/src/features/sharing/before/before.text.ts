import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

/** What an archive that was added says of the time before, in another Chartwarden. */
export const beforeText = lookedUp({
  title: () => i18n.t('From before'),
  lead: () =>
    i18n.t(
      'What an archive that was added to this record says of the time in another Chartwarden. It is there to be read: it gives nobody anything here.',
    ),
  made: (name: string, when: string) => i18n.t('{name}, made on {when}', { name, when }),
  madeSometime: (name: string) => i18n.t('{name}; it does not say when it was made', { name }),
  holds: (count: number) =>
    i18n.t(
      '{count, plural, one {Its log holds: # line, none missing and none changed since it was signed.} other {Its log holds: # lines, none missing and none changed since they were signed.}}',
      { count },
    ),
  whose: () =>
    i18n.t(
      'It was checked under the key that the archive itself names. Whose key that is, this Chartwarden cannot know: compare it with the recovery kit of the other one.',
    ),
  broken: () =>
    i18n.t(
      'Its log does not hold. Do not rely on it for who saw what: no line of it is shown. What was given is as the archive says, and nothing vouches for it.',
    ),
  key: () => i18n.t('Key of the other log'),
  given: () => i18n.t('Who was given what'),
  givenNote: () => i18n.t('As the archive says. People are named as they were there, and are nobody here.'),
  nothingGiven: () => i18n.t('It tells of nobody who was given anything.'),
  seen: () => i18n.t('Who saw what'),
  newest: (shown: number, all: number) =>
    i18n.t('The newest {shown, number} of {all, number} lines. The archive holds all of them.', { shown, all }),
  nothingSeen: () => i18n.t('It holds no line.'),
  more: () => i18n.t('Show earlier'),
  somebody: () => i18n.t('Somebody'),
  link: () => i18n.t('From before, in another Chartwarden'),
  linkWords: () =>
    i18n.t('An archive was added to this record. It says who was given what, and who saw what, where it came from.'),
});
