import type { Http } from './http.ts';
import type { ShareLine } from './share-types.ts';

export interface EmergencyNow {
  readonly offers: readonly ShareLine[];
  readonly taken: readonly ShareLine[];
  /** The record says on what day the person was born. */
  readonly canBeFound: boolean;
}

export interface OfferWish {
  readonly what: 'essential' | 'everything';
  readonly labels: boolean;
  readonly document?: string;
}

/** The calls about access in an emergency. What is offered and what was taken ends like any share. */
export function emergencyCalls({ send }: Http) {
  const of = (person: string) => `/api/people/${person}/emergency`;
  return {
    emergency: (person: string) => send<EmergencyNow>('GET', of(person)),
    offerEmergency: (person: string, wish: OfferWish) => send<EmergencyNow>('POST', of(person), wish),
    takeEmergency: (wish: { readonly name: string; readonly birthDate: string; readonly reason: string }) =>
      send<{ person: string; until: number }>('POST', '/api/emergency', wish),
  };
}
