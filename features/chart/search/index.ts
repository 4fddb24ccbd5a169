export { buildSegment, mergeSegments } from './build.ts';
export {
  type Allowed,
  openIndex,
  type SearchAnswer,
  type SearchHit,
  type SearchIndex,
  type SearchQuery,
  type Suggestion,
} from './search-index.ts';
export { type Snippet, snippetsOf } from './snippets.ts';
export { textsOf } from './texts-of.ts';
export type { Field, SearchFact, SearchInput, SearchText } from './types.ts';
