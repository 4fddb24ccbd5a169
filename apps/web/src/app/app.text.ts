import { i18n } from '../i18n/i18n.ts';

export const appText = {
  get skip() {
    return i18n.t('Skip to the content');
  },
  get nothingShared() {
    return i18n.t('No record is shared with you yet');
  },
  get nothingSharedWords() {
    return i18n.t('Your account is there. As soon as somebody shares a record with you, it opens here.');
  },
  get noServerTitle() {
    return i18n.t('No connection to your server');
  },
  get noServerWords() {
    return i18n.t(
      'Your records are on your own server and nowhere else; nothing of them is kept on this device. As soon as the server can be reached, everything is here again.',
    );
  },
  get failedTitle() {
    return i18n.t('This page cannot be shown');
  },
  get notFoundTitle() {
    return i18n.t('There is nothing here');
  },
  get notFoundWords() {
    return i18n.t('The address may be mistyped, or what stood here is gone.');
  },
  get notFoundAction() {
    return i18n.t('Go to the start');
  },
};
