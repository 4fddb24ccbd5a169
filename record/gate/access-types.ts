import type { AccountId, EventId, RecordId } from '@chartwarden/ids';
import type { Action, Form, Purpose, Recipient, Slice } from '@chartwarden/vault';

/** In what capacity somebody acted on an access event. */
export type Capacity = 'self' | 'proxy' | 'staff' | 'operator' | 'system';

interface EventBase {
  readonly id: EventId;
  /** Milliseconds since the epoch, from the ledger's clock. */
  readonly time: number;
  /** Position in the access chain; 0 until it is written. */
  readonly seq: number;
  readonly by: AccountId | 'operator' | 'system';
  readonly capacity: Capacity;
}

/** One row of the only consent table. */
export interface ConsentEvent extends EventBase {
  readonly kind: 'consent';
  readonly record: RecordId;
  readonly effect: 'permit' | 'deny';
  readonly actions: readonly Action[];
  /** Absent: every recipient of any kind (a per-source flag, a standing refusal). `id: '*'`: every recipient of the kind. */
  readonly recipient?: Recipient;
  /** Absent: every purpose. */
  readonly purposes?: readonly Purpose[];
  readonly slice: Slice;
  readonly form: Form;
  readonly from: number;
  /** Null: until revoked. Exclusive. */
  readonly until: number | null;
  /** Ends an earlier event from this moment on; the other properties then repeat that event's. */
  readonly ends?: EventId;
  /** The standing offer (see {@link isOffer}) under which somebody took this access for themselves. */
  readonly under?: EventId;
  /** Why, in the words of whoever gave it or took it. */
  readonly reason?: string;
  /** Version of the document that the person saw, and its digest. */
  readonly document?: string;
}

/** Who administers a record, from a time on; `ended` closes it. */
export interface CustodyEvent extends EventBase {
  readonly kind: 'custody';
  readonly record: RecordId;
  readonly holder: { readonly kind: 'account' | 'organization'; readonly id: string };
  readonly relation: 'self' | 'custodian';
  readonly state: 'held' | 'ended';
}

export const INSTANCE_ROLES = ['owner', 'admin', 'auditor', 'practitioner', 'member', 'demo'] as const;
export type InstanceRole = (typeof INSTANCE_ROLES)[number];

export interface RoleEvent extends EventBase {
  readonly kind: 'role';
  readonly account: AccountId;
  readonly role: InstanceRole;
  readonly state: 'given' | 'taken';
}

export interface AccountEvent extends EventBase {
  readonly kind: 'account';
  readonly account: AccountId;
  readonly state: 'active' | 'disabled';
}

export const ORGANIZATION_ROLES = ['manager', 'member', 'viewer'] as const;
export type OrganizationRole = (typeof ORGANIZATION_ROLES)[number];

/** Who works for an organization, and as what. A later event for the same account replaces the role. */
export interface MembershipEvent extends EventBase {
  readonly kind: 'membership';
  readonly organization: RecordId;
  readonly account: AccountId;
  readonly role: OrganizationRole;
  readonly state: 'given' | 'taken';
}

/** A record came into being or was erased: nobody reads a record that has no such event. */
export interface RecordEvent extends EventBase {
  readonly kind: 'record';
  readonly record: RecordId;
  readonly recordKind: 'person' | 'organization';
  readonly state: 'created' | 'erased';
  /** Made up from first to last: what an account for showing may see. Said when it is made, and never of a real person. */
  readonly synthetic?: true;
}

/** An approval was used up: the chain says so, whatever the approval's own row says. */
export interface ApprovalEvent extends EventBase {
  readonly kind: 'approval';
  readonly approval: string;
}

export type AccessEvent =
  | ConsentEvent
  | CustodyEvent
  | RoleEvent
  | AccountEvent
  | MembershipEvent
  | RecordEvent
  | ApprovalEvent;

/** What the caller gives; id, time and seq are the gate's. */
export type NewAccessEvent = AccessEvent extends infer E
  ? E extends AccessEvent
    ? Omit<E, 'id' | 'time' | 'seq' | 'by'>
    : never
  : never;
