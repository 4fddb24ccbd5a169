import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

/** Words of proving who one is: the second step of a login, before acts with consequences, and on the locked page. */
export const confirmText = lookedUp({
  title: () => i18n.t('Is it you?'),
  lead: () => i18n.t('This needs to be sure that it is you. Then it goes on by itself.'),
  cancel: () => i18n.t('Cancel'),

  lockedTitle: () => i18n.t('Locked'),
  lockedLead: (name: string) =>
    i18n.t('You are still logged in as {name}. Nothing is shown until you show that it is you.', { name }),
  logOut: () => i18n.t('Log out'),

  password: () => i18n.t('Password'),
  passwordMissing: () => i18n.t('Please type your password.'),
  wrongPassword: () => i18n.t('That is not your password. Nothing was changed.'),
  code: () => i18n.t('Code from your app'),
  codeHint: () => i18n.t('The six digits that your authenticator app shows now.'),
  codeMissing: () => i18n.t('Please type the six digits.'),
  recovery: () => i18n.t('Recovery code'),
  recoveryHint: () => i18n.t('One of the ten codes that you kept. Each works once.'),
  recoveryMissing: () => i18n.t('Please type one of your recovery codes.'),
  submit: () => i18n.t('Confirm'),
  usePasskey: () => i18n.t('Use a passkey'),
  usePassword: () => i18n.t('Use the password'),
  useCode: () => i18n.t('Use a code of your app'),
  useRecovery: () => i18n.t('Use a recovery code'),

  secondTitle: () => i18n.t('One more step'),
  secondLead: () => i18n.t('Your password is right. Now the code of your authenticator app.'),
  secondLeadElsewhere: () => i18n.t('Your sign-in is right. This account wants one more proof here.'),
  secondSubmit: () => i18n.t('Log in'),
  passkeyNotHere: () =>
    i18n.t('This account has a passkey, and wants it now. Use a browser and a device that have it, over https.'),
  startOver: () => i18n.t('Begin again'),
  lost: () => i18n.t('No app and no codes?'),
  lostWords: () =>
    i18n.t('An owner of this Chartwarden can take the second step away under Accounts. Nobody else can.'),
  lostOwner: () =>
    i18n.t(
      'If you are the only owner: on the machine that runs Chartwarden, this prints a link that lets you in once:',
    ),
});
