import type { ErrorCode } from '@chartwarden/errors';
import type { Actor, EntryBody } from '@chartwarden/ledger';
import type { RequestFacts } from '@chartwarden/vault';
import type { SessionClient } from './sessions.store.ts';

/** Whoever makes a request, before it is known who that is. */
export interface Caller {
  readonly client: SessionClient;
  readonly facts: RequestFacts;
}

export const OPERATOR: Actor = { kind: 'operator', role: 'operator', client: 'cli' };

export const stranger = (caller: Caller): Actor => ({ kind: 'anonymous', role: 'none', client: caller.client });

/** What is done at the door and with accounts. */
export type DoorAction =
  | 'login'
  | 'logout'
  | 'setup'
  | 'setup-link'
  | 'new-password'
  | 'kit'
  | 'session-end'
  | 'accounts'
  | 'password-link'
  | 'invitation'
  | 'registration'
  | 'api-token'
  | 'password-asked'
  | 'second-step'
  | 'passkey'
  | 'identity'
  | 'address'
  | 'looking'
  | 'confirm'
  | 'organizations'
  | 'ownership'
  | 'lock';

/** What happened at the door, as a ledger entry. Never an address, a name or a password. */
export function noteOf(
  actor: Actor,
  action: DoorAction,
  caller: Caller,
  more: { readonly code?: ErrorCode; readonly detail?: Readonly<Record<string, string | number | boolean>> } = {},
): EntryBody {
  const { method, path, ip, agent } = caller.facts;
  return {
    actor,
    action,
    outcome: more.code === undefined ? 'done' : 'failed',
    purpose: 'operate',
    channel: caller.client,
    ...(more.code === undefined ? {} : { code: more.code }),
    ...(more.detail === undefined ? {} : { detail: more.detail }),
    ...(method === undefined ? {} : { method }),
    ...(path === undefined ? {} : { path }),
    ...(ip === undefined ? {} : { ip }),
    ...(agent === undefined ? {} : { agent }),
  };
}
