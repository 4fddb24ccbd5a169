import type { Statement } from '@chartwarden/db';
import { describe } from '@chartwarden/fhir';
import type { FactsStore } from './facts.store.ts';
import { contextOf } from './identity.ts';
import { type IndexRows, indexRows } from './index-tokens.ts';
import type { BodyHeader, VersionRow } from './rows.ts';
import type { ScopeKeys } from './scope-keys.ts';

/** A stored version with its content. */
interface Stored {
  readonly row: VersionRow;
  readonly header: BodyHeader;
  readonly bytes: Uint8Array;
}

/** The index rows of a stored version, worked out again from its content, in one generation. */
function indexOf(keys: ScopeKeys, { row, header, bytes }: Stored) {
  const index: IndexRows = indexRows(keys, describe(bytes, header.p ?? ''), contextOf(header));
  const place = { fact: row.fact_id, version: row.version };
  return {
    tokens: index.tokens.map((token) => ({ token, date: row.date_sort, ...place })),
    dates: index.dates.map((range) => ({ ...range, ...place })),
  };
}

/** Takes a version out of the index of these generations. */
export const outOfIndex = (facts: FactsStore, generations: readonly ScopeKeys[], stored: Stored): Statement[] =>
  generations.flatMap((keys) => {
    const { tokens, dates } = indexOf(keys, stored);
    return [...facts.removeTokens(keys.scope, tokens), ...facts.removeDates(keys.scope, dates)];
  });

/** Puts a version into the index of the newest generation. */
export function intoIndex(facts: FactsStore, keys: ScopeKeys, stored: Stored): Statement[] {
  const { tokens, dates } = indexOf(keys, stored);
  return [facts.insertTokens(keys.scope, tokens), facts.insertDates(keys.scope, dates)];
}
