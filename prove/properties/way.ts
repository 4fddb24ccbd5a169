import type { PlainSlice } from '../../tests/support/naive-slice.ts';
import type { Ask, Got } from './over-http.ts';
import type { Need } from './state.ts';
import type { PlacedFact, Somebody, World } from './world.ts';

/** What a round is about. */
export interface Turn {
  readonly kind: 'reader' | 'carer';
  /** Facts that were picked, some of them out of reach. */
  readonly of: readonly PlacedFact[];
  readonly turn: number;
  /** What links are for. */
  readonly links: readonly PlainSlice[];
  /** An import that whoever is asked began, and did not take in; null: they may not. */
  readonly begun: Begun | null;
}

export interface Begun {
  readonly import: string;
  readonly source: string;
  readonly read: readonly PlacedFact[];
}

/** A way to a fact: the routes of one family, and what is asked of them. */
export interface Way {
  readonly routes: readonly string[];
  readonly need: Need;
  readonly asks: (world: World, turn: Turn) => readonly Asked[];
  /** Only for whoever holds the record. */
  readonly forHolders?: true;
  /** Names facts by what was granted, seen or done, and shows nothing of any. */
  readonly namesOnly?: true;
  /** Shows nothing of any record. */
  readonly showsNone?: true;
  /** Tells whoever holds the whole record what was done with it, and others nothing of that. */
  readonly tellsWhole?: true;
  /** Shows each by its id, whatever the form. */
  readonly byId?: true;
  /** Says no to whoever sees names and dates only. */
  readonly needsContent?: true;
}

export interface Asked extends Ask {
  /** The fact that it is about: without it, there is nothing. */
  readonly of?: PlacedFact;
  /** What is shown need not be everything: a page, the nearest, or what is worked out of several. */
  readonly some?: true;
  /** Types that it is about; others are named where these name them. */
  readonly types?: readonly string[] | undefined;
  /** The first of several: a wider state may show others in it. */
  readonly isPage?: true;
  /** Where it is another than its family's. */
  readonly need?: Need;
  /** Several requests that are one way: asked after the others, one after the other. */
  readonly via?: (world: World, who: Somebody) => Promise<Got>;
  /** What shows a holder the same, where it is not the same question. */
  readonly asHolder?: Asked;
  /** The slice of a link: it is the recipient. */
  readonly link?: PlainSlice;
  /** How many entries were read anew: what stands apart is compared with nothing. */
  readonly fresh?: number;
  /** Its Bundle says how many there are, and all of them stand in it. */
  readonly total?: true;
  /** The answer counts entries. */
  readonly counts?: 'types' | 'days';
}
