import type { NewAccount } from './account-types.ts';
import type { Http } from './http.ts';
import type {
  Accepted,
  ClaimWish,
  Held,
  IssuedInvitation,
  PersonInvitation,
  ShownInvitation,
  WaitingInvitation,
} from './invitation-types.ts';

/** The calls about invitations to a record, and about one that somebody was given. Tokens travel in bodies. */
export function invitationCalls({ send }: Http) {
  const of = (person: string, id: string) => `/api/people/${person}/invitations/${id}`;
  const answer = <T>(what: Held, act: 'accept' | 'decline') =>
    'id' in what
      ? send<T>('POST', `/api/invitations/${what.id}/${act}`)
      : send<T>('POST', `/api/invitation/${act}`, what);
  return {
    lookAtInvitation: (token: string) => send<ShownInvitation>('POST', '/api/invitation/look', { token }),
    takeInvitation: (token: string, account: NewAccount) =>
      send<Accepted>('POST', '/api/invitation/take', { token, ...account }),
    acceptInvitation: (what: Held) => answer<Accepted>(what, 'accept'),
    declineInvitation: (what: Held) => answer<void>(what, 'decline'),
    waitingInvitations: () =>
      send<{ invitations: WaitingInvitation[] }>('GET', '/api/invitations/waiting').then((one) => one.invitations),

    personInvitations: (person: string) =>
      send<{ invitations: PersonInvitation[] }>('GET', `/api/people/${person}/invitations`).then(
        (one) => one.invitations,
      ),
    inviteToRecord: (person: string, wish: ClaimWish) =>
      send<IssuedInvitation>('POST', `/api/people/${person}/invitations`, wish),
    renewPersonInvitation: (person: string, id: string) =>
      send<IssuedInvitation>('POST', `${of(person, id)}/renew`, {}),
    cancelPersonInvitation: (person: string, id: string) => send<void>('DELETE', of(person, id)),
  };
}
