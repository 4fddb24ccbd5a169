import type { ErrorCode } from '@chartwarden/errors';
import { readCriterion, type SearchScope } from './search-request-criteria.ts';
import { searchParametersOf } from './search-request-parameters.ts';
import { type Draft, LARGEST_PAGE, mayRepeat, resultParameters, type SearchResults } from './search-request-results.ts';
import type { SearchCriterion } from './search-types.ts';

/** `Prefer: handling` (R4 search, "Handling Missing Data" and "Server Conformance"). */
export type SearchHandling = 'strict' | 'lenient';

export interface SearchOptions {
  readonly handling: SearchHandling;
  /** Where our own resources stand, without a slash at the end: what begins so is a reference of ours. */
  readonly base?: string;
}

export interface SearchIssue {
  readonly code: ErrorCode;
  /** A warning: the parameter was left out. With an error there is nothing to search. */
  readonly severity: 'error' | 'warning';
  /** Its name, never its value. */
  readonly parameter: string;
}

/** What a search asks for. */
export interface SearchRequest extends SearchResults {
  /** Empty: every type. */
  readonly types: readonly string[];
  readonly where: readonly SearchCriterion[];
  /** What was understood, for the `self` link: the same request again, without the cursor. */
  readonly used: readonly SearchPair[];
  readonly issues: readonly SearchIssue[];
}

export type SearchPair = readonly [name: string, value: string];

const MOST_PARAMETERS = 100;
const LONGEST_NAME = 256;
const LONGEST_TEXT = 65_536;
const MOST_TYPES = 200;

/** What a lenient client lives without: unknown parameters, empty ones, results of another form (R4 search, 3.1.1.2). */
const passedOver: ReadonlySet<ErrorCode> = new Set(['CW-FHIR-070', 'CW-FHIR-073', 'CW-FHIR-079'] as const);

/**
 * The request of a search by its parameters, decoded from the URL or the body. `type` is null for a search over types
 * (`_type`). Never throws: what is wrong stands in `issues`.
 */
export function parseSearch(
  type: string | null,
  pairs: readonly SearchPair[],
  { handling, base }: SearchOptions,
): SearchRequest {
  const used: SearchPair[] = [];
  const where: SearchCriterion[] = [];
  const issues: SearchIssue[] = [];
  const tell = (code: ErrorCode, name: string): void => {
    const severity = handling === 'lenient' && passedOver.has(code) ? 'warning' : 'error';
    issues.push({ code, severity, parameter: printable(name) });
  };
  const results: Draft = { sort: [], include: [] };
  const types = type === null ? readTypes(pairs, used, tell) : [type];
  const scope: SearchScope = { types, base };
  const seen = new Set<string>();
  if (pairs.length > MOST_PARAMETERS) tell('CW-FHIR-074', '');
  for (const pair of pairs.slice(0, MOST_PARAMETERS)) {
    const [name, value] = pair;
    if (name === '_type' && type === null) continue;
    if (name.length > LONGEST_NAME || value.length > LONGEST_TEXT) {
      tell('CW-FHIR-074', name);
      continue;
    }
    const result = resultParameters.get(name);
    if (!result) {
      const criterion = readCriterion(scope, name, value);
      if (typeof criterion === 'string') tell(criterion, name);
      else {
        where.push(criterion);
        used.push(pair);
      }
      continue;
    }
    const wrong = seen.has(name) && !mayRepeat(name) ? 'CW-FHIR-077' : value === '' ? 'CW-FHIR-073' : undefined;
    seen.add(name);
    const code = wrong ?? result(results, value, types);
    if (code !== undefined) tell(code, name);
    else if (name !== '_cursor') used.push(name === '_count' ? [name, String(results.count)] : pair);
  }
  if (isContradictory(results)) tell('CW-FHIR-078', '_summary');
  return { types, where, ...countOnly(results), used, issues };
}

function readTypes(
  pairs: readonly SearchPair[],
  used: SearchPair[],
  tell: (code: ErrorCode, name: string) => void,
): readonly string[] {
  const given = pairs.filter(([name]) => name === '_type');
  const [first] = given;
  if (!first) return [];
  if (given.length > 1) tell('CW-FHIR-077', '_type');
  if (first[1] === '') {
    tell('CW-FHIR-073', '_type');
    return [];
  }
  const types = [...new Set(first[1].split(','))];
  if (types.length > MOST_TYPES || !types.every(searchParametersOf)) {
    tell('CW-FHIR-072', '_type');
    return [];
  }
  used.push(first);
  return types;
}

/** Nothing can be included in what is text or a number alone (R4 search, "Summary"); `_elements` is a summary of its own. */
const isContradictory = ({ summary, elements, include }: SearchResults): boolean =>
  (summary === 'text' && include.length > 0) ||
  (elements !== undefined && summary !== undefined && summary !== 'false' && summary !== 'count');

/** A page of nothing is a count (R4 search, "Page Count"). */
const countOnly = (results: SearchResults): SearchResults =>
  results.count === 0 || results.summary === 'count'
    ? { ...results, count: 0, summary: 'count', total: 'accurate' }
    : results;

/** A name as it may stand in an answer. */
const printable = (name: string): string => (/^[\w:.-]{1,100}$/.test(name) ? name : '?');

export { LARGEST_PAGE };
