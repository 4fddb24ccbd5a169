import { CodedError } from '@chartwarden/errors';
import { isId, type RecordId } from '@chartwarden/ids';
import type { FindQuery } from '@chartwarden/vault';
import type { Asked } from './asking.ts';
import { peopleNamed } from './people-named.ts';

/**
 * The record that a write belongs to (design 6): of the one person whom the body names, or of the header. Throws CW-FHIR-106
 * when that is nobody, or more than one.
 */
export function recordOf(
  mine: readonly RecordId[],
  patients: readonly string[],
  { header }: Pick<Asked, 'header'>,
): RecordId {
  const said = header('x-chartwarden-person')?.trim();
  const own = patients.filter((id) => (mine as readonly string[]).includes(id));
  // Of somebody the caller has nothing to do with: the gate says so, as of somebody who is not there.
  const named = own.length > 0 ? own : patients.filter(isId);
  const all = [...new Set([...named, ...(said === undefined ? [] : [said])])];
  const [record] = all;
  if (record === undefined || all.length > 1 || !isId(record)) throw new CodedError('CW-FHIR-106');
  return record as RecordId;
}

/** The same for a condition alone: whom it names, the header, or the only record that the caller has to do with. */
export function recordOfCondition(
  mine: readonly RecordId[],
  where: Pick<FindQuery, 'where'>,
  asked: Pick<Asked, 'header'>,
): RecordId {
  const named = peopleNamed(where) ?? [];
  const isSaid = named.length > 0 || asked.header('x-chartwarden-person') !== undefined;
  return recordOf(mine, isSaid || mine.length > 1 ? named : mine, asked);
}

/** RFC 9110, 13.1.1: the version that If-Match names; one that no fact ever has where it names none. */
export function matchOf({ header }: Pick<Asked, 'header'>): number | undefined {
  const tag = header('if-match')?.trim();
  if (tag === undefined || tag === '*') return undefined;
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(tag)?.[1];
  return version === undefined ? 0 : Number(version);
}
