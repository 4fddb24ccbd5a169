import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

/** The form in which something is shared, or kept back. */
export const wizardText = lookedUp({
  title: () => i18n.t('Share some of this record'),
  keepTitle: (who: string) => i18n.t('Keep something back from {who}', { who }),
  lead: () => i18n.t('Say who, what, why and until when. Then you see exactly what they will see, before you give it.'),
  keepLead: () =>
    i18n.t('What you choose here they do not see, whatever is shared with them now or later, until you end it.'),
  keepAllTitle: () => i18n.t('Keep something from everybody'),
  keepAllLead: () =>
    i18n.t(
      'What you choose here nobody sees with whom you share this record, now or later, until you end it. You still see it, and so does whoever looks after this record with you; but a teenager keeps it from them, too.',
    ),
  presets: {
    title: () => i18n.t('Begin with one of these, or fill in below'),
    visit: () => i18n.t('A clinician for 24 hours'),
    emergency: () => i18n.t('An emergency contact'),
    caregiver: () => i18n.t('Somebody who helps to care'),
    parent: () => i18n.t('A parent of a teenager'),
    note: () => i18n.t('All of them leave out what is specially protected. You can change everything.'),
  },
  who: {
    title: () => i18n.t('1. Who'),
    address: () => i18n.t('Their e-mail address'),
    hint: () =>
      i18n.t('The address with which they log in here. Nobody is suggested and nobody is told before you share.'),
    missing: () => i18n.t('Please type the whole e-mail address.'),
    other: () => i18n.t('Somebody else'),
    kinds: {
      address: () => i18n.t('Somebody with an account here'),
      invite: () => i18n.t('Somebody without an account'),
      organization: () => i18n.t('An organization'),
    },
    inviteEmail: () => i18n.t('Their e-mail address, if only they may accept'),
    inviteHint: () =>
      i18n.t(
        'You get a link to hand over, and it is sent there, too, where mail is set up. Without an address whoever has the link may accept.',
      ),
    whoever: () => i18n.t('Whoever accepts'),
    organization: () => i18n.t('Which organization'),
    organizationHint: () => i18n.t('Whoever works there sees it, now and later, until you end it.'),
    noOrganizations: () => i18n.t('No organization here wants to be found.'),
    choose: () => i18n.t('Please choose'),
    chooseMissing: () => i18n.t('Please choose one.'),
  },
  what: {
    title: () => i18n.t('2. What'),
    choices: {
      everything: () => i18n.t('Everything'),
      kinds: () => i18n.t('Some kinds of records'),
      laboratory: () => i18n.t('Only laboratory results'),
      'vital-signs': () => i18n.t('Only vital signs'),
      sources: () => i18n.t('Only what came with some files'),
      entries: () => i18n.t('Only what you chose'),
      protected: () => i18n.t('Everything that is specially protected'),
    },
    onlyProtected: () => i18n.t('Only what is specially protected, as you switch it on below'),
    chosen: (count: number) => i18n.t('{count, plural, one {# chosen entry} other {# chosen entries}}', { count }),
    noSources: () => i18n.t('No files have been added yet.'),
    missing: () => i18n.t('Please choose at least one.'),
    days: () => i18n.t('Only what happened between these days (leave empty for all)'),
    from: () => i18n.t('From'),
    to: () => i18n.t('Up to'),
    undated: () => i18n.t('With a day set, entries without a date stay out.'),
    labels: () => i18n.t('Specially protected: stays out unless you switch it on'),
  },
  extent: {
    title: () => i18n.t('What they may do'),
    look: () => i18n.t('Look'),
    add: () => i18n.t('Look, add notes and files, and correct'),
    takesCopy: () => i18n.t('They may take a copy along'),
    takesCopyHint: () =>
      i18n.t('What they see, as a file that is not encrypted and cannot be taken back. You are told each time.'),
  },
  form: {
    title: () => i18n.t('How much of it'),
    full_source_allowed: () => i18n.t('The whole entries and files'),
    metadata_only: () => i18n.t('Only names, dates and states: no values, no text, no files'),
  },
  terms: {
    title: () => i18n.t('3. Why, and until when'),
    reason: () => i18n.t('Why (they and you will read this)'),
    reasonKept: () => i18n.t('Why (you and whoever holds this record read this)'),
    reasonKeptHint: () => i18n.t('You may leave it empty. From whom it is kept does not read it.'),
    reasonHint: () => i18n.t('You may leave it empty. It is for care in any case.'),
    until: () => i18n.t('Until'),
    untils: {
      '24-hours': () => i18n.t('For 24 hours'),
      '30-days': () => i18n.t('For 30 days'),
      day: () => i18n.t('Until the end of a day'),
      open: () => i18n.t('Until you end it'),
    },
    day: () => i18n.t('The last day'),
    missing: () => i18n.t('Please choose a day that is still to come.'),
  },
  check: () => i18n.t('See what they will see'),
  keepCheck: () => i18n.t('See what it says'),
  review: {
    title: () => i18n.t('4. What will stand'),
    sees: (count: number) =>
      i18n.t('{count, plural, one {They will see # entry:} other {They will see # entries:}}', { count }),
    seesNone: () => i18n.t('There is nothing in the record now that they would see.'),
    leftOut: (count: number) =>
      i18n.t('{count, plural, one {# entry stays out.} other {# entries stay out.}}', { count }),
    labelled: (count: number) =>
      i18n.t(
        '{count, plural, one {# entry of this record is specially protected.} other {# entries of this record are specially protected.}}',
        { count },
      ),
    later: () => i18n.t('What comes into the record later counts, too, when it fits.'),
    look: () => i18n.t('See it as they will'),
    give: () => i18n.t('Share now'),
    invite: () => i18n.t('Invite now'),
    keep: () => i18n.t('Keep it back now'),
    change: () => i18n.t('Change something'),
    honest: () =>
      i18n.t('You can end this with one tap. What they saw, kept or printed until then cannot be taken back.'),
  },
  invited: {
    title: () => i18n.t('The invitation is ready'),
    words: (day: string) =>
      i18n.t('It can be accepted until {day}, once. Nothing is shared before. You can cancel it under Sharing.', {
        day,
      }),
    sent: () => i18n.t('It is on its way by mail, too.'),
    once: () => i18n.t('This is the only time that the link is shown. Copy it, or let it be scanned.'),
    field: () => i18n.t('The link'),
    copy: () => i18n.t('Copy the link'),
    copied: () => i18n.t('Copied'),
    qr: () => i18n.t('The link as a QR code'),
    how: () =>
      i18n.t(
        'Whoever opens it sees whose record it is and how much is offered, and makes an account or logs in to accept.',
      ),
  },
  given: {
    title: () => i18n.t('Shared'),
    keptTitle: () => i18n.t('Kept back'),
    words: () => i18n.t('It holds from now on. They find it when they log in next.'),
    toSharing: () => i18n.t('To Sharing'),
  },
});
