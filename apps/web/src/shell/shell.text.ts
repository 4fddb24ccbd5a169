import { i18n } from '../i18n/i18n.ts';
import { lookedUp } from '../i18n/looked-up.ts';

export const shellText = lookedUp({
  own: () => i18n.t('your own record'),
  cared: () => i18n.t('you care for this record'),
  shared: () => i18n.t('shared with you'),
  sharedToAdd: () => i18n.t('shared with you, to look at and to add to'),
  staff: () => i18n.t('in the care of where you work'),
  unnamed: () => i18n.t('Somebody who does not show a name'),
  switchPerson: () => i18n.t(': switch to another person'),
  people: () => i18n.t('Whose record?'),
  patients: () => i18n.t('Patients where you work'),
  addPerson: () => i18n.t('Add a person'),

  account: () => i18n.t(': colours and log out'),
  theme: () => i18n.t('Colours'),
  themes: { auto: () => i18n.t('Like this device'), light: () => i18n.t('Light'), dark: () => i18n.t('Dark') },
  settings: () => i18n.t('Settings'),
  accounts: () => i18n.t('Accounts'),
  organizations: () => i18n.t('Organizations'),
  log: () => i18n.t('Log of this Chartwarden'),
  retention: () => i18n.t('What is kept how long'),
  logOut: () => i18n.t('Log out'),
  logOutFailed: () => i18n.t('You are still logged in: the server did not answer. Try again.'),

  printed: (when: string) =>
    i18n.t(
      'Printed {when} from Chartwarden. Only what was added to this record is on it; it is no medical document of a hospital.',
      { when },
    ),

  noPerson: () => i18n.t('This record is not here'),
  noPersonWords: () => i18n.t('There is no such record, or it is not yours to see.'),
  toStart: () => i18n.t('Go to the start'),

  preview: {
    label: () => i18n.t('Preview'),
    as: (who: string) => i18n.t('You see this record as {who} sees it.', { who }),
    only: () => i18n.t('Nothing can be changed here. Downloads are left out.'),
    leave: () => i18n.t('Leave the preview'),
  },

  strip: {
    part: () => i18n.t('You see what is shared with you of this record. Other parts of it may be left out.'),
    preview: () => i18n.t('What they are not given is left out, as if it were not there.'),
    partMore: () => i18n.t('What is shared'),
    label: () => i18n.t('How complete this record is'),
    nothing: () => i18n.t('Nothing has been added yet.'),
    from: (files: number, imports: number, when: string) =>
      i18n.t(
        'From {files, plural, one {# file} other {# files}} in {imports, plural, one {# import} other {# imports}}, last added {when}.',
        { files, imports, when },
      ),
    waiting: (count: number) =>
      i18n.t('{count, plural, one {One import waits} other {# imports wait}} for you', { count }),
    onlyFiles: () => i18n.t('Nothing comes in by itself: what you did not add is not here.'),
    onlyFilesShort: () => i18n.t('Only what you added is here.'),
    unknown: () => i18n.t('How complete this record is cannot be said right now.'),
  },
  emergency: {
    label: () => i18n.t('Access in an emergency'),
    words: (when: string) => i18n.t('You opened this record for an emergency. It shuts by itself at {when}.', { when }),
    holder: (name: string, when: string) =>
      i18n.t('{name} has this record open for an emergency, until {when}.', { name, when }),
    somebody: () => i18n.t('Somebody'),
    end: () => i18n.t('End it now'),
    see: () => i18n.t('See why'),
  },
  takeEmergency: () => i18n.t('Emergency'),
});
