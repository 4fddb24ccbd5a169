import type { ImportedFact } from '@chartwarden/fhir';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Facts with UUID ids of which nothing else is known share it (design 1, origin). */
export const UNKNOWN = 'unknown';

/**
 * The system that minted a fact's id: the base of its full URL, else `unknown` for a UUID (which nobody mints twice), else
 * what the person answered. Null: there is no id, or nobody knows whose it is, and the fact is identified by its content.
 */
export function originOf(
  fact: Pick<ImportedFact, 'id' | 'fullUrl' | 'type'>,
  answer: string | undefined,
): string | null {
  if (fact.id === undefined) return null;
  const tail = `/${fact.type}/${fact.id}`;
  if (fact.fullUrl !== undefined && /^https?:\/\//.test(fact.fullUrl) && fact.fullUrl.endsWith(tail)) {
    return fact.fullUrl.slice(0, -tail.length);
  }
  if (UUID.test(fact.id)) return UNKNOWN;
  return answer ?? null;
}
