import { CodedError } from '@chartwarden/errors';
import { type FactId, idFromBytes, idToBytes } from '@chartwarden/ids';
import { lengthPrefixed } from '../cipher.ts';
import { release, type VaultContext } from '../context.ts';
import { factsStore } from '../facts.store.ts';
import { type Grant, type Permit, withOutline } from '../permit.ts';
import type { VersionRow } from '../rows.ts';
import type { ScopeKeys } from '../scope-keys.ts';
import { opened, type ServedFact, serve } from '../serve.ts';
import {
  all,
  any,
  type Condition,
  committedCondition,
  currentCondition,
  goneCondition,
  grantCondition,
} from '../slice-sql.ts';
import { findStore } from './find.store.ts';
import { type HistoryPlace, historyStore, standsNow } from './history.store.ts';

/** One version of a fact, or that it was deleted then. */
export interface HistoryEntry {
  readonly id: FactId;
  readonly type: string;
  readonly version: number;
  /** When it was stored here, in milliseconds. */
  readonly at: number;
  readonly kind: 'received' | 'corrected' | 'deleted';
  /** Null for what was deleted. */
  readonly fact: ServedFact | null;
}

export interface History {
  /** Newest first. */
  readonly entries: readonly HistoryEntry[];
  readonly next: string | null;
}

export interface HistoryQuery {
  /** 1 to 1,000. */
  readonly limit: number;
  readonly cursor?: string;
  /** Only what was stored at this time or later, in milliseconds. */
  readonly since?: number;
}

/** Fetched and opened at once. */
const PIECE = 200;

/** What a record was: received and corrected versions and deletions, as far as a permit sees what they became. */
export function createHistory(context: VaultContext) {
  const { db, keyring, log, authority, recall } = context;
  const parts = { facts: factsStore(db), recall };
  const store = historyStore(db);
  const found = findStore(db);

  /** What counts as history for a grant; take it in the turn in which the statement runs. */
  function visible(keys: ScopeKeys, grant: Grant): Condition {
    const hidden = recall.hidden(keys.scope);
    const committed = committedCondition(keys.scope, hidden);
    const seen = grantCondition(keys, grant);
    const stands = any([currentCondition(keys.scope, grant.view, hidden), goneCondition(keys.scope, hidden)]);
    return all([committed, seen, standsNow(stands, seen)]);
  }

  async function entriesOf(keys: ScopeKeys, grant: Grant, rows: readonly VersionRow[]): Promise<HistoryEntry[]> {
    const entries: HistoryEntry[] = [];
    for (let at = 0; at < rows.length; at += PIECE) {
      const whole: VersionRow[] = [];
      for (const row of rows.slice(at, at + PIECE))
        whole.push(row.body.length > 0 ? row : ((await found.version(keys.scope, row, ALWAYS)) ?? row));
      const list = whole.filter((row) => !isDeletion(row) && row.body.length > 0).map((row) => opened(keys, row));
      const served = await serve(parts, keys, grant, list);
      const byRow = new Map(list.map((one, place) => [one.row, served[place] ?? null]));
      entries.push(...whole.map((row) => entryOf(row, byRow.get(row) ?? null)));
      await new Promise(setImmediate);
    }
    return entries;
  }

  const named = (grant: Grant, entries: readonly HistoryEntry[]) =>
    release(
      log,
      grant,
      'history',
      entries.map((one) => one.type),
      entries.map((one) => one.id),
    );

  /** The versions of one fact; null when there is none that this permit may see now, and none that it saw deleted. */
  async function historyOf(
    permit: Permit,
    id: FactId,
    query: HistoryQuery & { /** Only the one that stood at this time. */ readonly at?: number },
  ): Promise<History | null> {
    const grant = withOutline(authority.claim(permit, 'read'));
    const keys = await keyring.load(grant.record);
    await recall.prepare(keys.scope);
    const bound = ['history', id];
    const below = query.cursor === undefined ? null : decode(keys, bound, query.cursor).version;
    const limit = query.at === undefined ? Math.min(Math.max(1, Math.trunc(query.limit)), 1000) : 1;
    const times = all([
      ...(query.since === undefined ? [] : [{ sql: 'v.stored_at >= ?', parameters: [query.since] }]),
      ...(query.at === undefined ? [] : [{ sql: 'v.stored_at <= ?', parameters: [query.at] }]),
    ]);
    const fact = idToBytes(id);
    const rows = await store.ofFact(keys.scope, fact, all([visible(keys, grant), times]), below, limit + 1);
    const entries = await entriesOf(keys, grant, rows.slice(0, limit));
    await named(grant, entries);
    if (entries.length === 0 && below === null) {
      const any = await store.ofFact(keys.scope, fact, visible(keys, grant), null, 1);
      if (any.length === 0) return null;
    }
    return { entries, next: query.at === undefined ? nextOf(keys, bound, rows, limit) : null };
  }

  /** The versions of all facts of these types (none: of every type), what was stored last first. */
  async function historyOfType(permit: Permit, types: readonly string[], query: HistoryQuery): Promise<History> {
    const grant = withOutline(authority.claim(permit, 'search'));
    const keys = await keyring.load(grant.record);
    await recall.prepare(keys.scope);
    const bound = ['history of types', ...types, String(query.since ?? '')];
    const after = query.cursor === undefined ? null : decode(keys, bound, query.cursor);
    const limit = Math.min(Math.max(1, Math.trunc(query.limit)), 1000);
    const asked = types.length > 0 ? [...new Set(types)] : await found.types(keys.scope);
    const rows = await store.ofTypes(keys.scope, asked, visible(keys, grant), query.since ?? null, after, limit + 1);
    const entries = await entriesOf(keys, grant, rows.slice(0, limit));
    await named(grant, entries);
    return { entries, next: nextOf(keys, bound, rows, limit) };
  }

  return { historyOf, historyOfType };
}

const ALWAYS: Condition = { sql: '1 = 1', parameters: [] };

/** A version that says that the fact is gone: received, and no correction can put anything in its place. */
const isDeletion = (row: VersionRow): boolean => row.layer === 0 && row.retired === 1;

const entryOf = (row: VersionRow, fact: ServedFact | null): HistoryEntry => ({
  id: idFromBytes<FactId>(row.fact_id),
  type: row.type,
  version: row.version,
  at: row.stored_at,
  kind: isDeletion(row) ? 'deleted' : row.layer === 0 ? 'received' : 'corrected',
  fact,
});

type Bound = readonly string[];

const tagOf = (keys: ScopeKeys, bound: Bound, state: Buffer): Buffer =>
  keys.address(lengthPrefixed(['find-cursor', ...bound, state])).subarray(0, 8);

function nextOf(keys: ScopeKeys, bound: Bound, rows: readonly VersionRow[], limit: number): string | null {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  if (last === undefined) return null;
  const state = Buffer.alloc(32);
  state.writeDoubleBE(last.stored_at);
  last.fact_id.copy(state, 8);
  state.writeDoubleBE(last.version, 24);
  return Buffer.concat([state, tagOf(keys, bound, state)]).toString('base64url');
}

/** Throws CW-GEN-003 for what was not made for the same history. */
function decode(keys: ScopeKeys, bound: Bound, cursor: string): HistoryPlace {
  const bytes = Buffer.from(cursor, 'base64url');
  const state = bytes.subarray(0, 32);
  if (bytes.length !== 40 || !tagOf(keys, bound, state).equals(bytes.subarray(32)))
    throw new CodedError('CW-GEN-003', 'cursor');
  return { at: state.readDoubleBE(0), fact: state.subarray(8, 24), version: state.readDoubleBE(24) };
}
