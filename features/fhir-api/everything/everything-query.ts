import { CodedError } from '@chartwarden/errors';
import { dateRange, keptTypes, type SearchPair } from '@chartwarden/fhir';
import type { EverythingQuery } from '@chartwarden/vault';

/** Resources of a page when nobody says how many, and at most. */
const PAGE = 1000;
const KEPT: ReadonlySet<string> = new Set(keptTypes);
/** Of how the answer is written, and looked at elsewhere. */
const PASSED = new Set(['_format', '_pretty']);

export interface AskedEverything {
  readonly query: EverythingQuery;
  /** What was understood, without the place in the answer, for the links. */
  readonly used: readonly SearchPair[];
}

type Draft = { -readonly [K in keyof EverythingQuery]: EverythingQuery[K] };

/** What one parameter says; false when it says nothing that it may say. */
type Read = (draft: Draft, value: string) => boolean;

const READ: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['_since', readSince],
  ['start', (draft, value) => readCare(draft, 'from', dateRange(value)?.low)],
  ['end', (draft, value) => readCare(draft, 'to', dateRange(value)?.high)],
  ['_type', readTypes],
  ['_count', readCount],
  ['_cursor', readCursor],
]);

function readSince(draft: Draft, value: string): boolean {
  const since = dateRange(value)?.low;
  if (since !== undefined) draft.since = since;
  return since !== undefined;
}

function readCare(draft: Draft, side: 'from' | 'to', at: number | undefined): boolean {
  if (at !== undefined) draft.care = { ...draft.care, [side]: at };
  return at !== undefined;
}

function readTypes(draft: Draft, value: string): boolean {
  const types = value.split(',');
  draft.types = [...new Set([...draft.types, ...types])];
  return types.every((type) => KEPT.has(type));
}

function readCount(draft: Draft, value: string): boolean {
  draft.limit = Math.min(Number(value), PAGE);
  return /^[1-9]\d{0,8}$/.test(value);
}

function readCursor(draft: Draft, value: string): boolean {
  draft.cursor = value;
  return value.length <= 256;
}

/**
 * The parameters of `$everything` (R4 operation-patient-everything). Throws CW-FHIR-072 for a value that says nothing,
 * CW-FHIR-077 for one that is said twice, and when told to be strict CW-FHIR-070 for a parameter that there is not.
 */
export function readEverything(pairs: readonly SearchPair[], isStrict: boolean): AskedEverything {
  const draft: Draft = { types: [], limit: PAGE };
  const used: SearchPair[] = [];
  const seen = new Set<string>();
  for (const pair of pairs) {
    const [name, value] = pair;
    const read = READ.get(name);
    if (read === undefined) {
      if (isStrict && !PASSED.has(name)) throw new CodedError('CW-FHIR-070');
      continue;
    }
    if (seen.has(name) && name !== '_type') throw new CodedError('CW-FHIR-077', name);
    seen.add(name);
    if (!read(draft, value)) throw new CodedError('CW-FHIR-072', name);
    if (name !== '_cursor') used.push(pair);
  }
  return { query: draft, used };
}
