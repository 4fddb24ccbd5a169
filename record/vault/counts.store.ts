import type { Db, Value } from '@chartwarden/db';
import type { Condition } from './slice-sql.ts';

/** Facts of one type that begin on one day (UTC, days since 1970) and end on one. */
export interface SpreadRow {
  readonly type: string;
  readonly day: number;
  readonly last: number;
  readonly count: number;
}

const DAY = 86_400_000;
// Both engines divide towards zero: days before 1970 need to be moved first.
const dayOf = (column: string): string => `((${column} - (((${column} % ${DAY}) + ${DAY}) % ${DAY})) / ${DAY})`;

/** SQL that counts facts over columns in clear. Every statement filters on `record_id`. */
export function countsStore(db: Db) {
  return {
    countByType: (record: Buffer, condition: Condition) =>
      db.all<{ type: string; count: number }>(
        `select v.type as type, count(*) as count from fact_versions v where v.record_id = ? and (${condition.sql}) group by v.type order by v.type`,
        [record, ...condition.parameters],
      ),

    /** By day and type, those dated from `from` until before `before`. */
    spread(record: Buffer, condition: Condition, { from, before }: { from?: number; before?: number }) {
      const range: string[] = [];
      const parameters: Value[] = [];
      if (from !== undefined) range.push('and v.date_sort >= ?') && parameters.push(from);
      if (before !== undefined) range.push('and v.date_sort < ?') && parameters.push(before);
      return db.all<SpreadRow>(
        `select v.type as type, ${dayOf('v.date_sort')} as day,
           case when v.date_high - v.date_sort >= ${DAY} then ${dayOf('v.date_high')} else ${dayOf('v.date_sort')} end as last,
           count(*) as count
         from fact_versions v where v.record_id = ? ${range.join(' ')} and (${condition.sql}) group by 1, 2, 3 order by 2, 1, 3`,
        [record, ...parameters, ...condition.parameters],
      );
    },

    /** By import and type, what imports brought that were committed after a moment. */
    arrivals: (record: Buffer, condition: Condition, since: number) =>
      db.all<{ import_id: Buffer; type: string; count: number }>(
        `select i.import_id as import_id, v.type as type, count(*) as count
         from imports i join fact_versions v on v.record_id = i.record_id and v.import_no = i.import_no
         where i.record_id = ? and i.committed_at > ? and (${condition.sql}) group by 1, 2 order by 1, 2`,
        [record, since, ...condition.parameters],
      ),
  };
}
