import type { AccountLine, OnceLink, Role } from './account-types.ts';
import type { Http } from './http.ts';

/** The calls about the accounts of others. */
export function accountCalls({ send }: Http) {
  const account = (id: string, rest: string) => `/api/accounts/${id}/${rest}`;
  return {
    accounts: () => send<{ accounts: AccountLine[] }>('GET', '/api/accounts').then((answer) => answer.accounts),
    disableAccount: (id: string) => send<void>('POST', account(id, 'disable')),
    enableAccount: (id: string) => send<void>('POST', account(id, 'enable')),
    giveRole: (id: string, role: Role) => send<void>('PUT', account(id, `roles/${role}`)),
    takeRole: (id: string, role: Role) => send<void>('DELETE', account(id, `roles/${role}`)),
    passwordLink: (id: string) => send<OnceLink>('POST', account(id, 'password-link')),
  };
}
