import { CodedError } from '@chartwarden/errors';
import { type Asked, channelOf, type Gate, requestFacts } from '@chartwarden/gate';
import type { Call } from '@chartwarden/http';
import { type AccountId, isId, type RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { Action, Permit } from '@chartwarden/vault';

/** Who asks, and with what request. */
export interface Asking {
  readonly actor: Actor;
  readonly account: AccountId;
  readonly request: Asked;
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

/** Throws CW-GEN-002 for what is no id. */
export function recordOf(person: string): RecordId {
  if (!isId(person)) throw new CodedError('CW-GEN-002');
  return person as RecordId;
}

/** Asks the gate for a record as whoever is logged in. Throws CW-GEN-002 for what is no id, and what `gate.permit` throws. */
export const createAskGate =
  (gate: Gate) =>
  async (who: Asking, person: string, ...actions: readonly Action[]): Promise<Permit> => {
    const record = recordOf(person);
    return gate.permit({
      actor: who.actor,
      record,
      actions: actions.length === 0 ? ['read'] : actions,
      purpose: gate.purposeOf(who.account, record),
      channel: channelOf(who.actor),
      request: who.request,
    });
  };
