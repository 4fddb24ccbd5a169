import type { Db } from '@chartwarden/db';
import { VERSION_COLUMNS } from '../facts.store.ts';
import { type PackedRow, packedColumns, unpacked } from '../packed-row.store.ts';
import type { VersionRow } from '../rows.ts';
import { all, type Condition } from '../slice-sql.ts';
import type { Place } from './cursor.ts';
import type { Order } from './query.ts';

/** One way to some of the facts, along one index; the parts of a search have nothing in common but what has two tokens. */
export interface Part {
  readonly type?: string;
  /** Along facts with this token, in the order of time. */
  readonly tokens?: readonly Buffer[];
  /** Along further dates, named `d`. */
  readonly dates?: Condition;
  /** Along what lasts longer than a day. */
  readonly long?: true;
  /** Along what was stored last, where that is little. */
  readonly changed?: true;
  /** Bounds of the date by which facts are in order. */
  readonly from?: number;
  readonly to?: number;
  /** On the version, named `v`. */
  readonly condition: Condition;
  /** The condition may leave few of many: it is gone through a stretch at a time. */
  readonly isSparse?: true;
}

/** From where a page goes on, and where a stretch of it ends, the last of it included. */
export interface Stretch {
  readonly after: Place | null;
  readonly until: Place | null;
}

const marks = (count: number): string => Array.from({ length: count }, () => '?').join(', ');

const KEYS = 'v.fact_id, v.version, v.date_sort, v.stored_at';
const IS_FOUND = 'v.fact_id = found.fact_id and v.version = found.version';

function orderBy(order: Order, column: string | null, fact: string): string {
  const down = order.descending ? 'desc' : 'asc';
  return `order by ${column === null ? '' : `${column} ${down}, `}${fact} ${down}`;
}

const IS_VERSION = (name: string): string =>
  `v.record_id = ${name}.record_id and v.fact_id = ${name}.fact_id and v.version = ${name}.version`;

