import type { FactId } from '@chartwarden/ids';
import type { SearchQuery } from '../search/search-index.ts';

/** `search` and `suggest` are answered with null when the build is not open. */
export type SearchQuestion =
  | { readonly ask: 'open'; readonly build: string; readonly segments: readonly Uint8Array[] }
  | {
      readonly ask: 'search';
      readonly build: string;
      readonly query: SearchQuery;
      readonly allowed: ReadonlySet<FactId> | null;
    }
  | {
      readonly ask: 'suggest';
      readonly build: string;
      readonly text: string;
      readonly allowed: ReadonlySet<FactId> | null;
    }
  | { readonly ask: 'forget'; readonly record: string };
