import { countOf } from '../ui/words.ts';

export const shellText = {
  navigation: 'Pages of this record',
  records: 'Records',
  add: 'Add records',
  sources: 'Sources',
  activity: 'Who saw what',

  own: 'your own record',
  cared: 'you care for this record',
  shared: 'shared with you',
  switchPerson: ': switch to another person',
  people: 'Whose record?',
  addPerson: 'Add a person',

  account: ': colours and log out',
  theme: 'Colours',
  themes: { auto: 'Like this device', light: 'Light', dark: 'Dark' },
  logOut: 'Log out',
  logOutFailed: 'You are still logged in: the server did not answer. Try again.',

  notices: {
    known: {
      'new-password-link': (when: string) =>
        `A one-time link to set a new password for your account was made on the server ${when}. If that was not you or somebody you asked, whoever can use the server's command line can get in.`,
    } as Readonly<Record<string, (when: string) => string>>,
    other: (kind: string, when: string) => `Something about your account changed ${when} (${kind}).`,
    seen: 'I know',
  },

  noPerson: 'This record is not here',
  noPersonWords: 'There is no such record, or it is not yours to see.',
  toStart: 'Go to the start',

  strip: {
    label: 'How complete this record is',
    nothing: 'Nothing has been added yet.',
    from: (files: number, imports: number, when: string) =>
      `From ${countOf(files, 'file', 'files')} in ${countOf(imports, 'import', 'imports')}, last added ${when}.`,
    waiting: (count: number) =>
      count === 1 ? 'One import waits for you' : `${countOf(count, 'import', 'imports')} wait for you`,
    onlyFiles: 'Nothing comes in by itself: what you did not add is not here.',
    onlyFilesShort: 'Only what you added is here.',
    unknown: 'How complete this record is cannot be said right now.',
  },
};
