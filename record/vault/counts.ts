import { type ImportId, idFromBytes, type SourceId } from '@chartwarden/ids';
import { denied, release, type VaultContext } from './context.ts';
import { factsStore } from './facts.store.ts';
import { type Grant, type Permit, withOutline } from './permit.ts';
import { holdsWhole } from './recall.ts';
import { UNDATED } from './rows.ts';
import type { ScopeKeys } from './scope-keys.ts';
import { visibleTo } from './serve.ts';
import { all, filesCondition, sliceCondition } from './slice-sql.ts';

/** What is counted of what the permit covers; as in a page. */
export interface SpreadQuery {
  readonly types?: readonly string[];
  readonly sources?: readonly SourceId[];
  /** Clinical time in milliseconds: what begins at this moment or later, and before this one. */
  readonly after?: number;
  readonly before?: number;
}

/** Facts of one type that begin on one day. */
export interface Spread {
  readonly type: string;
  /** Days since 1970, UTC; null: undated. */
  readonly day: number | null;
  /** The day on which they end, or may have been at the latest (`2021-05` is any day of May); absent: the same day. */
  readonly last?: number;
  readonly count: number;
}

export interface Arrivals {
  /** Null, and all of them together, for whoever does not see the whole record: imports are not theirs to see. */
  readonly import: ImportId | null;
  readonly type: string;
  readonly count: number;
}

/** How many current facts a permit covers, by what stands in clear. Each call uses up one permit and is one entry. */
export function createCounts(context: VaultContext) {
  const { db, keyring, log, authority, recall } = context;
  const facts = factsStore(db);

  async function counted<T extends { readonly type: string }>(
    permit: Permit,
    count: (keys: ScopeKeys, grant: Grant) => Promise<readonly T[]>,
  ): Promise<readonly T[]> {
    const grant = withOutline(authority.claim(permit, 'search'));
    const keys = await keyring.load(grant.record);
    await recall.prepare(keys.scope);
    const rows = await count(keys, grant);
    await release(
      log,
      grant,
      'count',
      rows.map((row) => row.type),
      [],
    );
    return rows;
  }

  return {
    /** How many of each type. */
    types: (permit: Permit): Promise<readonly { readonly type: string; readonly count: number }[]> =>
      counted(permit, (keys, grant) => facts.countByType(keys.scope, visibleTo(recall, keys, grant))),

    /** How many of each type on each day. Throws CW-GEN-002 when files are named and the caller does not hold the whole record. */
    spread: (permit: Permit, query: SpreadQuery): Promise<readonly Spread[]> =>
      counted(permit, async (keys, grant) => {
        const { types, sources, after, before } = query;
        if (sources !== undefined && !holdsWhole(grant)) return denied(log, grant, 'count', 'CW-GEN-002');
        const rows = await facts.spread(
          keys.scope,
          all([
            visibleTo(recall, keys, grant),
            ...(types ? [sliceCondition(keys, { types }, true)] : []),
            ...(sources ? [filesCondition(keys, sources)] : []),
          ]),
          { ...(after === undefined ? {} : { from: after }), ...(before === undefined ? {} : { before }) },
        );
        return rows.map(({ type, day, last, count }) => ({
          type,
          day: day === UNDATED_DAY ? null : day,
          ...(last === day ? {} : { last }),
          count,
        }));
      }),

    /** What came in with imports that were committed after a moment (milliseconds), as it counts now. */
    arrivals: (permit: Permit, since: number): Promise<readonly Arrivals[]> =>
      counted<Arrivals>(permit, async (keys, grant) => {
        const rows = await facts.arrivals(keys.scope, visibleTo(recall, keys, grant), since);
        if (holdsWhole(grant))
          return rows.map(({ import_id, ...rest }) => ({ import: idFromBytes<ImportId>(import_id), ...rest }));
        const byType = new Map<string, number>();
        for (const { type, count } of rows) byType.set(type, count + (byType.get(type) ?? 0));
        return [...byType].map(([type, count]) => ({ import: null, type, count }));
      }),
  };
}

const UNDATED_DAY = UNDATED / 86_400_000;
