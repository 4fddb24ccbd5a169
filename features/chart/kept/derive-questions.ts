import type { FactId } from '@chartwarden/ids';
import type { Saying } from '../duplicates/links.ts';

/** A fact as it goes over to the thread. */
export interface GivenFact {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly labels: readonly string[];
  readonly corrected: boolean;
  /** The portal, as a person may know it. */
  readonly from: string | null;
  /** Milliseconds. */
  readonly date: number | null;
  readonly bytes: Uint8Array;
  readonly portal?: string;
  readonly upstreamId?: string;
}

export type DeriveQuestion =
  | { readonly ask: 'add'; readonly facts: readonly GivenFact[] }
  /** `said`: what was said about two facts, as far as it stands. */
  | { readonly ask: 'finish'; readonly now: number; readonly said: readonly Saying[] }
  /** Answered with a {@link MadePiece}, null after the last. */
  | { readonly ask: 'next' };

export interface MadePiece {
  readonly section: string;
  readonly name: string;
  readonly piece: number;
  readonly span?: { readonly from: number; readonly to: number };
  readonly body: Uint8Array;
  readonly facts: readonly { readonly id: FactId; readonly type: string }[];
}
