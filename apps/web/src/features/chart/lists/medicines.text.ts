import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

export const medicinesText = lookedUp({
  title: () => i18n.t('Medicines'),
  lead: () => i18n.t('As your clinics and portals recorded them. Only you know what you really take.'),
  empty: () => i18n.t('No medicine is recorded'),
  disagrees: () => i18n.t('Other entries do name a medicine that is being taken.'),
  parts: {
    current: () => i18n.t('Current'),
    unclear: () => i18n.t('Perhaps current'),
    'on-hold': () => i18n.t('On hold'),
    planned: () => i18n.t('Planned, not begun'),
    past: () => i18n.t('Past'),
    'not-taken': () => i18n.t('Not to be taken, or not taken'),
  },
  unclearWords: () => i18n.t('The record does not say clearly whether these are still taken.'),
  states: {
    current: () => i18n.t('current'),
    unclear: () => i18n.t('unclear'),
    'on-hold': () => i18n.t('on hold'),
    planned: () => i18n.t('planned'),
    past: () => i18n.t('ended'),
    'not-taken': () => i18n.t('not taken'),
  },
  because: {
    'end-passed': () => i18n.t('its written end has passed'),
    'supply-ended': () => i18n.t('called active, but what was prescribed should be used up'),
    'supply-left': () => i18n.t('called completed, but some of what was handed out may be left'),
    'do-not-take': () => i18n.t('the entry says not to take it'),
    'no-status': () => i18n.t('the entry has no status'),
  } as Readonly<Record<string, () => string>>,
  begun: (day: string) => i18n.t('begun {day}', { day }),
  differ: (what: string) => i18n.t('The sources do not agree on {what}.', { what }),
  differIn: {
    state: () => i18n.t('whether it is taken'),
    strength: () => i18n.t('its strength'),
    dosage: () => i18n.t('how it is taken'),
  },
  differChip: () => i18n.t('sources differ'),
  writtenAs: () => i18n.t('Written as'),
  how: () => i18n.t('How it is taken'),
  when: () => i18n.t('When'),
});
