import type { Http } from './http.ts';
import type { IssuedInvitation } from './invitation-types.ts';
import type {
  HandOver,
  Leaving,
  LeavingDraft,
  OrganizationAnswer,
  OrganizationLine,
  OrganizationRole,
  OrganizationSays,
  PatientsAnswer,
  WorkInvitation,
} from './organization-types.ts';

/** The calls about organizations: who works there, and the records in their custody. */
export function organizationCalls({ send }: Http) {
  const of = (id: string, rest = '') => `/api/organizations/${id}${rest}`;
  return {
    organizations: () => send<{ organizations: OrganizationLine[]; makes: boolean }>('GET', '/api/organizations'),
    /** Those that want to be found, to share with them. */
    organizationDirectory: () =>
      send<{ organizations: { id: string; name: string }[] }>('GET', '/api/organizations/directory').then(
        (answer) => answer.organizations,
      ),
    makeOrganization: (says: OrganizationSays & { readonly manager?: string }) =>
      send<{ id: string; name: string }>('POST', '/api/organizations', says),
    organization: (id: string) => send<OrganizationAnswer>('GET', of(id)),
    saveOrganization: (id: string, says: OrganizationSays) => send<void>('PUT', of(id), says),
    setOrganizationRole: (id: string, account: string, role: OrganizationRole) =>
      send<void>('PUT', of(id, `/members/${account}`), { role }),
    removeFromOrganization: (id: string, account: string) => send<void>('DELETE', of(id, `/members/${account}`)),
    patients: (id: string, from: number) => send<PatientsAnswer>('GET', of(id, `/people?from=${from}`)),
    workInvitations: (id: string) =>
      send<{ invitations: WorkInvitation[] }>('GET', of(id, '/invitations')).then((answer) => answer.invitations),
    inviteToWork: (
      id: string,
      wanted: { readonly role: OrganizationRole; readonly email?: string; readonly days: number },
    ) => send<IssuedInvitation>('POST', of(id, '/invitations'), wanted),
    renewWorkInvitation: (id: string, invitation: string) =>
      send<IssuedInvitation>('POST', of(id, `/invitations/${invitation}/renew`), {}),
    cancelWorkInvitation: (id: string, invitation: string) =>
      send<void>('DELETE', of(id, `/invitations/${invitation}`)),
    handOver: (id: string, person: string, wanted: HandOver) =>
      send<IssuedInvitation>('POST', of(id, `/people/${person}/invitation`), wanted),
    leavings: (id: string) =>
      send<{ leavings: Leaving[] }>('GET', of(id, '/leavings')).then((answer) => answer.leavings),
    draftLeaving: (id: string, person: string) => send<LeavingDraft>('POST', of(id, `/people/${person}/leaving`), {}),
    /** `due` null: the organization let go at once. */
    approveLeaving: ({ id, digest }: Pick<LeavingDraft, 'id' | 'digest'>) =>
      send<{ due: number | null }>('POST', `/api/leavings/${id}/approve`, { digest }),
    cancelLeaving: (id: string) => send<void>('DELETE', `/api/leavings/${id}`),
    addPatient: (id: string, person: { readonly name: string; readonly birthDate?: string }) =>
      send<{ id: string; name: string }>('POST', of(id, '/people'), person),
  };
}
