import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

/** Words about handing over the instance. */
export const handoverText = lookedUp({
  title: () => i18n.t('Hand over this Chartwarden'),
  lead: () =>
    i18n.t(
      'You offer somebody to be its owner in your place. Nothing changes before they take it; then both changes happen at the same moment.',
    ),
  open: () => i18n.t('Hand it over'),
  nobody: () => i18n.t('There is nobody yet who could take it. Invite somebody first, as a member for example.'),
  to: () => i18n.t('To whom'),
  keeps: () => i18n.t('What you are afterwards'),
  keepsHint: () => i18n.t('Records that you hold, or that are shared with you, stay as they are.'),
  show: () => i18n.t('Show what it means'),
  offer: () => i18n.t('Offer it'),
  back: () => i18n.t('Back'),

  means: () => i18n.t('What this means'),
  becomes: (name: string, before: string, after: string) =>
    i18n.t('{name}: before {before}, then {after}', { name, before, after }),
  ownerThen: (name: string) =>
    i18n.t('{name} runs this Chartwarden from then on: accounts, keys, backups. No record opens because of it.', {
      name,
    }),
  loses: (name: string) =>
    i18n.t(
      '{name} does so no more, and only an owner can change that again. Links and invitations as an owner that are open stop working.',
      { name },
    ),
  kit: () =>
    i18n.t(
      'The recovery kit on paper and the passwords of the server are not part of this. Hand them over yourselves, on a way that you trust.',
    ),
  unproven: (email: string) =>
    i18n.t('Nobody has shown yet that {email} is theirs. Be sure that this account is really theirs.', { email }),
  told: () => i18n.t('Every owner is told, also by mail, and it stays in the log.'),
  until: (when: string) => i18n.t('It can be taken until {when}.', { when }),
  days: (count: number) => i18n.t('It can be taken within {count, plural, one {# day} other {# days}}.', { count }),

  waitsTitle: () => i18n.t('This Chartwarden is offered to somebody'),
  waits: (giver: string, taker: string, when: string) =>
    i18n.t('{giver} offered it to {taker}. It can be taken until {when}.', { giver, taker, when }),
  withdraw: () => i18n.t('Withdraw the offer'),
  withdrawTitle: () => i18n.t('Withdraw this offer?'),
  withdrawWords: () => i18n.t('Everything stays as it is. You can offer it again later.'),
  keepIt: () => i18n.t('Leave it open'),

  asked: (giver: string) => i18n.t('{giver} offers you to take over this Chartwarden', { giver }),
  take: () => i18n.t('Take it over'),
  decline: () => i18n.t('No, thank you'),
  declineTitle: () => i18n.t('Say no to this offer?'),
  declineWords: (giver: string) => i18n.t('{giver} is told that you said no. Everything stays as it is.', { giver }),
  declineConfirm: () => i18n.t('Say no'),
  notYet: () => i18n.t('Not yet'),
});
