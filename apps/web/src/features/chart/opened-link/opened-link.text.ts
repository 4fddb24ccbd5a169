import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

/** What somebody reads who was given a link. */
export const openedLinkText = lookedUp({
  title: () => i18n.t('A health record was shared with you'),
  broken: () => i18n.t('This link is not whole'),
  brokenWords: () =>
    i18n.t('A part of it is missing. Copy all of it, with everything behind the #, or scan the code again.'),
  shared: (label: string) => i18n.t('Shared as “{label}”.', { label }),
  until: (until: string) => i18n.t('The link is good until {until}.', { until }),
  open: () => i18n.t('The link is good until whoever shared it ends it.'),
  lead: () =>
    i18n.t(
      'Whoever shared it is told that you opened it, when, and what you write here. Nothing is kept in this browser.',
    ),
  who: () => i18n.t('Your name (whoever shared it reads it)'),
  someone: () => i18n.t('Somebody with the link'),
  passcode: () => i18n.t('Passcode'),
  passcodeHint: () => i18n.t('Whoever gave you the link has it.'),
  wrong: (left: number) =>
    i18n.t(
      '{left, plural, =0 {This was not the passcode. The link is shut for good.} one {This was not the passcode. # try is left.} other {This was not the passcode. # tries are left.}}',
      { left },
    ),
  needed: () => i18n.t('This link needs its passcode.'),
  go: () => i18n.t('Open it'),
  problems: {
    gone: () =>
      i18n.t(
        'This link opens nothing. It may have been ended, used up, or be too old. Ask whoever gave it to you for a new one.',
      ),
    busy: () => i18n.t('The server is busy, or there were too many tries. Wait a minute and try again.'),
    unreachable: () => i18n.t('The server that keeps it cannot be reached. Try again later.'),
    elsewhere: () => i18n.t('This link belongs to another server, and can only be opened there.'),
    damaged: () => i18n.t('What came cannot be opened with this link. Ask whoever gave it to you for a new one.'),
  },
  of: (name: string) => i18n.t('Record of {name}', { name }),
  born: (date: string) => i18n.t('Born {date}', { date }),
  noName: () => i18n.t('It does not say whose record it is.'),
  holds: (count: number) =>
    i18n.t('{count, plural, =0 {It holds no entries.} one {It holds # entry.} other {It holds # entries.}}', { count }),
  part: () =>
    i18n.t(
      'This is what was chosen to be shared, as it stood then. It is not the whole record, and what came later is not in it.',
    ),
  unnamed: () => i18n.t('Without a name'),
  save: () => i18n.t('Save as a file (FHIR)'),
  print: () => i18n.t('Print'),
});
