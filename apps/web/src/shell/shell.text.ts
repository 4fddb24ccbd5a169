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
  switchPerson: (name: string) => `Record of ${name}. Switch to another person`,
  people: 'Whose record?',
  addPerson: 'Add a person',

  account: (name: string) => `${name}: theme and log out`,
  theme: 'Colours',
  themes: { auto: 'Like this device', light: 'Light', dark: 'Dark' },
  logOut: 'Log out',
  logOutFailed: 'You are still logged in: the server did not answer. Try again.',

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
    following: 'Lists are still catching up.',
    onlyFiles: 'Nothing comes in by itself: what you did not add is not here.',
    onlyFilesShort: 'Only what you added is here.',
    unknown: 'How complete this record is cannot be said right now.',
  },
};
