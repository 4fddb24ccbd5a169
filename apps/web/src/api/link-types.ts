import type { ShareForm, Slice } from './share-types.ts';

/** A share link as whoever holds the record sees it. Times in milliseconds. */
export interface LinkLine {
  readonly id: string;
  readonly kind: 'records' | 'card';
  readonly label: string;
  readonly made: number;
  readonly own: boolean;
  readonly until: number | null;
  readonly openingsLeft: number | null;
  readonly opened: number;
  readonly passcode: boolean;
  readonly triesLeft: number;
  readonly contentAt: number | null;
  /** SHA-256 (hex) of what its address ends with. */
  readonly door: string;
}

export interface LinkWish {
  readonly kind: 'records' | 'card';
  readonly label: string;
  readonly slice: Slice;
  readonly form: ShareForm;
  readonly until: number | null;
  readonly openings: number | null;
  readonly reason?: string;
}

export interface LinkDraft {
  readonly digest: string;
  readonly counts: readonly { readonly type: string; readonly count: number }[];
}

/** What a link says to whoever opens it. */
export type LinkAnswer =
  | { readonly file: string }
  | { readonly problem: 'passcode'; readonly left: number }
  | { readonly problem: 'gone' | 'busy' | 'unreachable' | 'elsewhere' };
