import type { Db, InsertStatement, RunStatement, Value } from '@chartwarden/db';
import type { Condition } from './slice-sql.ts';

/** That a source holds a fact; the place in it is sealed, and null where the fact's own body says it. */
export interface PlaceRow {
  readonly source_token: Buffer;
  readonly fact_id: Buffer;
  readonly version: number;
  readonly import_no: number;
  readonly place: Buffer | null;
}

export interface TokenRow {
  readonly token: Buffer;
  readonly date: number;
  readonly fact: Buffer;
  readonly version: number;
}

export interface DateRow {
  readonly param: Buffer;
  readonly low: number;
  readonly high: number;
  readonly fact: Buffer;
  readonly version: number;
}

const marks = (count: number): string => Array.from({ length: count }, () => '?').join(', ');

/** SQL over what facts are found by: tokens, date ranges, and which source holds what. */
export function indexStore(db: Db) {
  return {
    /** Facts that the condition lets through and that have one of these tokens: two of a token and type are enough to tell. */
    withTokens: (record: Buffer, tokens: readonly Buffer[], condition: Condition) =>
      db.all<{ token: Buffer; fact_id: Buffer; type: string }>(
        `select token, fact_id, type from (
          select t.token, v.fact_id, v.type, row_number() over (partition by t.token, v.type order by v.fact_id) as nth
          from fact_tokens t join fact_versions v on v.record_id = t.record_id and v.fact_id = t.fact_id and v.version = t.version
          where t.record_id = ? and t.token in (${marks(tokens.length)}) and (${condition.sql})) found where nth <= 2`,
        [record, ...tokens, ...condition.parameters],
      ),

    provenance: (record: Buffer, facts: readonly Buffer[]) =>
      db.all<PlaceRow>(
        `select source_token, fact_id, version, place, import_no from provenance p where record_id = ? and fact_id in (${marks(facts.length)})
         and p.import_no not in (select h.import_no from imports h where h.record_id = ? and h.visible = 0)`,
        [record, ...facts, record],
      ),

    insertTokens: (record: Buffer, rows: readonly TokenRow[]): InsertStatement => ({
      table: 'fact_tokens',
      columns: { record_id: 'bytea', token: 'bytea', date_sort: 'bigint', fact_id: 'bytea', version: 'bigint' },
      rows: rows.map((row) => [record, row.token, row.date, row.fact, row.version]),
      onConflict: 'nothing',
    }),

    insertDates: (record: Buffer, rows: readonly DateRow[]): InsertStatement => ({
      table: 'fact_dates',
      columns: {
        record_id: 'bytea',
        param: 'bytea',
        low: 'bigint',
        high: 'bigint',
        fact_id: 'bytea',
        version: 'bigint',
      },
      rows: rows.map((row) => [record, row.param, row.low, row.high, row.fact, row.version]),
      onConflict: 'nothing',
    }),

    insertProvenance: (
      record: Buffer,
      rows: readonly { source: Buffer; fact: Buffer; version: number; importNo: number; place: Buffer | null }[],
    ): InsertStatement => ({
      table: 'provenance',
      columns: {
        record_id: 'bytea',
        source_token: 'bytea',
        fact_id: 'bytea',
        version: 'bigint',
        import_no: 'bigint',
        place: 'bytea',
      },
      rows: rows.map((row) => [record, row.source, row.fact, row.version, row.importNo, row.place]),
      onConflict: 'nothing',
    }),

    /** What a source is said to hold, under this token. */
    placesOf: (record: Buffer, sourceToken: Buffer, limit: number) =>
      db.all<PlaceRow>(
        `select source_token, fact_id, version, place, import_no from provenance where record_id = ? and source_token = ?
         order by fact_id, version limit ?`,
        [record, sourceToken, limit],
      ),

    /** Gives a row another token and a place sealed anew; it goes when there is such a row already. */
    movePlace: (record: Buffer, row: PlaceRow, to: Buffer, place: Buffer | null): RunStatement[] => {
      const own = 'record_id = ? and fact_id = ? and version = ? and source_token = ?';
      const key = (token: Buffer) => [record, row.fact_id, row.version, token];
      return [
        {
          sql: `update provenance set source_token = ?, place = ? where ${own} and not exists (select 1 from provenance where ${own})`,
          parameters: [to, place, ...key(row.source_token), ...key(to)],
        },
        { sql: `delete from provenance where ${own}`, parameters: key(row.source_token) },
      ];
    },

    removeDates: (record: Buffer, rows: readonly DateRow[]): RunStatement[] =>
      rows.map((row) => ({
        sql: 'delete from fact_dates where record_id = ? and param = ? and low = ? and high = ? and fact_id = ? and version = ?',
        parameters: [record, row.param, row.low, row.high, row.fact, row.version],
      })),

    /** Index rows of versions that are gone; `tokens` as {@link TokenRow}s. */
    removeTokens: (record: Buffer, rows: readonly TokenRow[]): RunStatement[] =>
      rows.map((row) => ({
        sql: 'delete from fact_tokens where record_id = ? and token = ? and date_sort = ? and fact_id = ? and version = ?',
        parameters: [record, row.token, row.date, row.fact, row.version] as Value[],
      })),
  };
}
