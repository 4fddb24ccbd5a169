import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

export const devicesText = lookedUp({
  title: () => i18n.t('Devices'),
  lead: () => i18n.t('Implants, aids and instruments that the record names. Their readings stand under Vitals.'),
  empty: () => i18n.t('No device is recorded'),
  parts: {
    use: () => i18n.t('Said to be used'),
    device: () => i18n.t('Devices'),
    order: () => i18n.t('Ordered'),
  },
  states: {
    'in-use': () => i18n.t('in use'),
    planned: () => i18n.t('planned'),
    past: () => i18n.t('no longer'),
    unknown: () => i18n.t('not said whether it is used'),
  },
  serial: (serial: string) => i18n.t('serial number {serial}', { serial }),
  lot: (lot: string) => i18n.t('lot {lot}', { lot }),
  expires: (day: string) => i18n.t('expires {day}', { day }),
});