/** SQL of searches. Every statement filters on `record_id`. */
export function findStore(db: Db) {
  const packed = packedColumns(db.engine, VERSION_COLUMNS);
  // What changes what counts writes the row of the record: its state says whether two reads saw the same (Recall).
  const asOf = (record: Buffer): Condition =>
    db.engine === 'postgres'
      ? { sql: ', (select r.xmin::text from records r where r.record_id = ?) as as_of', parameters: [record] }
      : { sql: '', parameters: [] };

  // Without statistics SQLite takes what seems narrower by its name.
  const byId = db.engine === 'sqlite' ? 'indexed by facts_by_id' : '';

  /** Index rows lead to versions, whatever is known of the tables (facts.store.ts, versionOfToken). */
  const joined = (name: string, table: string, condition: Condition): string =>
    db.engine === 'postgres'
      ? `${table} ${name} cross join lateral (select * from fact_versions v where ${IS_VERSION(name)} and ${condition.sql} offset 0) v where`
      : `${table} ${name} cross join fact_versions v indexed by sqlite_autoindex_fact_versions_1 where ${IS_VERSION(name)} and ${condition.sql} and`;

  function sourceOf(
    record: Buffer,
    part: Part,
  ): { readonly from: string; readonly parameters: Condition['parameters'] } {
    const condition = all([
      ...(part.type === undefined ? [] : [{ sql: 'v.type = ?', parameters: [part.type] }]),
      part.condition,
    ]);
    if (part.tokens !== undefined) {
      const { tokens } = part;
      const one = tokens.length === 1 ? 'k.token = ?' : `k.token in (${marks(tokens.length)})`;
      return {
        from: `${joined('k', 'fact_tokens', condition)} k.record_id = ? and ${one}`,
        parameters: [...condition.parameters, record, ...tokens],
      };
    }
    if (part.dates !== undefined) {
      return {
        from: `${joined('d', 'fact_dates', condition)} d.record_id = ? and ${part.dates.sql}`,
        parameters: [...condition.parameters, record, ...part.dates.parameters],
      };
    }
    // SQLite would rather go along everything of the type.
    const index = part.long ? 'fact_versions_long' : part.changed ? 'fact_versions_stored' : undefined;
    const by = index !== undefined && db.engine === 'sqlite' ? `indexed by ${index}` : '';
    const long = part.long ? 'v.date_high - v.date_sort > 86400000 and' : '';
    return {
      from: `fact_versions v ${by} where ${long} v.record_id = ? and ${condition.sql}`,
      parameters: [record, ...condition.parameters],
    };
  }

  function partOf(
    record: Buffer,
    part: Part,
    columns: Condition,
    order: Order,
    stretch: Stretch,
    limit: number,
  ): Condition {
    const name = part.tokens !== undefined && order.by === 'date' ? 'k' : 'v';
    const fact = `${name}.fact_id`;
    const column = order.by === 'id' ? null : order.by === 'date' ? `${name}.date_sort` : 'v.stored_at';
    const source = sourceOf(record, part);
    const bounds = all([
      ...boundsOf(column, fact, order, stretch),
      ...limitsOf(`${name}.date_sort`, part, order, stretch.after),
    ]);
    return {
      sql: `select ${columns.sql} from ${source.from} and ${bounds.sql} ${orderBy(order, column, fact)} limit ?`,
      parameters: [...columns.parameters, ...source.parameters, ...bounds.parameters, limit],
    };
  }

  return {
    /** What the parts lead to, in order, after a place. A fact stands there once for each way that leads to it. */
    async page(record: Buffer, parts: readonly Part[], order: Order, stretch: Stretch, limit: number) {
      const state = asOf(record);
      const whole: Condition = { sql: `${packed}${state.sql}`, parameters: state.parameters };
      const [only, ...others] = parts;
      if (only === undefined) return [];
      if (others.length === 0 && (only.tokens?.length ?? 0) <= 1) {
        const { sql, parameters } = partOf(record, only, whole, order, stretch, limit);
        return (await db.all<PackedRow>(sql, parameters)).map(unpacked);
      }
      // Which ones first, and then their content: what is left out again is not carried along.
      const keys: Condition = { sql: KEYS, parameters: [] };
      const each = parts.map((part) => partOf(record, part, keys, order, stretch, limit));
      const union = each.map(({ sql }) => `select * from (${sql}) one`).join(' union all ');
      const column = order.by === 'id' ? null : order.by === 'date' ? 'date_sort' : 'stored_at';
      const found = `select * from (${union}) ways ${orderBy(order, column, 'fact_id')} limit ?`;
      const rows = await db.all<PackedRow>(
        `select ${whole.sql} from (${found}) found cross join fact_versions v where v.record_id = ? and ${IS_FOUND}
         ${orderBy(order, column === null ? null : `found.${column}`, 'found.fact_id')}`,
        [...whole.parameters, ...each.flatMap((one) => one.parameters), limit, record],
      );
      return rows.map(unpacked);
    },

    /**
     * The place so many index entries ahead of one; null when there are fewer. What stands between is all that a stretch of
     * a search looks at, whatever few of it fit.
     */
    async ahead(record: Buffer, part: Part, order: Order, after: Place | null, count: number): Promise<Place | null> {
      const isToken = part.tokens !== undefined && order.by === 'date';
      const column = order.by === 'id' ? null : order.by === 'date' ? 'date_sort' : 'stored_at';
      const bounds = all([
        ...boundsOf(column, 'fact_id', order, { after, until: null }),
        ...(order.by === 'date' ? limitsOf('date_sort', part, order, after) : []),
        ...(isToken || part.type === undefined || column === null
          ? []
          : [{ sql: 'type = ?', parameters: [part.type] }]),
      ]);
      const tokens = isToken ? (part.tokens ?? []) : [];
      const [row] = await db.all<{ at: number; fact: Buffer }>(
        `select ${column ?? '0'} as at, fact_id as fact from ${isToken ? 'fact_tokens' : 'fact_versions'} where record_id = ?
         ${isToken ? `and token in (${marks(tokens.length)})` : ''} and ${bounds.sql} ${orderBy(order, column, 'fact_id')} limit 1 offset ?`,
        [record, ...tokens, ...bounds.parameters, count - 1],
      );
      return row === undefined ? null : row;
    },

    /** How many facts the parts lead to, in a stretch of the order of time. */
    async count(record: Buffer, parts: readonly Part[], order: Order, stretch: Stretch): Promise<number> {
      const counted = parts.map((part): Condition => {
        const name = part.tokens === undefined ? 'v' : 'k';
        const source = sourceOf(record, part);
        const bounds = all([
          ...boundsOf(`${name}.date_sort`, `${name}.fact_id`, order, stretch),
          ...limitsOf(`${name}.date_sort`, part, order, stretch.after),
        ]);
        return {
          sql: `select v.fact_id from ${source.from} and ${bounds.sql}`,
          parameters: [...source.parameters, ...bounds.parameters],
        };
      });
      if (counted.length === 0) return 0;
      // "union" leaves out what two tokens lead to; where there is one token, or none, nothing stands there twice.
      const isOnce = parts.length === 1 && (parts[0]?.tokens?.length ?? 0) <= 1 && parts[0]?.dates === undefined;
      const union = counted.map(({ sql }) => sql).join(' union ');
      const found = isOnce ? union : `select distinct fact_id from (${union}) ways`;
      const [row] = await db.all<{ n: number }>(
        `select count(*) as n from (${found}) found`,
        counted.flatMap((one) => one.parameters),
      );
      return row?.n ?? 0;
    },

    /** Types of which the record has versions, by stepping from one to the next in the index. */
    async types(record: Buffer): Promise<readonly string[]> {
      const rows = await db.all<{ type: string }>(
        `with recursive t(type) as (
          select min(v.type) from fact_versions v where v.record_id = ?
          union all
          select (select min(v.type) from fact_versions v where v.record_id = ? and v.type > t.type) from t where t.type is not null
        ) select type from t where type is not null`,
        [record, record],
      );
      return rows.map((row) => row.type);
    },

    /** The names that lead to facts which the condition lets through. */
    namesOf: (record: Buffer, ids: readonly Buffer[], condition: Condition) =>
      ids.length === 0
        ? Promise.resolve([])
        : db.all<{ identity: Buffer; fact_id: Buffer; type: string; mac: Buffer }>(
            `select f.identity, f.fact_id, f.type, f.mac from facts f ${byId} where f.record_id = ? and f.fact_id in (${marks(ids.length)})
             and exists (select 1 from fact_versions v where v.record_id = f.record_id and v.fact_id = f.fact_id and ${condition.sql})`,
            [record, ...ids, ...condition.parameters],
          ),

    /** One version, whatever its size. */
    version: async (record: Buffer, row: Pick<VersionRow, 'fact_id' | 'version'>, condition: Condition) =>
      (
        await db.all<VersionRow>(
          `select ${VERSION_COLUMNS} from fact_versions v where v.record_id = ? and v.fact_id = ? and v.version = ? and ${condition.sql}`,
          [record, row.fact_id, row.version, ...condition.parameters],
        )
      )[0],
  };
}

