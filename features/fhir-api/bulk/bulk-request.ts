import { CodedError } from '@chartwarden/errors';
import { dateRange, keptTypes, type SearchPair } from '@chartwarden/fhir';

/** What a kick-off asks for (Bulk Data 2.0, "Bulk Data Kick-off Request"). */
export interface BulkRequest {
  /** FHIR types; empty: every type. */
  readonly types: readonly string[];
  /** Milliseconds. */
  readonly since?: number;
  /** Ids of the people it is limited to; empty: everybody. */
  readonly patients: readonly string[];
  /** What was understood. */
  readonly used: readonly SearchPair[];
}

const FORMATS = new Set(['application/fhir+ndjson', 'application/ndjson', 'ndjson']);
const KEPT: ReadonlySet<string> = new Set(keptTypes);
const PASSED = new Set(['_format', '_pretty']);

/**
 * Throws CW-FHIR-072 or CW-FHIR-079 for a value that cannot be honoured, and when told to be strict CW-FHIR-070 for a
 * parameter that is not (`_typeFilter`, `_elements` and whatever else may be left out).
 */
export function readBulkRequest(pairs: readonly SearchPair[], isStrict: boolean): BulkRequest {
  const types = new Set<string>();
  const patients = new Set<string>();
  const used: SearchPair[] = [];
  let since: number | undefined;
  for (const pair of pairs) {
    const [name, value] = pair;
    // A plus sign that was not encoded arrives as a space.
    if (name === '_outputFormat' && !FORMATS.has(value.replace('fhir ndjson', 'fhir+ndjson')))
      throw new CodedError('CW-FHIR-079', name);
    else if (name === '_since') since = sinceOf(value, since);
    else if (name === '_type') for (const type of typesOf(value)) types.add(type);
    else if (name === 'patient') patients.add(patientOf(value));
    else if (name !== '_outputFormat') {
      if (isStrict && !PASSED.has(name)) throw new CodedError('CW-FHIR-070');
      continue;
    }
    used.push(pair);
  }
  return { types: [...types], patients: [...patients], used, ...(since === undefined ? {} : { since }) };
}

function sinceOf(value: string, before: number | undefined): number {
  if (before !== undefined) throw new CodedError('CW-FHIR-077', '_since');
  const since = dateRange(value)?.low;
  if (since === undefined) throw new CodedError('CW-FHIR-072', '_since');
  return since;
}

function typesOf(value: string): readonly string[] {
  const types = value.split(',');
  if (!types.every((type) => KEPT.has(type))) throw new CodedError('CW-FHIR-072', '_type');
  return types;
}

function patientOf(value: string): string {
  const id = /(?:^|\/)Patient\/([^/]+)$/.exec(value)?.[1];
  if (id === undefined) throw new CodedError('CW-FHIR-072', 'patient');
  return id;
}
