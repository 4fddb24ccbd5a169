import { i18n } from '../i18n/i18n.ts';
import { lookedUp } from '../i18n/looked-up.ts';

/** What an account is told about itself and what it looks after. */
export const noticesText = lookedUp({
  known: {
    'new-password-link': (when: string) =>
      i18n.t(
        "A one-time link to set a new password for your account was made on the server {when}. If that was not you or somebody you asked, whoever can use the server's command line can get in.",
        { when },
      ),
    'record-shared': (when: string) =>
      i18n.t('Somebody shared a health record with you {when}. You find it under the name at the top of the page.', {
        when,
      }),
    'share-ended': (when: string) =>
      i18n.t('Something that was shared with you was ended {when}. You do not see it any more.', { when }),
    'share-given': (when: string) =>
      i18n.t('Somebody who looks after a record together with you shared some of it {when}. See Sharing.', { when }),
    'share-given-back': (when: string) =>
      i18n.t('Somebody gave back what was shared with them {when}. See Sharing.', { when }),
    'files-brought': (when: string) =>
      i18n.t('Somebody with whom a record is shared added files to it {when}. See Sources.', { when }),
    'link-opened': (when: string) => i18n.t('Somebody opened a link to a record that you hold {when}.', { when }),
    'link-refused': (when: string) =>
      i18n.t('Somebody typed a wrong passcode at a link to a record that you hold {when}.', {
        when,
      }),
    'link-used-up': (when: string) =>
      i18n.t('A link to a record that you hold was shut for good {when}, after too many wrong passcodes. See Links.', {
        when,
      }),
    'new-password-link-by-owner': (when: string) =>
      i18n.t(
        'An owner of this Chartwarden made a one-time link to set a new password for your account {when}. If you did not ask for it, ask them why: whoever has the link can get in.',
        { when },
      ),
    'failed-logins': (when: string) =>
      i18n.t(
        'Somebody failed to log in to your account several times, last {when}. If that was not you, see which logins are open in the settings.',
        { when },
      ),
    'first-look': (when: string) =>
      i18n.t('Somebody saw something of a record that you look after for the first time {when}.', { when }),
    export: (when: string) =>
      i18n.t('A copy of a record that you look after, or of a part of it, was taken {when}.', { when }),
    'mass-read': (when: string) =>
      i18n.t('Somebody looked at very many entries of a record that you look after {when}.', { when }),
    'break-glass': (when: string) =>
      i18n.t('Somebody took access for an emergency to a record that you look after {when}.', { when }),
    'log-broken': (when: string) =>
      i18n.t(
        'The log of this Chartwarden was checked {when} and is not as it was written. Keep everything as it is, and run "chartwarden doctor" at the server.',
        { when },
      ),
    'clock-back': (when: string) =>
      i18n.t(
        'The clock of the server went backwards {when}. Times in the log did not, but see to it: links and logins end by the clock.',
        { when },
      ),
    'new-device': (when: string) =>
      i18n.t(
        'Your account was used to log in from a place that is new to it, {when}. If that was not you, end that login in the settings and change your password.',
        { when },
      ),
    'recovery-code-used': (when: string) =>
      i18n.t(
        'One of your recovery codes was used {when}. If that was not you, change your password and make new codes in the settings.',
        { when },
      ),
    'second-step-on': (when: string) => i18n.t('The second step of your login was turned on {when}.', { when }),
    'second-step-off': (when: string) =>
      i18n.t(
        'The second step of your login was turned off {when}. If that was not you, change your password and turn it on again.',
        { when },
      ),
    'second-step-taken-away': (when: string) =>
      i18n.t(
        'An owner of this Chartwarden took the second step off your login {when}. If you did not ask for it, ask them why. You can turn it on again in the settings.',
        { when },
      ),
    'passkey-added': (when: string) =>
      i18n.t(
        'A passkey was added to your account {when}. If that was not you, remove it in the settings and change your password.',
        { when },
      ),
    'passkey-removed': (when: string) => i18n.t('A passkey of your account was removed {when}.', { when }),
    'organization-manager': (when: string) =>
      i18n.t('You were made the manager of an organization {when}. See Organizations, in the menu under your name.', {
        when,
      }),
    'organization-role': (when: string) =>
      i18n.t('What you may do in an organization was changed {when}. See Organizations.', { when }),
    'leaving-begun': (when: string) =>
      i18n.t(
        'It was decided {when} that a record in the care of an organization you manage will be erased. See Organizations.',
        {
          when,
        },
      ),
    'leaving-told': (when: string) =>
      i18n.t(
        'It was decided {when} that a record that is shared with you, or that you were invited to take over, will be erased unless somebody takes it over before. Ask the organization that looks after it.',
        { when },
      ),
    'leaving-kept': (when: string) =>
      i18n.t(
        'A record that is shared with you, or that you were invited to take over, is kept after all, since {when}.',
        { when },
      ),
    'leaving-cancelled': (when: string) =>
      i18n.t('A record in the care of an organization you manage is kept after all, since {when}.', { when }),
    'leaving-lapsed': (when: string) =>
      i18n.t(
        'A record that was to be erased {when} was not: it had changed, or whoever decided it may no longer. See Organizations.',
        { when },
      ),
    'leaving-erased': (when: string) =>
      i18n.t('A record that an organization you manage let go of was erased {when}.', { when }),
    'organization-left': (when: string) =>
      i18n.t('You were taken off an organization {when}. You do not see the records there any more.', { when }),
    'custody-changed': (when: string) =>
      i18n.t('Who looks after a record that you hold changed {when}. See “Who looks after it”.', { when }),
    'custody-ended': (when: string) =>
      i18n.t('Somebody who looks after a record let go of you {when}. You do not see that record any more.', { when }),
    'birth-date-changed': (when: string) =>
      i18n.t('The date of birth in a record that you hold was changed {when}. See “Who looks after it”.', { when }),
    'growing-teen': (when: string) =>
      i18n.t(
        'Within 30 days something changes in a record that you hold, because of the age of the person: sensitive entries become theirs alone. You were told {when}. See “Who looks after it”.',
        { when },
      ),
    'growing-adult': (when: string) =>
      i18n.t(
        'Within 30 days something changes in a record that you hold: the person is grown up then, and whoever looked after them lets go as soon as they hold it themselves. You were told {when}. See “Who looks after it”.',
        { when },
      ),
    'invitation-waits': (when: string) =>
      i18n.t(
        'Somebody invited you to look after a health record with them, or to take it over, {when}. It waits for your answer under “Invitations to you”.',
        { when },
      ),
    'emergency-policy': (when: string) =>
      i18n.t('What an organization you manage offers for an emergency was changed {when}. See Organizations.', {
        when,
      }),
    'ownership-offered': (when: string) =>
      i18n.t(
        'An owner of this Chartwarden offered to hand it over to you {when}. Nothing changes unless you take it.',
        { when },
      ),
    'ownership-offer-made': (when: string) =>
      i18n.t(
        'An owner of this Chartwarden, maybe you, offered to hand it over to somebody else {when}. If that was not meant, withdraw the offer under Accounts.',
        { when },
      ),
    'ownership-withdrawn': (when: string) =>
      i18n.t('An offer to hand over this Chartwarden was withdrawn {when}.', { when }),
    'ownership-declined': (when: string) =>
      i18n.t('Whoever this Chartwarden was offered to declined it {when}. Everything stays as it is.', { when }),
    'ownership-yours': (when: string) =>
      i18n.t('You took this Chartwarden over {when}: you are an owner from now on.', { when }),
    'ownership-passed': (when: string) =>
      i18n.t('An owner of this Chartwarden handed it over to somebody else, who took it {when}.', { when }),
    'invitation-declined': (when: string) => i18n.t('An invitation that you made was declined {when}.', { when }),
    'identity-linked': (when: string) =>
      i18n.t(
        'A sign-in elsewhere was linked to your account {when}. If that was not you, unlink it in the settings and change your password.',
        { when },
      ),
    'identity-unlinked': (when: string) =>
      i18n.t('A sign-in elsewhere was unlinked from your account {when}.', { when }),
    'invitation-taken': (when: string) => i18n.t('An invitation that you made was taken {when}.', { when }),
  } as Readonly<Record<string, (when: string) => string>>,
  other: (kind: string, when: string) =>
    i18n.t('Something about your account changed {when} ({kind}).', { when, kind }),
  look: () => i18n.t('See who saw what'),
  lookCustody: () => i18n.t('See what changes and when'),
  lookInvitations: () => i18n.t('See the invitation'),
  lookOffer: () => i18n.t('See the offer'),
  lookAccounts: () => i18n.t('See the accounts'),
  times: (count: number) => i18n.t('({count, plural, one {once} other {# times}})', { count }),
  more: (count: number) => i18n.t('{count, plural, one {Show one more} other {Show # more}}', { count }),
  seen: () => i18n.t('I know'),
});
