import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

export const careTeamText = lookedUp({
  title: () => i18n.t('Care team'),
  lead: () => i18n.t('Whoever the record names. Somebody whom two portals know may stand here twice.'),
  empty: () => i18n.t('The record names nobody yet'),
  parts: {
    teams: () => i18n.t('Teams'),
    people: () => i18n.t('People'),
    places: () => i18n.t('Clinics and organizations'),
  },
  over: () => i18n.t('no longer'),
  seen: (day: string) => i18n.t('last visit {day}', { day }),
  visits: (count: number) => i18n.t('{count, plural, one {# visit} other {# visits}} recorded', { count }),
  related: () => i18n.t('Related person'),
  systems: {
    phone: () => i18n.t('Phone'),
    fax: () => i18n.t('Fax'),
    email: () => i18n.t('Email'),
    pager: () => i18n.t('Pager'),
    url: () => i18n.t('Web'),
    sms: () => i18n.t('Text message'),
  } as Readonly<Record<string, () => string>>,
  contact: () => i18n.t('Contact'),
  address: () => i18n.t('Address'),
});
