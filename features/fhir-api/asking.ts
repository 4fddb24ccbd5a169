import { CodedError } from '@chartwarden/errors';
import { channelOf, type Gate, type GateRequest, requestFacts } from '@chartwarden/gate';
import { type Call, isWellEncoded } from '@chartwarden/http';
import type { AccountId, RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { Action, RequestFacts } from '@chartwarden/vault';

/** What the routes need of whoever is logged in. */
export interface Principal {
  readonly account: AccountId;
  readonly actor: Actor;
}

/** One request over HTTP, or one entry of a batch. */
export interface Asked {
  readonly actor: Actor;
  readonly account: AccountId;
  /** Written into the ledger entry. */
  readonly request: RequestFacts;
  readonly type: string;
  readonly id: string;
  readonly vid: string;
  readonly query: Query;
  /** Headers by their lower-case names. */
  header(name: string): string | undefined;
  /** The body as it came. */
  readonly bytes: Buffer;
}

/** The parameters in their order, decoded. */
export type Query = readonly (readonly [name: string, value: string])[];

export type AnyCall = Call<unknown, unknown, unknown, Principal>;

const NONE: Query = [];

/** The framework's reading of a query: one text for a name, or a list of them. */
export function pairsOf(query: unknown): Query {
  const pairs: [string, string][] = [];
  for (const name in query as Record<string, string | readonly string[]>) {
    const value = (query as Record<string, string | readonly string[]>)[name];
    if (typeof value === 'string') pairs.push([name, value]);
    else for (const one of value ?? []) pairs.push([name, one]);
  }
  return pairs.length === 0 ? NONE : pairs;
}

/** The parameters of the address and of a form in the body (R4 search, 3.1.1.1). Throws CW-GEN-003 for a broken form. */
export function formOf({ query, bytes }: Pick<Asked, 'query' | 'bytes'>): Query {
  const form = bytes.toString('utf8');
  if (!isWellEncoded(form)) throw new CodedError('CW-GEN-003', 'body');
  return [...query, ...new URLSearchParams(form)];
}

export function askedOf(call: AnyCall): Asked {
  const { type = '', id = '', vid = '' } = (call.params ?? {}) as Partial<Record<'type' | 'id' | 'vid', string>>;
  const { account, actor } = call.principal;
  return {
    actor,
    account,
    request: requestFacts(call),
    type,
    id,
    vid,
    query: pairsOf(call.query),
    header: (name) => call.header(name),
    bytes: call.bytes,
  };
}

/** What is asked of the gate about one record. */
export const gateRequest = (
  gate: Gate,
  { actor, account, request }: Pick<Asked, 'actor' | 'account' | 'request'>,
  record: RecordId,
  actions: readonly Action[],
): GateRequest => ({
  actor,
  record,
  actions,
  purpose: gate.purposeOf(account, record),
  channel: channelOf(actor),
  request,
});
