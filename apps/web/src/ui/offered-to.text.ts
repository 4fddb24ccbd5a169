import { i18n } from '../i18n/i18n.ts';
import { lookedUp } from '../i18n/looked-up.ts';

/** Words for whom access in an emergency is offered to, and of what. */
export const offeredToText = lookedUp({
  label: () => i18n.t('Who may take it'),
  hint: () => i18n.t('Of an organization, those who work there and are practitioners.'),
  practitioners: () => i18n.t('Every practitioner of this Chartwarden'),
  organization: (name: string) => i18n.t('Practitioners of {name}', { name }),
  unnamed: () => i18n.t('an organization'),
  policyOf: (name: string) => i18n.t('By the emergency policy of {name}', { name }),
  policyWords: () =>
    i18n.t(
      'It is about every record that only this organization looks after. As soon as the person, or somebody who cares for them, holds the record, they decide for themselves.',
    ),
  essential: () => i18n.t('Allergies, medicines, conditions, vaccinations and devices'),
  everything: () => i18n.t('The whole record but what is specially protected'),
  hours: () => i18n.t('For four hours at most, with a reason, by name and date of birth.'),
  told: () => i18n.t('Every manager of the organization is told at once, and it stays in the log of the person.'),
  set: (when: string, by: string) => i18n.t('Set {when} by {by}.', { when, by }),
  since: (when: string) => i18n.t('Set {when}.', { when }),
});