export type FindStore = ReturnType<typeof findStore>;

/** Written this way because SQLite seeks on it; the plain "or" form scans (facts.md, cursor trap). */
function boundsOf(column: string | null, fact: string, order: Order, { after, until }: Stretch): Condition[] {
  const side = (sign: '<' | '>', place: Place, last: '' | '='): Condition =>
    column === null
      ? { sql: `${fact} ${sign}${last} ?`, parameters: [place.fact] }
      : {
          sql: `${column} ${sign}= ? and (${column} ${sign} ? or ${fact} ${sign}${last} ?)`,
          parameters: [place.at, place.at, place.fact],
        };
  return [
    ...(after === null ? [] : [side(order.descending ? '<' : '>', after, '')]),
    ...(until === null ? [] : [side(order.descending ? '>' : '<', until, '=')]),
  ];
}

/** Of two bounds on the same side SQLite seeks to one only, and it might be the wider one. */
function limitsOf(column: string, part: Part, order: Order, after: Place | null): Condition[] {
  const isBeyond = (bound: number, isUpper: boolean): boolean =>
    after !== null &&
    order.by === 'date' &&
    order.descending === isUpper &&
    (isUpper ? after.at <= bound : after.at >= bound);
  return [
    ...(part.from === undefined || isBeyond(part.from, false)
      ? []
      : [{ sql: `${column} >= ?`, parameters: [part.from] }]),
    ...(part.to === undefined || isBeyond(part.to, true) ? [] : [{ sql: `${column} <= ?`, parameters: [part.to] }]),
  ];
}
