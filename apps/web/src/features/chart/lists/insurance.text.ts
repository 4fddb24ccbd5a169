import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

export const insuranceText = lookedUp({
  title: () => i18n.t('Insurance'),
  lead: () => i18n.t('Cover, claims and statements as they were written. Amounts are not added up.'),
  empty: () => i18n.t('No insurance is recorded'),
  parts: {
    current: () => i18n.t('Current cover'),
    unknown: () => i18n.t('Not said whether it still holds'),
    past: () => i18n.t('Earlier cover'),
    cancelled: () => i18n.t('Cancelled cover'),
    bills: () => i18n.t('Claims and statements'),
  },
  member: (id: string) => i18n.t('member number {id}', { id }),
  kinds: { claim: () => i18n.t('Claim'), statement: () => i18n.t('Statement') },
  outcome: (words: string) => i18n.t('outcome: {words}', { words }),
  /** RemittanceOutcome of FHIR R4. */
  outcomes: {
    queued: () => i18n.t('waiting'),
    complete: () => i18n.t('settled'),
    partial: () => i18n.t('settled in part'),
    error: () => i18n.t('could not be settled'),
  } as Readonly<Record<string, () => string>>,
  paid: () => i18n.t('Paid:'),
  insurer: () => i18n.t('insurer:'),
});
