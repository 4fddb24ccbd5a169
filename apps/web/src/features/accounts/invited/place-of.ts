import type { Accepted } from '../../../api/invitation-types.ts';

/** Where to go after an invitation was accepted: the record, the organization, or the start. */
export const placeOf = ({ person, organization }: Accepted) =>
  person !== null
    ? ({ to: '/people/$person', params: { person } } as const)
    : organization !== null
      ? ({ to: '/organizations/$organization', params: { organization } } as const)
      : ({ to: '/' } as const);
