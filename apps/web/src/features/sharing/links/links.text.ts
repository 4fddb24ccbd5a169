import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

/** Making, renewing and ending links for people without an account. */
export const linksText = lookedUp({
  title: () => i18n.t('Links'),
  lead: () =>
    i18n.t(
      'For somebody without an account here: whoever has the link, and its passcode if you set one, can read what it holds. Every opening stands in your log, and you are told.',
    ),
  make: () => i18n.t('Make a link'),
  toLinks: () => i18n.t('To Links'),
  none: () => i18n.t('There are no links'),
  noneWords: () => i18n.t('Nobody can open anything of this record by a link.'),
  label: (label: string) => i18n.t('Link “{label}”', { label }),
  until: (until: string) => i18n.t('Good until {until}.', { until }),
  open: () => i18n.t('Good until you end it.'),
  opened: (count: number) =>
    i18n.t('{count, plural, =0 {Not opened yet.} one {Opened once.} other {Opened # times.}}', { count }),
  left: (count: number) =>
    i18n.t(
      '{count, plural, =0 {It cannot be opened any more.} one {It can be opened once more.} other {It can be opened # more times.}}',
      {
        count,
      },
    ),
  passcode: (left: number) =>
    i18n.t(
      '{left, plural, =0 {Shut for good: too many wrong passcodes.} one {With a passcode; # wrong try is left.} other {With a passcode; # wrong tries are left.}}',
      {
        left,
      },
    ),
  noPasscode: () => i18n.t('Without a passcode.'),
  contentAt: (when: string) =>
    i18n.t('It holds what stood in the record {when}; what came later is not in it.', { when }),
  holdsNothing: () => i18n.t('It holds nothing (any more).'),
  made: (when: string) => i18n.t('Made {when}.', { when }),
  madeByOther: (when: string) => i18n.t('Made by somebody who holds this record with you, {when}.', { when }),
  end: () => i18n.t('End this now'),
  ended: () =>
    i18n.t(
      'Ended, and what it held is deleted here. What somebody opened, kept or printed before cannot be taken back.',
    ),
  renew: {
    start: () => i18n.t('Bring it up to date'),
    title: () => i18n.t('Bring a link up to date'),
    words: () =>
      i18n.t(
        'This server cannot read what a link holds: the key is in the link and nowhere else. Paste the link here; what it holds is then made anew in this browser. The link stays the same.',
      ),
    field: () => i18n.t('The whole link'),
    wrong: () => i18n.t('This is not that link. Copy all of it, with everything behind the #.'),
    go: () => i18n.t('Make its content anew'),
    done: () => i18n.t('The link holds what stands in the record now.'),
    cancel: () => i18n.t('Cancel'),
  },
  form: {
    title: () => i18n.t('Make a link'),
    lead: () =>
      i18n.t(
        'Choose what it holds and until when. It is encrypted in this browser, with a key that is in the link only: this server keeps it and cannot read it.',
      ),
    nameTitle: () => i18n.t('1. For whom'),
    name: () => i18n.t('What to call it'),
    nameHint: () => i18n.t('You and whoever opens it read this, for instance “For Dr. Huber”.'),
    nameMissing: () => i18n.t('Please give it a name.'),
    openings: () => i18n.t('How often it can be opened'),
    often: () => i18n.t('As often as they like'),
    times: (count: number) => i18n.t('{count, plural, one {Once} other {# times}}', { count }),
    passcode: () => i18n.t('Passcode (at least 6 characters)'),
    passcodeHint: () =>
      i18n.t(
        'Recommended. Tell it to them in another way than the link, by telephone for instance. After 10 wrong tries the link is shut for good.',
      ),
    passcodeShort: () => i18n.t('A passcode needs at least 6 characters. Leave it empty for none.'),
    check: () => i18n.t('See what it will hold'),
    reviewTitle: () => i18n.t('4. What will stand'),
    sentence: (label: string, what: string, end: string) =>
      i18n.t('Whoever has the link “{label}” may read {what}, {end}.', { label, what, end }),
    holds: (count: number) =>
      i18n.t(
        '{count, plural, =0 {There is nothing in the record now that it would hold.} one {It will hold # entry:} other {It will hold # entries:}}',
        { count },
      ),
    identity: () => i18n.t('The name and the date of birth of this record are in it, so that it is clear whose it is.'),
    outline: () => i18n.t('Only names, dates and states of entries; not whose they are.'),
    snapshot: () =>
      i18n.t('It holds what stands in the record now. What comes later is not in it until you bring it up to date.'),
    withPasscode: () => i18n.t('Opening it needs the passcode.'),
    withoutPasscode: () => i18n.t('Whoever gets hold of the link can open it: it has no passcode.'),
    give: () => i18n.t('Make the link'),
    change: () => i18n.t('Change something'),
    honest: () =>
      i18n.t('You can end it with one tap. What was read, kept or printed until then cannot be taken back.'),
  },
  ready: {
    title: () => i18n.t('The link is ready'),
    once: () =>
      i18n.t(
        'This is the only time that it is shown: the key in it is not kept anywhere. Copy it, or let it be scanned.',
      ),
    field: () => i18n.t('The link'),
    copy: () => i18n.t('Copy the link'),
    copied: () => i18n.t('Copied'),
    qr: () => i18n.t('The link as a QR code'),
    how: () => i18n.t('Other programs that read SMART Health Links can open it, too.'),
  },
});
