import type { CustodyNow, PersonProfile } from './custody-types.ts';
import type { Http } from './http.ts';

/** The calls about who looks after a record, and what it says of the person. */
export function custodyCalls({ send }: Http) {
  const of = (person: string, rest: string) => `/api/people/${person}/${rest}`;
  return {
    custody: (person: string) => send<CustodyNow>('GET', of(person, 'custody')),
    endCustody: (person: string, holder: string) => send<void>('POST', of(person, `custody/${holder}/end`)),
    profile: (person: string) => send<PersonProfile>('GET', of(person, 'profile')),
    changeProfile: (person: string, to: { readonly name: string; readonly birthDate?: string }) =>
      send<PersonProfile>('PUT', of(person, 'profile'), to),
  };
}
