import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

export const summaryText = lookedUp({
  title: () => i18n.t('One-page summary'),
  lead: () =>
    i18n.t(
      'For a doctor who sees this person for the first time: allergies, medicines, conditions, and the latest of the rest.',
    ),
  paper: () => i18n.t('Paper'),
  a4: () => i18n.t('A4'),
  letter: () => i18n.t('US Letter'),
  language: () => i18n.t('Language of our words'),
  languageHint: () => i18n.t('What stands in the record stays as it was written.'),
  withoutSensitive: () => i18n.t('Leave out what is marked as sensitive'),
  withoutSensitiveHint: () => i18n.t('The page says that such entries are not printed, whether there are any or not.'),
  make: () => i18n.t('Show the page'),
  preview: () => i18n.t('The page'),
  save: () => i18n.t('Save as PDF'),
  fits: () => i18n.t('Everything fits on the page.'),
  cut: () => i18n.t('Not everything fits on one page. The page itself says what is left out, and how much.'),
  onIt: () => i18n.t('What is on it'),
  none: () => i18n.t('none in this record'),
  all: (count: number) => i18n.t('{count, plural, one {# line} other {# lines}}', { count }),
  some: (shown: number, count: number) => i18n.t('{shown} of {count} lines', { shown, count }),
  missing: (list: string) => i18n.t('Not in this record: {list}. That does not mean that there is none.', { list }),
  boxes: (count: number) =>
    i18n.t(
      '{count, plural, one {# character has} other {# different characters have}} no shape in the fonts of this server. On the page each stands as a box with its number.',
      { count },
    ),
  logged: () => i18n.t('Making the page left a line in “Who saw what”, with everything that is on it.'),
  sections: {
    allergies: () => i18n.t('Allergies'),
    medicines: () => i18n.t('Medicines'),
    problems: () => i18n.t('Conditions'),
    results: () => i18n.t('Latest results'),
    vitals: () => i18n.t('Latest vital signs'),
    immunizations: () => i18n.t('Immunizations'),
    procedures: () => i18n.t('Procedures'),
    devices: () => i18n.t('Devices'),
    history: () => i18n.t('Past conditions'),
    pregnancy: () => i18n.t('Pregnancy'),
    social: () => i18n.t('Social history'),
    plan: () => i18n.t('Plan of care'),
    functional: () => i18n.t('Functional status'),
  },
});
