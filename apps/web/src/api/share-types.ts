export const LABELS = ['HIV', 'ETH', 'PSY', 'SEX', 'SDV', 'GDIS'] as const;
export type Label = (typeof LABELS)[number];

/** Part of a record: every stated property narrows it; absent labels leave out everything that carries one. */
export interface Slice {
  readonly types?: readonly string[];
  readonly codes?: readonly { readonly system: string; readonly code: string }[];
  readonly categories?: readonly { readonly system: string; readonly code: string }[];
  readonly sources?: readonly string[];
  readonly origins?: readonly string[];
  /** Milliseconds, inclusive. */
  readonly from?: number;
  readonly to?: number;
  readonly facts?: readonly string[];
  readonly labels?: readonly Label[];
  readonly labelled?: true;
}

export type Extent = 'look' | 'add';
export type ShareForm = 'metadata_only' | 'selected_evidence' | 'full_source_allowed' | 'deidentified';

export interface Named {
  readonly kind: string;
  readonly id: string;
  readonly name: string | null;
  readonly you: boolean;
}

/** One consent, as the server reads it. */
export interface ShareLine {
  readonly event: string;
  readonly effect: 'permit' | 'deny';
  /** Null: everybody. */
  readonly recipient: Named | null;
  readonly extent: Extent;
  readonly actions: readonly string[];
  /** Null: it may be about what is kept from this reader, and is not told. */
  readonly slice: Slice | null;
  readonly form: ShareForm;
  readonly purposes: readonly string[] | null;
  readonly reason: string | null;
  readonly document: string | null;
  readonly from: number;
  readonly until: number | null;
  readonly given: number;
  readonly by: Named & { readonly capacity: string };
  readonly under: string | null;
}

export interface SharesNow {
  readonly at: number;
  readonly holders: readonly (Named & { readonly relation: 'self' | 'custodian'; readonly since: number })[];
  readonly inForce: readonly ShareLine[];
  readonly later: readonly ShareLine[];
}

export type ShareChange =
  | ({ readonly kind: 'share'; readonly ends: string | null } & ShareLine)
  | {
      readonly kind: 'custody';
      readonly event: string;
      readonly given: number;
      readonly holder: Named;
      readonly relation: 'self' | 'custodian';
      readonly state: 'held' | 'ended';
      readonly by: Named;
    };

/** What somebody wants to share, or to keep from somebody. */
export interface ShareWish {
  readonly effect: 'permit' | 'deny';
  readonly recipient:
    | { readonly address: string }
    | { readonly account: string }
    | { readonly organization: string }
    | { readonly everybody: true }
    | { readonly invite: { readonly email: string | null; readonly days: number } };
  readonly slice: Slice;
  readonly extent: Extent;
  /** They may also take what they see along as a file. */
  readonly takesCopy?: boolean;
  readonly form: ShareForm;
  readonly reason?: string;
  readonly until: number | null;
  /** With an invitation: milliseconds from its acceptance on. */
  readonly lasting?: number;
}

export interface ShareDraft {
  readonly id: string;
  readonly consent: Omit<ShareWish, 'extent' | 'takesCopy'> & { readonly actions: readonly string[] };
  readonly digest: string;
  readonly expires: number;
  readonly sees: readonly { readonly type: string; readonly count: number }[] | null;
  readonly leftOut: { readonly count: number; readonly labelled: number } | null;
}

/** Through whose eyes a holder looks: somebody's with access, or those of whoever would get what is not given yet. */
export type LookAs =
  | { readonly account: string }
  | {
      readonly account?: string;
      readonly slice: Slice;
      readonly form: ShareForm;
      readonly actions: readonly string[];
    };
