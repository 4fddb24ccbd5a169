import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

export const proceduresText = lookedUp({
  title: () => i18n.t('Procedures'),
  lead: () => i18n.t('What was done and looked at: operations, treatments, imaging and their reports.'),
  empty: () => i18n.t('No procedure is recorded'),
  kinds: {
    procedure: () => i18n.t('Procedure'),
    imaging: () => i18n.t('Imaging'),
    report: () => i18n.t('Report'),
    picture: () => i18n.t('Picture'),
  },
  states: {
    done: () => i18n.t('done'),
    'under-way': () => i18n.t('not finished'),
    planned: () => i18n.t('planned'),
    'not-done': () => i18n.t('not done'),
    stopped: () => i18n.t('stopped before its end'),
    unknown: () => i18n.t('not said whether it was done'),
  },
  show: () => i18n.t('Show'),
  all: () => i18n.t('Everything'),
  bodySite: () => i18n.t('where:'),
  instances: (count: number) =>
    i18n.t('{count, plural, one {# picture, kept at the clinic} other {# pictures, kept at the clinic}}', { count }),
});
