import type { Saying } from '../duplicates/links.ts';
import type { ToRead } from '../served-facts.ts';
import type { Paper } from './sheet/papers.ts';
import type { Language } from './words/languages.ts';

/** Everything that can be printed. */
export const PRINTS = [
  'summary', 'problems', 'medicines', 'allergies', 'immunizations', 'results', 'trend', 'vitals', 'visits', 'visit',
  'documents', 'note', 'procedures', 'care-team', 'family', 'devices', 'plans', 'coverage', 'appointments', 'timeline',
] as const; // biome-ignore format: one list
export type PrintName = (typeof PRINTS)[number];

export interface PrintChoices {
  readonly paper: Paper;
  /** Of our words; the record's stay as they are. */
  readonly language: Language;
  /** IANA name: in it the moment of printing is written. */
  readonly zone: string;
  /** True: facts with a sensitivity label stay out. */
  readonly withoutSensitive: boolean;
  /** What `trend`, `visit` and `note` are of: an id of a fact, for a trend also the key of its analyte. */
  readonly entry?: string;
  /** Clinical time in milliseconds, inclusive; for `timeline`. */
  readonly from?: number;
  readonly to?: number;
}

/** All that a print is made from. It crosses to a thread, so it is plain data. */
export interface PrintJob {
  readonly what: PrintName;
  readonly choices: PrintChoices;
  readonly facts: readonly ToRead[];
  /** What was said of two of them: the same thing, or not. */
  readonly sayings: readonly Saying[];
  readonly isWhole: boolean;
  readonly name: string | null;
  readonly files: readonly { readonly name: string; readonly receivedAt: number }[] | null;
  /** Milliseconds: when it is printed. */
  readonly at: number;
}

/** What stands on it, so that a screen can say so before it is handed on. */
export interface Outline {
  readonly what: PrintName | 'page';
  readonly pages: number;
  /** Of the summary: each section with how much of it is on the page. */
  readonly sections: readonly { readonly name: string; readonly shown: number; readonly count: number }[];
  /** Sections of the summary of which the record holds nothing. */
  readonly missing: readonly string[];
  /** How many different characters stand as a box with their number. */
  readonly boxes: number;
}

export interface Printed {
  readonly pdf: Uint8Array;
  /** Ids of the facts whose content stands on it. */
  readonly facts: readonly string[];
  readonly outline: Outline;
}
