import { CodedError } from '@chartwarden/errors';
import { channelOf, type Gate, type GateRequest, requestFacts } from '@chartwarden/gate';
import type { Call } from '@chartwarden/http';
import { type AccountId, type FactId, isId, type RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { Action, Permit, RequestFacts, Slice, View } from '@chartwarden/vault';

/** Who asks, and with what request; written into the ledger entry. */
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

/** Asks the gate. Throws CW-GEN-002 for what is no id, and what `gate.permit` throws; call it within `deciding`. */
export type AskGate = (
  who: Asking,
  person: string,
  actions: readonly Action[],
  view: View,
  /** For less than was granted. */
  slice?: Slice,
) => Promise<Permit>;

export function createAskGate(gate: Gate): AskGate {
  return async (who, person, actions, view, slice) => {
    if (!isId(person)) throw new CodedError('CW-GEN-002');
    const record = person as RecordId;
    const request: GateRequest = {
      actor: who.actor,
      record,
      actions,
      purpose: gate.purposeOf(who.account, record),
      channel: channelOf(who.actor),
      view,
      ...(slice === undefined ? {} : { slice }),
      request: who.request,
    };
    return gate.permit(request);
  };
}

/** Throws CW-GEN-002 for what is no id. */
export function factIdOf(id: string): FactId {
  if (!isId(id)) throw new CodedError('CW-GEN-002');
  return id as FactId;
}
