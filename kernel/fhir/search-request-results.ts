import type { ErrorCode } from '@chartwarden/errors';
import { findParameter } from './search-request-criteria.ts';
import { searchParametersOf } from './search-request-parameters.ts';
import type { SearchInclude } from './search-types.ts';

/** What a search's result parameters ask for (R4 search, "Managing Returned Resources"). */
export interface SearchResults {
  readonly sort: readonly SearchSort[];
  /** Most resources of a page, as asked; absent: not asked. */
  readonly count?: number;
  readonly include: readonly SearchInclude[];
  readonly summary?: SearchSummary;
  /** Names of the resources' own elements. */
  readonly elements?: readonly string[];
  readonly total?: SearchTotal;
  readonly format?: string;
  /** As it stood in a `next` link. */
  readonly cursor?: string;
}

export interface SearchSort {
  readonly param: string;
  readonly descending: boolean;
}

export type SearchSummary = 'true' | 'text' | 'data' | 'count' | 'false';
export type SearchTotal = 'none' | 'estimate' | 'accurate';

/** No page is larger, whatever is asked. */
export const LARGEST_PAGE = 1000;

const MOST_INCLUDES = 16;
const MOST_SORTS = 5;
const MOST_ELEMENTS = 100;
const LONGEST_CURSOR = 4096;

/** What is read so far, while it is read. */
export type Draft = { -readonly [K in keyof SearchResults]: SearchResults[K] } & {
  sort: SearchSort[];
  include: SearchInclude[];
};

type Read = (draft: Draft, raw: string, types: readonly string[]) => ErrorCode | undefined;

const oneOf =
  <T extends string>(words: readonly T[], set: (draft: Draft, word: T) => void): Read =>
  (draft, raw) => {
    const word = words.find((one) => one === raw);
    if (word === undefined) return 'CW-FHIR-072';
    set(draft, word);
    return undefined;
  };

/** Each by its name, as it stands in the request; all but the includes stand there once. */
export const resultParameters: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['_sort', readSort],
  ['_count', readCount],
  ['_include', (draft, raw) => readInclude(draft, raw, false, false)],
  ['_include:iterate', (draft, raw) => readInclude(draft, raw, false, true)],
  ['_revinclude', (draft, raw) => readInclude(draft, raw, true, false)],
  ['_revinclude:iterate', (draft, raw) => readInclude(draft, raw, true, true)],
  [
    '_summary',
    oneOf(['true', 'text', 'data', 'count', 'false'], (draft, word) => {
      draft.summary = word;
    }),
  ],
  ['_elements', readElements],
  [
    '_total',
    oneOf(['none', 'estimate', 'accurate'], (draft, word) => {
      draft.total = word;
    }),
  ],
  // Contained resources are found with what contains them, and never by themselves.
  ['_contained', (_, raw) => (raw === 'false' ? undefined : 'CW-FHIR-079')],
  ['_containedType', (_, raw) => (raw === 'container' ? undefined : 'CW-FHIR-079')],
  [
    '_format',
    (draft, raw) => {
      draft.format = raw;
      return undefined;
    },
  ],
  ['_pretty', oneOf(['true', 'false'], () => undefined)],
  [
    '_cursor',
    (draft, raw) => {
      draft.cursor = raw;
      return raw.length <= LONGEST_CURSOR ? undefined : 'CW-FHIR-074';
    },
  ],
]);

export const mayRepeat = (name: string): boolean => name.startsWith('_include') || name.startsWith('_revinclude');

function readSort(draft: Draft, raw: string, types: readonly string[]): ErrorCode | undefined {
  const sort: SearchSort[] = [];
  for (const text of raw.split(',')) {
    const descending = text.startsWith('-');
    const param = descending ? text.slice(1) : text;
    const kind = findParameter(types, param)?.kind;
    if (kind === undefined || kind === 'composite') return 'CW-FHIR-079';
    sort.push({ param, descending });
    if (sort.length > MOST_SORTS) return 'CW-FHIR-074';
  }
  draft.sort = sort;
  return undefined;
}

/** 0 asks for the number of matches alone (R4 search, "Page Count"). */
function readCount(draft: Draft, raw: string): ErrorCode | undefined {
  if (!/^\d{1,9}$/.test(raw)) return 'CW-FHIR-072';
  draft.count = Math.min(Number(raw), LARGEST_PAGE);
  return undefined;
}

function readElements(draft: Draft, raw: string): ErrorCode | undefined {
  const names = raw.split(',');
  if (names.length > MOST_ELEMENTS) return 'CW-FHIR-074';
  if (!names.every((name) => /^[a-z][A-Za-z]{0,63}$/.test(name))) return 'CW-FHIR-072';
  draft.elements = names;
  return undefined;
}

/** `Type:param`, `Type:param:Target`, `Type:*`, `*`. */
function readInclude(draft: Draft, raw: string, reverse: boolean, iterate: boolean): ErrorCode | undefined {
  const [source = '', param = '*', target, more] = raw.split(':');
  if (more !== undefined || (source === '*' && raw !== '*')) return 'CW-FHIR-072';
  if (source !== '*') {
    const parameters = searchParametersOf(source);
    if (!parameters || raw === source) return 'CW-FHIR-079';
    const reference = parameters.get(param);
    if (param !== '*' && reference?.kind !== 'reference') return 'CW-FHIR-079';
    if (target !== undefined && !searchParametersOf(target)) return 'CW-FHIR-079';
  }
  if (draft.include.length >= MOST_INCLUDES) return 'CW-FHIR-074';
  draft.include.push({ reverse, source, param, iterate, ...(target === undefined ? {} : { target }) });
  return undefined;
}
