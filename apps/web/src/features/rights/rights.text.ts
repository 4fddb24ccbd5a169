import { i18n } from '../../i18n/i18n.ts';
import { lookedUp } from '../../i18n/looked-up.ts';

/** Taking everything along, and having a record destroyed. */
export const rightsText = lookedUp({
  title: () => i18n.t('Copy and erase'),
  lead: () => i18n.t('Everything here is yours to take along, and yours to have destroyed.'),
  titleOthers: () => i18n.t('Take a copy'),
  leadOthers: () => i18n.t('What of this record you may take along as a file.'),
  notYours: () =>
    i18n.t(
      'You see this record through an organization. A copy of it is taken by whoever manages the organization, or by whoever the record is about: ask them for one.',
    ),
  notGranted: () =>
    i18n.t(
      'What was shared with you is to be looked at here, and not to be taken along. Ask whoever shared it if you need a copy.',
    ),
  brought: () => i18n.t('The files that you added yourself you can have again at any time.'),
  toBrought: () => i18n.t('To the files that I added'),

  copyTitle: () => i18n.t('Take everything along'),
  copyWords: () =>
    i18n.t(
      'One file with every entry and every version of it, the files as they were received, corrections, who was given what, and who saw what with its proof. You can read it in a browser, and another Chartwarden can take it in.',
    ),
  copyTitlePart: () => i18n.t('Take what was shared with you along'),
  copyPart: () =>
    i18n.t(
      'One file with the entries that were shared with you, to read in a browser. Whoever shared them is told that you took it.',
    ),
  copyStart: () => i18n.t('Show what would be in it'),
  facts: (count: number) => i18n.t('{count, plural, one {# entry} other {# entries}}', { count }),
  versions: (count: number) => i18n.t('{count, plural, one {# version of them} other {# versions of them}}', { count }),
  files: (count: number, size: string) =>
    i18n.t('{count, plural, one {# file as it was received, {size}} other {# files as they were received, {size}}}', {
      count,
      size,
    }),
  corrections: (count: number) => i18n.t('{count, plural, one {# correction} other {# corrections}}', { count }),
  log: () => i18n.t('who was given what, and every line of the log with its proof'),
  pages: () => i18n.t('pages to read, without any other program'),
  notEncrypted: () =>
    i18n.t(
      'The file is not encrypted: whoever has it can read it. Keep it as you would keep paper, and delete it from shared computers.',
    ),
  copyGive: () => i18n.t('Download it'),
  copyGone: () =>
    i18n.t('The download has begun. It stands in the log. If it is cut off, begin again: each can be fetched once.'),
  another: () => i18n.t('Once more'),
  cancel: () => i18n.t('Cancel'),

  eraseTitle: () => i18n.t('Erase this record'),
  eraseWords: () =>
    i18n.t(
      'The keys of this record are destroyed. From then on nobody can read it, here or in a backup, and nobody can undo it. Take a copy first if anybody may want one.',
    ),
  eraseStart: () => i18n.t('Show what would be lost'),
  lost: (facts: string, files: string) => i18n.t('{facts} and {files} would be destroyed.', { facts, files }),
  staysTitle: () => i18n.t('What stays'),
  stays: () => [
    i18n.t(
      'A receipt in the log that says when it was erased. The lines about this record stay too, and nobody can read them any more.',
    ),
    i18n.t('What other people took along: copies, prints, and what another Chartwarden took in.'),
    i18n.t(
      'One thing cannot be reached from here: whoever kept both an old backup and an old copy of the sealed keyring can still read what that backup holds.',
    ),
  ],
  name: () => i18n.t('Type the name of the record to erase it'),
  nameWords: (name: string) => i18n.t('It is “{name}”.', { name }),
  nameWrong: () => i18n.t('That is not the name of this record.'),
  eraseGo: () => i18n.t('Erase for good'),
  erased: (name: string, when: string) => i18n.t('The record of {name} was erased, {when}.', { name, when }),
  receipt: (seq: number) => i18n.t('Its receipt is line {seq} of the log.', { seq }),
  remains: () => i18n.t('Its rows and files are being removed now. They can no longer be read.'),
  leave: () => i18n.t('To the other records'),
});
