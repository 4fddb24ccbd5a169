import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

/** Words of the reader of notes and documents. */
export const readerText = lookedUp({
  share: () => i18n.t('Share this document'),
  one: () => i18n.t('One document'),
  untitled: () => i18n.t('Without a title'),
  back: () => i18n.t('Back to the documents'),
  reading: () => i18n.t('The document'),
  beside: () => i18n.t('About this document'),
  parts: () => i18n.t('What is in it'),
  written: (date: string) => i18n.t('Written {date}', { date }),
  by: (names: string) => i18n.t('by {names}', { names }),
  inVisit: () => i18n.t('In the same visit'),
  inVisitNone: () => i18n.t('Nothing else in this record names the same visit or this document.'),
  inVisitMore: () => i18n.t('There is more. Everything stands under Records.'),
  openEntry: () => i18n.t('The entry with all its data'),
  show: () => i18n.t('Show'),
  download: () => i18n.t('Download'),

  kinds: {
    file: () => i18n.t('File'),
    document: () => i18n.t('The text'),
    narrative: () => i18n.t('Short form, as the source wrote it'),
  },
  kindWithNumber: (kind: string, place: number) => i18n.t('{kind} {place}', { kind, place }),
  types: {
    text: () => i18n.t('Text'),
    html: () => i18n.t('Text with layout'),
    pdf: () => i18n.t('PDF'),
    png: () => i18n.t('Picture'),
    jpeg: () => i18n.t('Picture'),
    gif: () => i18n.t('Picture'),
    webp: () => i18n.t('Picture'),
  },

  elsewhere: () => i18n.t('This file stands where it came from and was not fetched.'),
  elsewhereWords: () =>
    i18n.t('Only its address is in the record. Ask for the file there, and add it: then it can be read here.'),
  nowhere: () => i18n.t('The entry speaks of a file, but none came with it.'),
  nothing: () => i18n.t('There is nothing to read in this entry.'),
  notShown: () => i18n.t('This kind of file cannot be shown here yet.'),
  notShownWords: () => i18n.t('It is in the record as it came. You can download it.'),
  damaged: () => i18n.t('This file is damaged and cannot be shown.'),
  damagedWords: () => i18n.t('It came like this. You can download it and try another program.'),
  locked: () => i18n.t('This PDF asks for a password.'),
  lockedWords: () => i18n.t('Whoever sent it locked it. You can download it and open it with the password.'),
  tooLarge: () => i18n.t('This picture is too large to show.'),
  tooLargeWords: () =>
    i18n.t('Its header asks for more memory than a page may take. You can download it and open it with care.'),
  problems: {
    size: () => i18n.t('It is not as long as its source says.'),
    hash: () => i18n.t('It is not the file of which its source gave the fingerprint.'),
    base64: () => i18n.t('A part of it could not be read.'),
    charset: () => i18n.t('Its letters are not marked as any alphabet. Some may be wrong.'),
  },

  smaller: () => i18n.t('Smaller'),
  larger: () => i18n.t('Larger'),
  find: () => i18n.t('Find in this document'),
  found: (at: number, count: number) => i18n.t('{at, number} of {count, number}', { at, count }),
  foundNone: () => i18n.t('Not found'),
  next: () => i18n.t('Next place'),
  previous: () => i18n.t('Previous place'),
  page: (page: number, pages: number) => i18n.t('Page {page, number} of {pages, number}', { page, pages }),
  pages: (count: number) => i18n.t('{count, plural, one {# page} other {# pages}}', { count }),
  morePages: (count: number) =>
    i18n.t('Only the first {count, number} pages are shown. All are in the download.', { count }),
  picture: () => i18n.t('The picture'),
});
