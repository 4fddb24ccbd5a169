import { CodedError } from '@chartwarden/errors';
import { lengthPrefixed } from '../cipher.ts';
import { openRow, sealRow } from '../rows.ts';
import type { ScopeKeys } from '../scope-keys.ts';
import type { FindQuery } from './query.ts';

/** Where a page ended, in an order of SQL: time (0 in the order of ids) and fact. */
export interface Place {
  readonly at: number;
  readonly fact: Buffer;
}

type Bound = Pick<FindQuery, 'types' | 'where' | 'sort'>;

const tagOf = (keys: ScopeKeys, query: Bound, state: Buffer): Buffer =>
  keys
    .address(lengthPrefixed(['find-cursor', JSON.stringify([query.types, query.where, query.sort ?? null]), state]))
    .subarray(0, 8);

/** A place that goes on with this search only, and only in this record. It says nothing but where a page ended. */
export function encodePlace(keys: ScopeKeys, query: Bound, { at, fact }: Place): string {
  const state = Buffer.alloc(24);
  state.writeDoubleBE(at);
  fact.copy(state, 8);
  return Buffer.concat([state, tagOf(keys, query, state)]).toString('base64url');
}

/** Throws CW-GEN-003 for what was not made by {@link encodePlace} for the same search. */
export function decodePlace(keys: ScopeKeys, query: Bound, cursor: string): Place {
  const bytes = Buffer.from(cursor, 'base64url');
  const state = bytes.subarray(0, 24);
  if (bytes.length !== 32 || !tagOf(keys, query, state).equals(bytes.subarray(24)))
    throw new CodedError('CW-GEN-003', 'cursor');
  return { at: state.readDoubleBE(0), fact: state.subarray(8) };
}

/** Values of a record that a page ended at: an address may be logged, so they are sealed. */
export interface ValuePlace {
  readonly values: readonly (string | number | null)[];
  readonly fact: string;
}

const rowOf = (keys: ScopeKeys, query: Bound) => ({
  table: 'find',
  row: tagOf(keys, query, Buffer.alloc(0)),
  version: 0,
  clear: [],
});

export const sealPlace = (keys: ScopeKeys, query: Bound, place: ValuePlace): string =>
  sealRow(keys, rowOf(keys, query), place).toString('base64url');

/** Throws CW-GEN-003 for what was not made by {@link sealPlace} for the same search. */
export function openPlace(keys: ScopeKeys, query: Bound, cursor: string): ValuePlace {
  try {
    return openRow<ValuePlace>(keys, rowOf(keys, query), Buffer.from(cursor, 'base64url'));
  } catch {
    throw new CodedError('CW-GEN-003', 'cursor');
  }
}
