import type { AccountLine, ApiTokenLine, InvitationLine, NewAccount, OnceLink, Role } from './account-types.ts';
import type { Http } from './http.ts';
import type { IssuedInvitation } from './invitation-types.ts';

/** The calls about the accounts of others. */
export function accountCalls({ send }: Http) {
  const account = (id: string, rest: string) => `/api/accounts/${id}/${rest}`;
  return {
    accounts: () => send<{ accounts: AccountLine[] }>('GET', '/api/accounts').then((answer) => answer.accounts),
    disableAccount: (id: string) => send<void>('POST', account(id, 'disable')),
    enableAccount: (id: string) => send<void>('POST', account(id, 'enable')),
    giveRole: (id: string, role: Role) => send<void>('PUT', account(id, `roles/${role}`)),
    takeRole: (id: string, role: Role) => send<void>('DELETE', account(id, `roles/${role}`)),
    proveAddress: (token: string) => send<void>('POST', '/api/prove-address', { token }),
    mailAddressLink: () => send<void>('POST', '/api/account/address/mail'),
    passwordLink: (id: string) => send<OnceLink>('POST', account(id, 'password-link')),

    invitations: () =>
      send<{ invitations: InvitationLine[] }>('GET', '/api/invitations').then((answer) => answer.invitations),
    invite: (wanted: { readonly role: Role; readonly email?: string; readonly days: number }) =>
      send<IssuedInvitation>('POST', '/api/invitations', wanted),
    renewInvitation: (id: string) => send<IssuedInvitation>('POST', `/api/invitations/${id}/renew`, {}),
    cancelInvitation: (id: string) => send<void>('DELETE', `/api/invitations/${id}`),
    /** With the roles as which one may act. */
    apiTokens: () => send<{ tokens: ApiTokenLine[]; roles: Role[] }>('GET', '/api/auth/tokens'),
    /** `roles` null: whatever the account is, at each moment. */
    makeApiToken: (label: string, roles: readonly Role[] | null) =>
      send<{ token: string; expires: number }>(
        'POST',
        '/api/auth/token',
        roles === null ? { label } : { label, roles },
      ),
    endApiToken: (id: string) => send<void>('DELETE', `/api/auth/tokens/${id}`),
    lostPassword: (email: string) => send<void>('POST', '/api/lost-password', { email }),
    register: (account: NewAccount) => send<void>('POST', '/api/registration', account),
  };
}
