import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

/** What is kept how long: what can be chosen, what goes by itself, and what stays. */
export const retentionText = lookedUp({
  title: () => i18n.t('What is kept how long'),
  lead: () =>
    i18n.t(
      'Records stay until they are erased. This page is about what gathers beside them. Nothing here shows whose it is.',
    ),
  back: () => i18n.t('Back'),
  notYours: () => i18n.t('This page is for owners and admins'),
  chosenTitle: () => i18n.t('You can choose'),
  range: (least: number, most: number) => i18n.t('{least} to {most} days', { least, most }),
  wrong: (least: number, most: number) => i18n.t('Write a whole number from {least} to {most}.', { least, most }),
  rules: {
    'unfinished-imports': () => i18n.t('Imports that nobody finished'),
    drafts: () => i18n.t('Drafts that nobody approved'),
    approvals: () => i18n.t('Approvals that were used or are too old'),
    jobs: () => i18n.t('What became of work in the background'),
    notices: () => i18n.t('Notices that were seen'),
  },
  nightly: () => i18n.t('Let it go every night'),
  nightlyWords: () => i18n.t('Otherwise it goes only when somebody does it here.'),
  dry: () => i18n.t('Show what would go now'),
  dryTitle: () => i18n.t('What would go now'),
  dryWords: () => i18n.t('Nothing has been changed yet.'),
  goes: (things: number, of: number) =>
    of > 0
      ? i18n.t(
          '{things, plural, =0 {nothing} one {# thing} other {# things}}, of {of, plural, one {one record or account} other {# records or accounts}}',
          { things, of },
        )
      : i18n.t('{things, plural, =0 {nothing} one {# thing} other {# things}}', { things }),
  apply: () => i18n.t('Keep it so, and let this go'),
  cancel: () => i18n.t('Cancel'),
  done: (count: number) =>
    i18n.t(
      '{count, plural, =0 {It is kept so from now on. Nothing had to go.} one {It is kept so from now on. # thing went.} other {It is kept so from now on. # things went.}}',
      { count },
    ),
  fixedTitle: () => i18n.t('What goes by itself, and what stays'),
  fixed: () => [
    i18n.t(
      'The log is never cut: it is kept for six years at least, and every line stands as long as this Chartwarden does.',
    ),
    i18n.t(
      'Entries, files, corrections, consents and imports that were taken back stay until their record is erased: the log vouches for each of them.',
    ),
    i18n.t('What a share link holds goes when the link ends, is over or was opened often enough.'),
    i18n.t('Logins, links for a password, invitations and mail that waits go when they are over.'),
    i18n.t(
      'What an import that was given up had brought goes within the hour, and files that nothing names within a day.',
    ),
    i18n.t('Receipts of what was erased are lines of the log, and stay with it.'),
  ],
});
