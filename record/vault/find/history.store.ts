import type { Db } from '@chartwarden/db';
import { VERSION_COLUMNS } from '../facts.store.ts';
import { type PackedRow, packedColumns, unpacked } from '../packed-row.store.ts';
import type { Condition } from '../slice-sql.ts';

/** Where a page of a history ended. */
export interface HistoryPlace {
  readonly at: number;
  readonly fact: Buffer;
  readonly version: number;
}

/** `v` of a condition by another name. */
const about = (name: string, { sql }: Condition): string => sql.replace(/\bv\./g, `${name}.`);

/**
 * Of an older version only whoever may see the one of now may see anything; of what was deleted, whoever may see that it was.
 * `stands` is what counts now or says that nothing does, `seen` what the grant lets through.
 */
export function standsNow(stands: Condition, seen: Condition): Condition {
  return {
    sql: `exists (select 1 from fact_versions n where n.record_id = v.record_id and n.fact_id = v.fact_id
      and (${about('n', stands)}) and ${about('n', seen)})`,
    parameters: [...stands.parameters, ...seen.parameters],
  };
}

/** SQL of histories. Every statement filters on `record_id`. */
export function historyStore(db: Db) {
  const packed = packedColumns(db.engine, VERSION_COLUMNS);
  const asOf = (record: Buffer): Condition =>
    db.engine === 'postgres'
      ? { sql: ', (select r.xmin::text from records r where r.record_id = ?) as as_of', parameters: [record] }
      : { sql: '', parameters: [] };

  return {
    /** Versions of one fact, the newest first, below a number. */
    async ofFact(record: Buffer, fact: Buffer, condition: Condition, below: number | null, limit: number) {
      const state = asOf(record);
      const rows = await db.all<PackedRow>(
        `select ${packed}${state.sql} from fact_versions v where v.record_id = ? and v.fact_id = ?
         ${below === null ? '' : 'and v.version < ?'} and (${condition.sql}) order by v.version desc limit ?`,
        [...state.parameters, record, fact, ...(below === null ? [] : [below]), ...condition.parameters, limit],
      );
      return rows.map(unpacked);
    },

    /** Versions of these types, what was stored last first. */
    async ofTypes(
      record: Buffer,
      types: readonly string[],
      condition: Condition,
      since: number | null,
      after: HistoryPlace | null,
      limit: number,
    ) {
      if (types.length === 0) return [];
      const state = asOf(record);
      // Written this way because SQLite seeks on it; the plain "or" form scans.
      const place =
        after === null
          ? ''
          : 'and v.stored_at <= ? and (v.stored_at < ? or v.fact_id < ? or (v.fact_id = ? and v.version < ?))';
      const order = 'stored_at desc, id desc, version desc';
      const part = `select ${packed}, v.fact_id as id${state.sql} from fact_versions v where v.record_id = ? and v.type = ? ${place}
        ${since === null ? '' : 'and v.stored_at >= ?'} and (${condition.sql}) order by v.stored_at desc, v.fact_id desc, v.version desc limit ?`;
      const parameters = types.flatMap((type) => [
        ...state.parameters,
        record,
        type,
        ...(after === null ? [] : [after.at, after.at, after.fact, after.fact, after.version]),
        ...(since === null ? [] : [since]),
        ...condition.parameters,
        limit,
      ]);
      const union = types.map(() => `select * from (${part}) one`).join(' union all ');
      const rows =
        types.length === 1
          ? await db.all<PackedRow>(part, parameters)
          : await db.all<PackedRow>(`select * from (${union}) found order by ${order} limit ?`, [...parameters, limit]);
      return rows.map(unpacked);
    },
  };
}
