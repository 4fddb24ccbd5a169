import { requestFacts } from '@chartwarden/gate';
import type { Call } from '@chartwarden/http';
import type { AccountId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { RequestFacts } from '@chartwarden/vault';

/** Who asks, and with what request. */
export interface Asking {
  readonly actor: Actor;
  readonly account: AccountId;
  readonly request: RequestFacts;
}

/** What the routes need of whoever is logged in. */
export interface Principal {
  readonly account: AccountId;
  readonly actor: Actor;
}

export const asking = (call: Call<unknown, unknown, unknown, Principal>): Asking => ({
  actor: call.principal.actor,
  account: call.principal.account,
  request: requestFacts(call),
});
