import type { Db, RunStatement } from '@chartwarden/db';
import { CHANGES } from './corrections.store.ts';
import type { Condition } from './slice-sql.ts';

/** Which build of a section counts, and of which state of the record it was made. */
export interface BuildRow {
  readonly section: Buffer;
  readonly build: number;
  /** Imports and withdrawals, and corrections made and taken back and facts written, that it knows. */
  readonly commits: number;
  readonly changes: number;
  readonly built_at: number;
  readonly sealed: Buffer;
}

export interface PieceRow {
  readonly section: Buffer;
  readonly build: number;
  readonly name: Buffer;
  readonly piece: number;
  /** Clinical time that it covers, milliseconds. */
  readonly low: number;
  readonly high: number;
  readonly sealed: Buffer;
}

export interface RecordState {
  readonly commits: number;
  readonly changes: number;
}

const STATE = `(select coalesce(max(commit_seq), 0) from imports where record_id = ?) as now_commits,
  ${CHANGES} as now_changes`;

/** PostgreSQL does not know the types of what is selected. */
const TYPED = {
  sqlite: '?, ?, ?, ?, ?, ?',
  postgres: '?::bytea, ?::bigint, ?::bigint, ?::bigint, ?::bigint, ?::bytea',
};

/** SQL over what is worked out of a record. Every statement filters on `record_id`. */
export function derivedStore(db: Db) {
  return {
    /** What counts in a record has changed when this has. */
    async state(record: Buffer): Promise<RecordState> {
      const [row] = await db.all<{ now_commits: number; now_changes: number }>(`select ${STATE}`, [
        record,
        record,
        record,
      ]);
      return { commits: row?.now_commits ?? 0, changes: row?.now_changes ?? 0 };
    },

    builds: (record: Buffer) =>
      db.all<Omit<BuildRow, 'sealed'>>(
        'select section, build, commits, changes, built_at from derived_builds where record_id = ?',
        [record],
      ),

    /** The build of a section and those pieces of it that touch the span, in order, with the state of now: one snapshot. */
    read: (record: Buffer, section: Buffer, names: readonly Buffer[], span: { low: number; high: number }) =>
      db.all<
        BuildRow &
          (Omit<PieceRow, 'section' | 'build' | 'sealed'> & { readonly body: Buffer | null }) & {
            readonly now_commits: number;
            readonly now_changes: number;
          }
      >(
        `select b.section, b.build, b.commits, b.changes, b.built_at, b.sealed, p.name, p.piece, p.low, p.high, p.sealed as body, ${STATE}
         from derived_builds b left join derived_pieces p on p.record_id = b.record_id and p.section = b.section
           and p.build = b.build and ${names.length === 0 ? '1 = 0' : `p.name in (${names.map(() => '?').join(', ')})`} and p.low <= ? and p.high >= ?
         where b.record_id = ? and b.section = ? order by p.name, p.piece`,
        [record, record, record, ...names, span.high, span.low, record, section],
      ),

    /**
     * Facts that the condition lets through. `told`: a build tells of it as it is, in a version that was stored before,
     * and untouched by every import, withdrawal and correction since. Of any other it may tell of a version that does not
     * count any more, or that lies outside of the slice, though an older one inside of it counts again.
     */
    visible: (record: Buffer, condition: Condition, build: Pick<BuildRow, 'commits' | 'built_at'>) =>
      db.all<{ fact_id: Buffer; told: number }>(
        `select v.fact_id, case when v.stored_at < ? and v.fact_id not in (
           select n.fact_id from imports i join fact_versions n on n.record_id = i.record_id and n.import_no = i.import_no
             where i.record_id = ? and i.commit_seq > ?
           union select o.fact_id from imports i join fact_versions o on o.record_id = i.record_id and o.superseded_by = i.import_no
             where i.record_id = ? and i.commit_seq > ?
           union select c.fact_id from corrections c where c.record_id = ? and (c.made_at >= ? or c.undone_at >= ?))
         then 1 else 0 end as told from fact_versions v where v.record_id = ? and (${condition.sql})`,
        [
          build.built_at, record, build.commits, record, build.commits, record, build.built_at, build.built_at,
          record, ...condition.parameters,
        ], // biome-ignore format: one list in the order of the statement
      ),

    insert: (record: Buffer, row: PieceRow): RunStatement => ({
      sql: `insert into derived_pieces (record_id, section, build, name, piece, low, high, sealed) values (?, ?, ?, ?, ?, ?, ?, ?)`,
      parameters: [record, row.section, row.build, row.name, row.piece, row.low, row.high, row.sealed],
    }),

    /** From here on this build counts, and no other of its section. A conflict when it has not all of its pieces. */
    choose: (record: Buffer, row: BuildRow, pieces: number): readonly RunStatement[] => [
      { sql: 'delete from derived_builds where record_id = ? and section = ?', parameters: [record, row.section] },
      {
        sql: `insert into derived_builds (record_id, section, build, commits, changes, built_at, sealed)
          select record_id, ${TYPED[db.engine]} from records where record_id = ? and ? =
            (select count(*) from derived_pieces where record_id = ? and section = ? and build = ?)`,
        parameters: [
          row.section, row.build, row.commits, row.changes, row.built_at, row.sealed, record, pieces, record, row.section, row.build,
        ], // biome-ignore format: one list in the order of the statement
        expect: 1,
      },
    ],

    /** Up to `limit` pieces that belong to no build that counts. */
    removeOthers: (record: Buffer, limit: number): RunStatement => ({
      sql: `delete from derived_pieces where record_id = ? and (section, build, name, piece) in (
        select section, build, name, piece from derived_pieces p where record_id = ? and not exists (
          select 1 from derived_builds b where b.record_id = p.record_id and b.section = p.section and b.build = p.build) limit ?)`,
      parameters: [record, record, limit],
    }),

    /** Nothing of it counts any more. */
    forget: (record: Buffer): RunStatement => ({
      sql: 'delete from derived_builds where record_id = ?',
      parameters: [record],
    }),
  };
}
