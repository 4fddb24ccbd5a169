import type { Capacity, ToldConsent } from '@chartwarden/gate';
import type { AccountId, RecordId } from '@chartwarden/ids';
import type { Action, Form, Slice } from '@chartwarden/vault';

/** What the recipient may do: look, or also add and correct. */
export type Extent = 'look' | 'add';

export const ACTIONS_OF: Readonly<Record<Extent, readonly Action[]>> = {
  look: ['read', 'search'],
  add: ['read', 'search', 'create', 'update'],
};

/** What a share lets its recipient do, and for what. */
export const termsOf = ({ extent, takesCopy }: Pick<ShareWish, 'extent' | 'takesCopy'>) => ({
  actions: [...ACTIONS_OF[extent], ...(takesCopy ? (['export'] as const) : [])],
  purposes: takesCopy ? (['care', 'export'] as const) : (['care'] as const),
});

/** Whoever accepts: with an address only who has it, without one who holds the link. */
export interface Invite {
  readonly email: string | null;
  /** For so long the invitation can be accepted. */
  readonly days: number;
}

/** What somebody wants to share, or to keep from somebody. */
export interface ShareWish {
  readonly effect: 'permit' | 'deny';
  /**
   * The exact address of an account; an account or an organization that had to do with this record before; an organization
   * that wants to be found; whoever accepts an invitation; what is kept back, from everybody.
   */
  readonly recipient:
    | { readonly address: string }
    | { readonly account: string }
    | { readonly organization: string }
    | { readonly everybody: true }
    | { readonly invite: Invite };
  readonly slice: Slice;
  readonly extent: Extent;
  /** They may also take what they see along as a file. */
  readonly takesCopy?: boolean;
  readonly form: Form;
  readonly reason?: string;
  /** Milliseconds since the epoch; null: until it is ended. */
  readonly until: number | null;
  /** With an invitation: so long from its acceptance on, in milliseconds. */
  readonly lasting?: number;
  /** On what paper the person agreed; staff of an organization say it. */
  readonly document?: string;
}

/** Somebody as a sentence names them; `name` null: an account or organization whose name cannot be told. */
export interface Named {
  readonly kind: string;
  readonly id: string;
  readonly name: string | null;
  readonly you: boolean;
}

/** A consent event as screens and receipts read it. */
export interface ShareLine {
  readonly event: string;
  readonly effect: 'permit' | 'deny';
  /** Null: everybody. */
  readonly recipient: Named | null;
  readonly extent: Extent;
  readonly actions: readonly Action[];
  /** Null: it may be about what is kept from whoever asks, and so is not told. */
  readonly slice: Slice | null;
  readonly form: Form;
  readonly purposes: readonly string[] | null;
  readonly reason: string | null;
  readonly document: string | null;
  readonly from: number;
  readonly until: number | null;
  readonly given: number;
  readonly by: Named & { readonly capacity: Capacity };
  /** Taken in an emergency, under this standing offer. */
  readonly under: string | null;
}

/** The name of an account or an organization; the caller has made sure that it may be told. */
export type NameOf = (who: AccountId | RecordId) => Promise<string | null>;

export const isNamed = (kind: string): boolean => kind === 'account' || kind === 'organization';

/** Puts names to a consent event. `me`: the account that asks. */
export async function shareLineOf(event: ToldConsent, me: AccountId, nameOf: NameOf): Promise<ShareLine> {
  const named = async (kind: string, id: string): Promise<Named> => ({
    kind,
    id,
    name: isNamed(kind) && id !== '*' ? await nameOf(id as AccountId | RecordId) : null,
    you: kind === 'account' && id === me,
  });
  const byAccount = event.by !== 'operator' && event.by !== 'system';
  return {
    event: event.id,
    effect: event.effect,
    recipient: event.recipient === undefined ? null : await named(event.recipient.kind, event.recipient.id),
    extent: event.actions.some((one) => one === 'create' || one === 'update') ? 'add' : 'look',
    actions: event.actions,
    slice: event.slice,
    form: event.form,
    purposes: event.purposes ?? null,
    reason: event.reason ?? null,
    document: event.document ?? null,
    from: event.from,
    until: event.until,
    given: event.time,
    by: { ...(await named(byAccount ? 'account' : event.by, event.by)), capacity: event.capacity },
    under: event.under ?? null,
  };
}
