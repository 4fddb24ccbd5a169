/** Who looks after a record, as the server speaks of it; times are milliseconds since the epoch. */

export interface HolderOfRecord {
  readonly kind: 'account' | 'organization';
  readonly id: string;
  readonly name: string | null;
  readonly you: boolean;
  readonly relation: 'self' | 'custodian';
  readonly since: number;
  /** Who took them on. */
  readonly by: string | null;
  readonly mayEnd: boolean;
}

export interface CustodyNow {
  readonly holders: readonly HolderOfRecord[];
  readonly you: { readonly relation: 'self' | 'custodian'; readonly as: 'account' | 'organization' };
  /** Nobody else who can act holds it. */
  readonly alone: boolean;
}

/** What the record says of the person, and when what changes with their age does. */
export interface PersonProfile {
  readonly name: string;
  readonly birthDate?: string;
  /** In years. */
  readonly ages: { readonly teen: number; readonly adult: number };
  readonly growsUp: { readonly teen: number; readonly adult: number } | null;
}
