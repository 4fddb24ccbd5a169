import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

export const immunizationsText = lookedUp({
  title: () => i18n.t('Immunizations'),
  lead: () => i18n.t('Vaccinations as they were recorded. Two sources may tell of one dose.'),
  empty: () => i18n.t('No vaccination is recorded'),
  tabs: { vaccine: () => i18n.t('By vaccine'), year: () => i18n.t('By year') },
  vaccines: () => i18n.t('Vaccines'),
  entries: (count: number) => i18n.t('{count, plural, one {# entry} other {# entries}}', { count }),
  latest: (day: string) => i18n.t('latest {day}', { day }),
  states: {
    given: () => i18n.t('given'),
    'not-given': () => i18n.t('not given'),
    unknown: () => i18n.t('not said'),
  },
  dose: () => i18n.t('Dose'),
  doseOf: (dose: string) => i18n.t('dose {dose}', { dose }),
  lot: (lot: string) => i18n.t('lot {lot}', { lot }),
  against: () => i18n.t('against'),
  details: () => i18n.t('Details'),
});
