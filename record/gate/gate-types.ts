import type { Statement } from '@chartwarden/db';
import type { ErrorCode } from '@chartwarden/errors';
import type { AccountId, RecordId } from '@chartwarden/ids';
import type { Actor, EntryBody } from '@chartwarden/ledger';
import type { Action, Channel, Form, Permit, Purpose, Recipient, RequestFacts, Slice, View } from '@chartwarden/vault';
import type { AccessEvent, InstanceRole, NewAccessEvent } from './access-types.ts';
import type { Capability } from './roles.ts';
import { parseViewAs, type ViewAs } from './view-as.ts';

/** Somebody wants something of a record. */
export interface GateRequest {
  readonly actor: Actor;
  readonly record: RecordId;
  readonly actions: readonly Action[];
  readonly purpose: Purpose;
  readonly channel: Channel;
  readonly view?: View;
  readonly form?: Form;
  /** Ask for less than was granted. */
  readonly slice?: Slice;
  /** Who receives it when it is not the acting account: a model, an app, a study, a link. */
  readonly recipient?: Recipient;
  readonly request: Asked;
}

/** What came with the request; `as`: a holder wants to see what somebody else would (ADR 0080). */
export type Asked = RequestFacts & { readonly as?: ViewAs };

/**
 * What an account is to a record: it is theirs, in their care, in the care of an organization that they manage (`staff`),
 * or work for (`colleague`) or only look on at (`onlooker`), or shared with them.
 */
export type Relation = 'self' | 'custodian' | 'staff' | 'colleague' | 'onlooker' | 'caregiver' | 'viewer';

/** The gate said no. `related` false: answer exactly as if the record did not exist (404). */
export interface Refusal {
  readonly refused: true;
  readonly code: ErrorCode;
  readonly related: boolean;
}

export interface Gate {
  /** Decides and hands out a permit for one request; every refusal of a known actor is a ledger entry, durable before this resolves. */
  open(request: GateRequest): Promise<Permit | Refusal>;
  /** `open`, but a refusal is thrown as a CodedError (404 CW-GEN-002 when unrelated). */
  permit(request: GateRequest): Promise<Permit>;
  /**
   * For what goes out over a while: decides as `open` would and, each time it is asked, whether that stands. Hands nothing
   * out and writes nothing; whoever cuts what was begun leaves that to the line with which it began.
   */
  following(request: GateRequest): Promise<() => Promise<boolean>>;
  /**
   * The only way to change consent, custody, roles, account status and the existence of records. Decides whether the
   * actor may, appends event and ledger entry in one transaction, and returns the event. Throws CW-GATE-* when not allowed.
   */
  changeAccess(actor: Actor, event: NewAccessEvent, request: RequestFacts): Promise<AccessEvent>;
  /**
   * Several changes of access, each in somebody's name and decided on what those before it leave; they and the statements
   * become durable in one transaction, or nothing does. Throws CW-GATE-* when one is not allowed, ConflictError when a
   * statement changes other than it expects.
   */
  changeTogether(
    acts: readonly { readonly actor: Actor; readonly event: NewAccessEvent }[],
    request: RequestFacts,
    statements?: readonly Statement[],
  ): Promise<readonly AccessEvent[]>;
  /**
   * Whether that change would be made now. Writes nothing; whoever is to hold a record and has no account yet counts as
   * somebody who has.
   */
  mayChange(actor: Actor, event: NewAccessEvent): Promise<boolean>;
  /** What an account may see of others: the records it has any relation to, and its roles and status now. */
  account(id: AccountId): {
    readonly status: 'active' | 'disabled' | 'unknown';
    readonly roles: readonly InstanceRole[];
  };
  relations(actor: Actor): readonly { readonly record: RecordId; readonly relation: Relation }[];
  /** For what an account reads a record: as its own, for somebody it cares for, or in an emergency and in no other way. */
  purposeOf(id: AccountId, record: RecordId): 'self' | 'care' | 'emergency';
  /** May an actor do what its account's roles, as far as it acts with them, are for? False for one that is not active. */
  isFor(actor: Actor, capability: Capability): boolean;
  /** Takes over what other processes on the same database changed; who comes without a login is looked up after it. */
  upToDate(): Promise<void>;
  /** True while no account has the owner role: the instance is not set up. */
  hasOwner(): boolean;
  /** An entry about something that is no read of a record: a login, a failed login, an administrative act. */
  note(entry: EntryBody): Promise<void>;
}

/** By which way an answer leaves to whoever is logged in. */
export const channelOf = ({ client }: Actor): 'browser' | 'cli' | 'api' =>
  client === 'cli' || client === 'api' ? client : 'browser';

/** What the ledger keeps of an HTTP request: the route's template, never its path. */
export const requestFacts = (call: {
  readonly method: string;
  readonly route: string;
  readonly ip: string;
  readonly agent: string;
  header?(name: string): string | undefined;
}): Asked => {
  const as = call.header?.('x-chartwarden-as');
  return {
    method: call.method,
    path: call.route,
    ip: call.ip,
    agent: call.agent,
    ...(as === undefined ? {} : { as: parseViewAs(as) }),
  };
};
