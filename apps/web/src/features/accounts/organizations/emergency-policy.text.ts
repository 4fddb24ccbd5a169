import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

/** Words about the emergency policy of an organization. */
export const emergencyPolicyText = lookedUp({
  title: () => i18n.t('In an emergency'),
  none: () => i18n.t('Nothing is offered. In an emergency nobody from outside can open the records here.'),
  words: () =>
    i18n.t(
      'What practitioners may open when somebody is in danger and cannot be asked. It opens nothing by itself, and everybody who works here reads it.',
    ),
  what: () => i18n.t('What they may see'),
  set: () => i18n.t('Set a policy'),
  change: () => i18n.t('Change the policy'),
  save: () => i18n.t('Set the policy'),
  replaces: () => i18n.t('What is open under the policy before ends at the same moment.'),
  end: () => i18n.t('End the policy'),
  endTitle: () => i18n.t('End the emergency policy?'),
  endWords: () =>
    i18n.t('Nobody can take anything under it any more, and what is open under it ends at the same moment.'),
});
