import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

/** Words for access in an emergency: offering it, taking it, and while it is open. */
export const emergencyText = lookedUp({
  title: () => i18n.t('Emergency access'),
  lead: () =>
    i18n.t(
      'For the hour in which nobody can ask you. What you offer opens nothing by itself: whoever you offer it to can take it for four hours, has to say why, and you are told at once.',
    ),

  offered: () => i18n.t('What is offered'),
  none: () => i18n.t('Nothing is offered. In an emergency nobody here can open this record.'),
  essential: () => i18n.t('Allergies, medicines, conditions, vaccinations and devices'),
  everything: () => i18n.t('The whole record'),
  labels: () => i18n.t('Also what is specially protected'),
  withoutLabels: () => i18n.t('Without what is specially protected'),
  toPractitioners: () => i18n.t('For every practitioner of this Chartwarden'),
  toOrganization: (name: string) => i18n.t('For practitioners of {name}', { name }),
  unnamed: () => i18n.t('an organization'),
  since: (when: string) => i18n.t('offered {when}', { when }),
  withdraw: () => i18n.t('Withdraw'),
  withdrawn: () => i18n.t('Withdrawn. What was open under it is shut.'),

  offer: () => i18n.t('Offer it'),
  offerTitle: () => i18n.t('Offer access for an emergency'),
  what: () => i18n.t('What they may see'),
  papers: () =>
    i18n.t(
      'They find you by name and date of birth, as on your papers. Whoever knows both and is a practitioner here could take it without an emergency, too: you and everybody who looks after the record would read it at once, with their name and their reason.',
    ),
  document: () => i18n.t('On what paper the person agreed'),
  documentHint: () => i18n.t('Needed when an organization looks after the record.'),
  confirm: () => i18n.t('Offer it'),
  noBirthDate: () =>
    i18n.t('The record does not say on what day the person was born. Without that nobody finds it in an emergency.'),
  toBirthDate: () => i18n.t('Add the date of birth'),

  open: () => i18n.t('Open now'),
  takenBy: (name: string, when: string) => i18n.t('{name} took it {when}', { name, when }),
  somebody: () => i18n.t('Somebody'),
  why: (reason: string) => i18n.t('Why: {reason}', { reason }),
  until: (when: string) => i18n.t('Open until {when}', { when }),
  end: () => i18n.t('End it now'),

  take: {
    title: () => i18n.t('Somebody is in danger'),
    lead: () =>
      i18n.t(
        'Here you open the record of somebody who offered it for an emergency. They, and everybody who looks after them, are told at once that it was you, and why.',
      ),
    name: () => i18n.t('Their name, as on their papers'),
    birthDate: () => i18n.t('Their date of birth'),
    reason: () => i18n.t('Why you need it now'),
    reasonHint: () => i18n.t('At least ten characters. The person reads it.'),
    missing: () => i18n.t('Please fill this in.'),
    submit: () => i18n.t('Open the record for four hours'),
    several: (count: number) =>
      i18n.t(
        '{count, plural, other {# records}} here are of somebody with that name and date of birth. All of them are open to you for four hours. Anybody can make a record under any name: compare them before you rely on one.',
        { count },
      ),
    oneOf: (number: number) => i18n.t('Record {number}', { number }),
    notYours: () => i18n.t('Only practitioners open records in an emergency.'),
  },
});
