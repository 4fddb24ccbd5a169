import { CodedError } from '@chartwarden/errors';
import { describe, type ImportedFact, JsonError } from '@chartwarden/fhir';
import type { Grant } from '../permit.ts';
import type { ScopeKeys } from '../scope-keys.ts';
import { all, any, type Condition, denialCondition, sliceCondition } from '../slice-sql.ts';

/** Bytes of one resource: as much as a document of some hundred scanned pages. */
export const MOST_BYTES = 16 * 1024 * 1024;

/**
 * What is stored about a resource that somebody sends. Throws CW-VLT-016 when it is too large, CW-VLT-017 when it is no
 * resource. Whether it is a valid one is asked before.
 */
export function described(bytes: Uint8Array): ImportedFact {
  if (bytes.length > MOST_BYTES) throw new CodedError('CW-VLT-016');
  try {
    return describe(bytes, '');
  } catch (error) {
    if (error instanceof JsonError || error instanceof TypeError)
      throw new CodedError('CW-VLT-017', undefined, { cause: error });
    throw error;
  }
}

/** A write never makes a fact somebody else's: its subject is the person of the record, or nobody. Throws CW-VLT-014. */
export function requireSamePerson(grant: Grant, fact: ImportedFact): void {
  const reference = fact.subject?.reference;
  if (reference === undefined) return;
  // An address of this server says the same: the id of a record is nobody else's anywhere.
  if (reference === `Patient/${grant.record}` || reference.endsWith(`/Patient/${grant.record}`)) return;
  // A group, a device or a place may be a subject, too; it is nobody else.
  if (/^(Group|Device|Location|Medication|Substance|Organization)\//.test(reference)) return;
  throw new CodedError('CW-VLT-014');
}

/**
 * Where somebody may write who was granted a part: in their slices by type, code, category and date, and where nothing
 * was refused to them. Labels keep from being read, not from being written.
 */
export const writeCondition = (keys: ScopeKeys, grant: Grant): Condition =>
  all([
    any(grant.allow.map((slice) => sliceCondition(keys, slice, true))),
    ...(grant.alsoIn ? [any(grant.alsoIn.map((slice) => sliceCondition(keys, slice, true)))] : []),
    ...(grant.within ? [sliceCondition(keys, grant.within, true)] : []),
    ...grant.deny.map((slice) => {
      const { sql, parameters } = denialCondition(keys, slice);
      return { sql: `not (${sql})`, parameters };
    }),
  ]);
