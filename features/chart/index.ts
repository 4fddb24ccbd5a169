export { chartRoutes } from './chart.routes.ts';
export { type Chart, createChart } from './chart.service.ts';
export { createKept, type Kept } from './kept/kept.ts';
export { createSearchEngine, type SearchEngine } from './kept/search-engine.ts';
export { createThreadPrinter, type MakePrint } from './print/in-thread.ts';
export { printRoutes } from './print/print.routes.ts';
export { createPrints } from './print/print.service.ts';
export {
  createReadable,
  READABLE_SECTIONS,
  type Readable,
  type ReadableLine,
  type ReadableSection,
} from './readable.ts';
export {
  type Allowed,
  buildSegment,
  type Field,
  mergeSegments,
  openIndex,
  type SearchAnswer,
  type SearchFact,
  type SearchHit,
  type SearchIndex,
  type SearchInput,
  type SearchQuery,
  type SearchText,
  type Snippet,
  type Suggestion,
  snippetsOf,
  textsOf,
} from './search/index.ts';
