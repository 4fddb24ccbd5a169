import { i18n } from '../../i18n/i18n.ts';
import { lookedUp } from '../../i18n/looked-up.ts';

/** The page of who may what with a record, and the sentences that say it. */
export const sharingText = lookedUp({
  title: () => i18n.t('Sharing'),
  lead: () => i18n.t('Who may see this record, why, and until when. What you share you can end at any moment.'),
  share: () => i18n.t('Share'),
  holders: () => i18n.t('Whose record it is'),
  holderYou: (since: string) => i18n.t('You hold this record, since {since}.', { since }),
  holderSelf: (who: string, since: string) =>
    i18n.t('{who}: it is their own record. They hold it since {since}.', { who, since }),
  holderOther: (who: string, since: string) => i18n.t('{who} looks after this record, since {since}.', { who, since }),
  now: () => i18n.t('Who has access now'),
  earlier: (moment: string) => i18n.t('Who had access on {moment}', { moment }),
  later: () => i18n.t('What begins later'),
  kept: () => i18n.t('What is kept back'),
  nobody: () => i18n.t('Nobody else has access. Nothing is shared unless you share it here.'),
  nobodyThen: () => i18n.t('Nobody else had access at that moment.'),
  why: (reason: string) => i18n.t('Why: {reason}', { reason }),
  givenByYou: (when: string) => i18n.t('Given by you {when}.', { when }),
  givenBy: (who: string, when: string) => i18n.t('Given by {who} {when}.', { who, when }),
  onlyOutline: () => i18n.t('Only names, dates and states of entries: no values, no text, no files.'),
  emergency: () => i18n.t('Taken in an emergency.'),
  takesCopy: () => i18n.t('They may also take a copy of it along as a file.'),
  youTakeCopy: () => i18n.t('You may also take a copy of it along as a file, under “Take a copy”.'),
  end: () => i18n.t('End this now'),
  giveBack: () => i18n.t('Give it back'),
  ended: (who: string) =>
    i18n.t('Ended. {who} sees nothing of it from now on. What was seen, kept or printed before cannot be taken back.', {
      who,
    }),
  endedPart: (who: string) =>
    i18n.t('Ended. {who} still sees what else is shared with them: it stands below.', { who }),
  endedKept: () => i18n.t('Ended. It is no longer kept back.'),
  givenBack: () => i18n.t('Given back. You do not see it any more.'),
  lookAs: (who: string) => i18n.t('See what {who} sees', { who }),
  keepBack: (who: string) => i18n.t('Keep something back from {who}', { who }),
  keepBackAll: () => i18n.t('Keep something from everybody'),
  receipt: () => i18n.t('Save the receipt (PDF)'),
  receiptData: () => i18n.t('Save the receipt (JSON)'),
  receiptFhir: () => i18n.t('Save it as FHIR Consent'),
  receiptPdf: 'chartwarden-consent-receipt.pdf',
  receiptFile: 'chartwarden-consent-receipt.json',
  fhirFile: 'chartwarden-consent.fhir.json',
  everybodyElse: () => i18n.t('They'),
  moment: {
    label: () => i18n.t('As it stood on'),
    show: () => i18n.t('Show'),
    now: () => i18n.t('Back to now'),
    words: (moment: string) =>
      i18n.t('This is how it stood on {moment}. Nothing can be changed in the past.', { moment }),
  },
  waiting: {
    title: () => i18n.t('Invitations that wait'),
    until: (day: string) => i18n.t('It can be accepted until {day}.', { day }),
    dead: () => i18n.t('It can no longer be accepted. Make a new link, or cancel it.'),
    by: (who: string) => i18n.t('Made by {who}.', { who }),
    renew: () => i18n.t('Make a new link'),
    cancel: () => i18n.t('Cancel it'),
    cancelled: () => i18n.t('Cancelled. Its link opens nothing any more.'),
    renewed: () => i18n.t('The link from before opens nothing any more.'),
  },
  history: {
    title: () => i18n.t('Changes'),
    show: () => i18n.t('Show every change'),
    ended: (sentence: string) => i18n.t('Ended: {sentence}', { sentence }),
    began: (sentence: string) => i18n.t('Shared: {sentence}', { sentence }),
    kept: (sentence: string) => i18n.t('Kept back: {sentence}', { sentence }),
    held: (who: string) => i18n.t('{who} took this record into their hands.', { who }),
    let: (who: string) => i18n.t('{who} no longer holds this record.', { who }),
    heldByYou: () => i18n.t('You took this record into your hands.'),
    letByYou: () => i18n.t('You no longer hold this record.'),
    byYou: () => i18n.t('by you'),
    by: (who: string) => i18n.t('by {who}', { who }),
  },
  own: {
    lead: () => i18n.t('What is shared with you of this record. Nobody but its holder sees what others were given.'),
    none: () =>
      i18n.t('Nothing is shared with you by name. You see this record in another way, through where you work.'),
  },
  sentence: {
    look: (who: string, what: string, end: string) => i18n.t('{who} may look at {what}, {end}.', { who, what, end }),
    add: (who: string, what: string, end: string) =>
      i18n.t('{who} may look at {what}, add to it and correct it, {end}.', { who, what, end }),
    youLook: (what: string, end: string) => i18n.t('You may look at {what}, {end}.', { what, end }),
    youAdd: (what: string, end: string) =>
      i18n.t('You may look at {what}, add to it and correct it, {end}.', { what, end }),
    kept: (who: string, what: string, end: string) => i18n.t('{who} does not see {what}, {end}.', { who, what, end }),
    keptFromAll: (what: string, end: string) =>
      i18n.t('Nobody with whom this is shared sees {what}, {end}.', { what, end }),
    youKept: (what: string, end: string) => i18n.t('You do not see {what}, {end}.', { what, end }),
    until: (moment: string) => i18n.t('until {moment}', { moment }),
    open: () => i18n.t('until it is ended'),
    hours: (count: number) =>
      i18n.t('{count, plural, one {for # hour from when they accept} other {for # hours from when they accept}}', {
        count,
      }),
    days: (count: number) =>
      i18n.t('{count, plural, one {for # day from when they accept} other {for # days from when they accept}}', {
        count,
      }),
    everybody: () => i18n.t('Everybody'),
    unnamed: (kind: string) => {
      if (kind === 'system') return i18n.t('Chartwarden itself');
      if (kind === 'model') return i18n.t('A language model');
      if (kind === 'link') return i18n.t('Whoever has a link');
      return kind === 'organization' ? i18n.t('An organization') : i18n.t('Somebody');
    },
    untold: () => i18n.t('a part that you are not told'),
    everythingOpen: () => i18n.t('everything but what is specially protected'),
    everything: () => i18n.t('everything'),
    labelled: () => i18n.t('everything that is specially protected'),
    ofLabels: (labels: string) => i18n.t('what is specially protected as {labels}', { labels }),
    laboratory: () => i18n.t('laboratory results'),
    vitalSigns: () => i18n.t('vital signs'),
    entries: (count: number) => i18n.t('{count, plural, one {# chosen entry} other {# chosen entries}}', { count }),
    sources: (count: number) =>
      i18n.t('{count, plural, one {what came with # file} other {what came with # files}}', { count }),
    origins: (count: number) =>
      i18n.t('{count, plural, one {what came from # place} other {what came from # places}}', { count }),
    codes: (count: number) => i18n.t('{count, plural, one {# chosen code} other {# chosen codes}}', { count }),
    categories: (count: number) =>
      i18n.t('{count, plural, one {# chosen category} other {# chosen categories}}', { count }),
    withLabels: (what: string, labels: string) => i18n.t('{what}, with {labels}', { what, labels }),
    since: (what: string, from: string) => i18n.t('{what} since {from}', { what, from }),
    upTo: (what: string, to: string) => i18n.t('{what} up to {to}', { what, to }),
    between: (what: string, from: string, to: string) => i18n.t('{what} from {from} to {to}', { what, from, to }),
    kinds: {
      results: () => i18n.t('results and measurements'),
      medicines: () => i18n.t('medicines'),
      conditions: () => i18n.t('conditions'),
      allergies: () => i18n.t('allergies'),
      immunizations: () => i18n.t('immunizations'),
      visits: () => i18n.t('visits'),
      appointments: () => i18n.t('appointments'),
      documents: () => i18n.t('documents'),
      procedures: () => i18n.t('procedures'),
      devices: () => i18n.t('devices'),
      plans: () => i18n.t('plans and goals'),
      careTeam: () => i18n.t('the care team'),
      family: () => i18n.t('family history'),
      insurance: () => i18n.t('insurance'),
    },
    labels: {
      HIV: () => i18n.t('HIV'),
      ETH: () => i18n.t('Alcohol and drugs'),
      PSY: () => i18n.t('Mental health'),
      SEX: () => i18n.t('Sexual health'),
      SDV: () => i18n.t('Violence or abuse'),
      GDIS: () => i18n.t('Genetics'),
    },
  },
});
