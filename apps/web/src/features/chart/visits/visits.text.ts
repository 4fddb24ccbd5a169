import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

export const visitsText = lookedUp({
  title: () => i18n.t('Visits'),
  lead: () => i18n.t('Visits, stays and calls by year, with what happened in them as far as the record says.'),
  empty: () => i18n.t('No visit is recorded'),
  share: () => i18n.t('Share this visit'),
  visit: () => i18n.t('Visit'),
  noYear: () => i18n.t('Without a date'),
  earlier: (count: number) =>
    i18n.t('Show {count, plural, one {an earlier visit} other {# earlier visits}}', { count }),
  states: {
    planned: () => i18n.t('planned'),
    'under-way': () => i18n.t('under way'),
    over: () => i18n.t('over'),
    cancelled: () => i18n.t('cancelled'),
    unknown: () => i18n.t('not said whether it took place'),
  },
  /** HL7 v3 ActEncounterCode, which sources often write without words. */
  classes: {
    AMB: () => i18n.t('outpatient visit'),
    EMER: () => i18n.t('emergency'),
    HH: () => i18n.t('visit at home'),
    IMP: () => i18n.t('stay in hospital'),
    ACUTE: () => i18n.t('stay in hospital'),
    NONAC: () => i18n.t('stay in hospital'),
    SS: () => i18n.t('short stay'),
    OBSENC: () => i18n.t('stay for observation'),
    PRENC: () => i18n.t('before a stay in hospital'),
    VR: () => i18n.t('by telephone or video'),
  } as Readonly<Record<string, () => string>>,
  classed: (words: string, code: string) => i18n.t('{words} ({code})', { words, code }),
  until: (start: string, end: string) => i18n.t('{start} to {end}', { start, end }),
  about: {
    when: () => i18n.t('When'),
    state: () => i18n.t('State'),
    kind: () => i18n.t('Kind'),
    reasons: () => i18n.t('Reasons'),
    at: () => i18n.t('Where'),
    people: () => i18n.t('With whom'),
    partOf: () => i18n.t('Part of'),
  },
  parts: () => i18n.t('Parts of this visit'),
  entry: () => i18n.t('Open the entry'),
  back: () => i18n.t('All visits'),
  nothing: () => i18n.t('Nothing in this record says what happened in it.'),
  holds: (count: number) => i18n.t('{count, plural, one {# value} other {# values}}', { count }),
});
