import type { FactLine } from './types.ts';

/** What is looked for, in the body of the question: never in an address. Times in milliseconds, `to` itself is outside. */
export interface SearchRequest {
  readonly words: string;
  readonly types?: readonly string[];
  readonly sources?: readonly string[];
  readonly from?: number;
  readonly to?: number;
  readonly offset?: number;
}

export interface SearchSnippet {
  readonly field: string;
  readonly text: string;
  /** What to highlight, in order. */
  readonly ranges: readonly (readonly [number, number])[];
  readonly before: boolean;
  readonly after: boolean;
}

export interface SearchHit extends FactLine {
  /** How the word was found that was found worst. */
  readonly match: 'exact' | 'synonym' | 'beginning' | 'typo';
  readonly snippets: readonly SearchSnippet[];
}

/** features/chart/search.service.ts */
export interface SearchAnswer {
  /** False while there is no index yet: nothing is found then. */
  readonly isReady: boolean;
  /** False while what came in last is not in the index. */
  readonly isCurrent: boolean;
  readonly hits: readonly SearchHit[];
  readonly total: number;
  readonly byType: Readonly<Record<string, number>>;
  readonly next: number | null;
}

export interface SearchSuggestions {
  readonly suggestions: readonly { readonly text: string; readonly count: number }[];
}
