import type { Http } from './http.ts';
import type { ShareLine } from './share-types.ts';

/** What an organization offers of the records that it alone holds. */
export interface EmergencyPolicy {
  readonly organization: { readonly id: string; readonly name: string | null };
  readonly what: 'essential' | 'everything';
  /** Null: every practitioner here. */
  readonly to: { readonly id: string; readonly name: string | null } | null;
  readonly since: number;
  readonly by: string | null;
}

export interface EmergencyNow {
  readonly offers: readonly ShareLine[];
  readonly taken: readonly ShareLine[];
  readonly policies: readonly EmergencyPolicy[];
  /** The record says on what day the person was born. */
  readonly canBeFound: boolean;
}

/** To whom access is offered. */
export type OfferedTo = 'practitioners' | { readonly organization: string };

export interface OfferWish {
  readonly to: OfferedTo;
  readonly what: 'essential' | 'everything';
  readonly labels: boolean;
  readonly document?: string;
}

export type PolicyWish = Pick<OfferWish, 'to' | 'what'>;

/** The calls about access in an emergency. What is offered and what was taken ends like any share. */
export function emergencyCalls({ send }: Http) {
  const of = (person: string) => `/api/people/${person}/emergency`;
  const policyOf = (organization: string) => `/api/organizations/${organization}/emergency`;
  const policy = (answer: { readonly policy: EmergencyPolicy | null }) => answer.policy;
  return {
    emergency: (person: string) => send<EmergencyNow>('GET', of(person)),
    offerEmergency: (person: string, wish: OfferWish) => send<EmergencyNow>('POST', of(person), wish),
    takeEmergency: (wish: { readonly name: string; readonly birthDate: string; readonly reason: string }) =>
      send<{ person: string; until: number; others: readonly string[] }>('POST', '/api/emergency', wish),
    emergencyPolicy: (organization: string) =>
      send<{ policy: EmergencyPolicy | null }>('GET', policyOf(organization)).then(policy),
    setEmergencyPolicy: (organization: string, wanted: PolicyWish | null) =>
      send<{ policy: EmergencyPolicy | null }>('PUT', policyOf(organization), { policy: wanted }).then(policy),
  };
}
