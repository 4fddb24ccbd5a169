import type { FactLine } from './types.ts';

/** What is said of two facts. */
export type VerdictWord = 'same' | 'different' | 'later';

export interface ComparedField {
  readonly field: string;
  readonly here: string | null;
  readonly there: string | null;
}

/** A fact of a pair; `from` is the portal, null where nobody knows or may know. */
export interface Side extends FactLine {
  readonly from: string | null;
}

export interface Pair {
  readonly one: Side;
  readonly other: Side;
  readonly why: string;
  /** Everything that at least one of them says. */
  readonly fields: readonly ComparedField[];
}

export interface LinkedGroup {
  readonly leader: Side;
  /** Of these, only where they differ from the leader. */
  readonly others: readonly (Side & { readonly fields: readonly ComparedField[] })[];
  readonly because: readonly ('said' | 'identifier' | 'content')[];
}

export interface Verdict {
  readonly id: string;
  readonly verdict: VerdictWord;
  readonly at: number;
  /** Null while it stands. */
  readonly undoneAt: number | null;
}

export interface Decision extends Verdict {
  readonly one: Side;
  readonly other: Side;
  readonly by: string | null;
}

/** features/chart/duplicates.service.ts */
export interface Duplicates {
  readonly isWhole: boolean;
  readonly waiting: readonly Pair[];
  readonly later: readonly Pair[];
  readonly linkedCount: number;
  readonly linked: readonly LinkedGroup[];
  readonly decided: readonly Decision[];
}

/** Null where it is not worked out, or the caller may not see everything. */
export interface DuplicateCount {
  readonly count: { readonly waiting: number; readonly later: number; readonly linked: number } | null;
}
