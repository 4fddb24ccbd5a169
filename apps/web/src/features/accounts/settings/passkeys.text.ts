import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

export const passkeysText = lookedUp({
  title: () => i18n.t('Passkeys'),
  lead: () =>
    i18n.t(
      'A passkey is kept by your phone, computer or security key. It logs you in without a password, with your finger, your face or the PIN of the device.',
    ),
  notHere: () => i18n.t('This browser has no passkeys at this address. They need https.'),
  none: () => i18n.t('You have no passkey yet.'),
  add: () => i18n.t('Add a passkey'),
  added: () => i18n.t('Your passkey was added.'),
  name: () => i18n.t('Name of the new passkey'),
  nameHint: () => i18n.t('So that you know it again, such as "My phone".'),
  nameMissing: () => i18n.t('Please type a name.'),
  there: () => i18n.t('This device has a passkey of yours already.'),
  made: (when: string) => i18n.t('made {when}', { when }),
  used: (when: string) => i18n.t('last used {when}', { when }),
  unused: () => i18n.t('not used yet'),
  remove: () => i18n.t('Remove'),
  removeThis: (name: string) => i18n.t('Remove the passkey {name}', { name }),
  rename: () => i18n.t('Rename'),
  renameThis: (name: string) => i18n.t('Rename the passkey {name}', { name }),
  renameTitle: () => i18n.t('Another name for this passkey'),
  newName: () => i18n.t('New name'),
  save: () => i18n.t('Save'),
  removeTitle: () => i18n.t('Remove this passkey?'),
  removeWords: () =>
    i18n.t('It will not log you in any more. Delete it on the device as well: it stays there and would be offered.'),
  keep: () => i18n.t('Keep it'),
});
