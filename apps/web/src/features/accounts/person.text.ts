import { i18n } from '../../i18n/i18n.ts';
import { lookedUp } from '../../i18n/looked-up.ts';
export const personText = lookedUp({
  invited: () =>
    i18n.t(
      'If you were invited to see somebody’s record, you need not add one: it opens here as soon as they share it.',
    ),
  firstTitle: () => i18n.t('Whose record do you want to start with?'),
  firstLead: () =>
    i18n.t('You can add more people later. Each person has a record of their own, with keys of its own.'),
  addTitle: () => i18n.t('Add a person'),
  addLead: () => i18n.t('A child or a parent can have a record without a login. You look after it.'),
  whose: () => i18n.t('This record is'),
  mine: () => i18n.t('Mine'),
  mineHint: () => i18n.t('The record is about me.'),
  other: () => i18n.t('Of somebody I care for'),
  otherHint: () => i18n.t('A child, a parent, a partner. You decide for them until they can.'),
  name: () => i18n.t('Name'),
  nameOther: () => i18n.t('Their name'),
  nameMissing: () => i18n.t('Please type a name.'),
  create: () => i18n.t('Create the record'),
  back: () => i18n.t('Back'),
});
