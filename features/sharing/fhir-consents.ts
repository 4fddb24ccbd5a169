import type { ToldConsent } from '@chartwarden/gate';
import type { AccountId } from '@chartwarden/ids';
import type { Clock } from '@chartwarden/time';
import { fhirConsentOf } from './receipt.ts';
import { type NameOf, shareLineOf } from './share-types.ts';

/** A consent event, and the one that ended it. */
export interface ConsentTold {
  readonly event: ToldConsent;
  readonly ended: ToldConsent | null;
}

/** Consents as FHIR R4 for the FHIR API; null for one that FHIR cannot say without permitting more than the person did. */
export const createFhirConsents =
  ({ nameOf, clock }: { readonly nameOf: NameOf; readonly clock: Clock }) =>
  async ({ event, ended }: ConsentTold, me: AccountId): Promise<object | null> =>
    fhirConsentOf({ line: await shareLineOf(event, me, nameOf), event, ended, person: '', now: clock.now() });
