import type { Db, InsertStatement, RunStatement } from '@chartwarden/db';
import { countsStore } from './counts.store.ts';
import { indexStore } from './index.store.ts';
import { type PackedRow, packedColumns, unpacked } from './packed-row.store.ts';
import type { Marks, VersionRow } from './rows.ts';
import { all as allOf, type Condition } from './slice-sql.ts';

export const VERSION_COLUMNS =
  'fact_id, version, type, layer, import_no, stored_at, upstream_at, date_sort, date_high, content_tag, label_set, origin_token, superseded_by, covered, retired, held_by, marks_mac, row_version, body';
export const HEAD_COLUMNS = VERSION_COLUMNS.replace(', body', '');
const prefixed = (columns: string): string =>
  columns
    .split(', ')
    .map((name) => `v.${name}`)
    .join(', ');
const marks = (count: number): string => Array.from({ length: count }, () => '?').join(', ');

export type VersionHead = Omit<VersionRow, 'body'>;

/** Where a page ended: the next one starts after it. */
export interface Cursor {
  readonly date: number;
  readonly fact: Buffer;
}

export interface FactRow {
  readonly identity: Buffer;
  readonly fact_id: Buffer;
  readonly type: string;
  readonly mac: Buffer;
}

/** SQL over facts, their versions and index rows. Every statement filters on `record_id`. */
export function factsStore(db: Db) {
  const packed = packedColumns(db.engine, VERSION_COLUMNS);
  // Whatever changes what counts writes the row of the record in the same transaction: its lock (`unmoved`).
  const asOf = (record: Buffer): Condition =>
    db.engine === 'postgres'
      ? { sql: ', (select r.xmin::text from records r where r.record_id = ?) as as_of', parameters: [record] }
      : { sql: '', parameters: [] };
  const tokenJoin = 'v.record_id = k.record_id and v.fact_id = k.fact_id and v.version = k.version';
  // The tokens lead, whatever is known of the tables: with statistics from before an import PostgreSQL looks through all
  // versions of a type instead. It does not take apart what stands behind "offset 0"; SQLite keeps the order of a cross join.
  const versionOfToken = (condition: Condition): string =>
    db.engine === 'postgres'
      ? `lateral (select * from fact_versions v where ${tokenJoin} and ${condition.sql} offset 0) v where`
      : `fact_versions v where ${tokenJoin} and ${condition.sql} and`;
  return {
    ...indexStore(db),
    ...countsStore(db),

    byIdentity: (record: Buffer, identities: readonly Buffer[]) =>
      db.all<FactRow>(
        `select identity, fact_id, type, mac from facts where record_id = ? and identity in (${marks(identities.length)})`,
        [record, ...identities],
      ),

    /** Identities whose fact the condition lets through now. */
    resolvable: (record: Buffer, identities: readonly Buffer[], condition: Condition) =>
      db.all<FactRow>(
        `select f.identity, f.fact_id, f.type, f.mac from facts f where f.record_id = ? and f.identity in (${marks(identities.length)})
         and exists (select 1 from fact_versions v where v.record_id = f.record_id and v.fact_id = f.fact_id and ${condition.sql})`,
        [record, ...identities, ...condition.parameters],
      ),

    /** Facts of these ids that the condition lets through now. */
    byId: (record: Buffer, ids: readonly Buffer[], condition: Condition) =>
      db.all<Pick<FactRow, 'fact_id' | 'type'>>(
        `select distinct v.fact_id, v.type from fact_versions v where v.record_id = ? and v.fact_id in (${marks(ids.length)}) and (${condition.sql})`,
        [record, ...ids, ...condition.parameters],
      ),

    heads: (record: Buffer, facts: readonly Buffer[]) =>
      db.all<VersionHead>(
        `select ${HEAD_COLUMNS} from fact_versions where record_id = ? and fact_id in (${marks(facts.length)}) order by fact_id, version`,
        [record, ...facts],
      ),

    /**
     * One page, newest first; `types` and `tokens` (any of them) narrow by an index, `condition` decides row by row. `from`:
     * only what is dated at this millisecond or later.
     */
    async page(
      record: Buffer,
      by: { readonly types?: readonly string[]; readonly tokens?: readonly Buffer[]; readonly from?: number },
      condition: Condition,
      after: Cursor | null,
      limit: number,
    ) {
      const { tokens, types, from: first } = by;
      const [date, fact] = tokens ? ['k.date_sort', 'k.fact_id'] : ['v.date_sort', 'v.fact_id'];
      const key: Condition = tokens
        ? { sql: `k.record_id = ? and k.token in (${marks(tokens.length)})`, parameters: [record, ...tokens] }
        : { sql: 'v.record_id = ?', parameters: [record] };
      const where = allOf([
        key,
        // Written this way because SQLite seeks on it; the plain "or" form scans (facts.md, cursor trap).
        ...(after
          ? [{ sql: `${date} <= ? and (${date} < ? or ${fact} < ?)`, parameters: [after.date, after.date, after.fact] }]
          : []),
        ...(first === undefined ? [] : [{ sql: `${date} >= ?`, parameters: [first] }]),
      ]);
      const state = asOf(record);
      const order = types && types.length > 1 ? ', v.fact_id as id' : '';
      const part = (type: string | undefined): Condition => {
        const own = allOf([...(type === undefined ? [] : [{ sql: 'v.type = ?', parameters: [type] }]), condition]);
        const from = tokens
          ? `fact_tokens k cross join ${versionOfToken(own)}`
          : `fact_versions v where ${own.sql} and`;
        return {
          sql: `select ${packed}${order}${state.sql} from ${from} ${where.sql} order by ${date} desc, ${fact} desc limit ?`,
          parameters: [...state.parameters, ...own.parameters, ...where.parameters, limit],
        };
      };
      // Each type is read from its own place in the index; one condition for all of them would read everything and sort it.
      const parts = types === undefined ? [part(undefined)] : types.map(part);
      const [only, ...others] = parts;
      if (only === undefined) return [];
      const union = parts.map(({ sql }) => `select * from (${sql}) one`).join(' union all ');
      const { sql, parameters } =
        others.length === 0
          ? only
          : {
              sql: `select * from (${union}) found order by date_sort desc, id desc limit ?`,
              parameters: [...parts.flatMap((one) => one.parameters), limit],
            };
      return (await db.all<PackedRow>(sql, parameters)).map(unpacked);
    },

    versions(record: Buffer, fact: Buffer, condition: Condition, version?: number) {
      const one = version === undefined ? '' : 'and v.version = ?';
      return db.all<VersionRow>(
        `select ${prefixed(VERSION_COLUMNS)} from fact_versions v where v.record_id = ? and v.fact_id = ? ${one} and (${condition.sql}) order by v.version`,
        [record, fact, ...(version === undefined ? [] : [version]), ...condition.parameters],
      );
    },

    /** Those of these facts that the condition lets through. */
    current: (record: Buffer, ids: readonly Buffer[], condition: Condition): Promise<readonly VersionRow[]> =>
      ids.length === 0
        ? Promise.resolve([])
        : db.all<VersionRow>(
            `select ${prefixed(VERSION_COLUMNS)} from fact_versions v where v.record_id = ? and v.fact_id in (${marks(ids.length)}) and (${condition.sql})`,
            [record, ...ids, ...condition.parameters],
          ),

    /** Versions of a fact that the condition lets through, in order, and which of them count now. */
    history(record: Buffer, fact: Buffer, condition: Condition, current: Condition) {
      const state = asOf(record);
      return db.all<VersionRow & { readonly is_current: number }>(
        `select ${prefixed(VERSION_COLUMNS)}, case when ${current.sql} then 1 else 0 end as is_current${state.sql}
         from fact_versions v where v.record_id = ? and v.fact_id = ? and (${condition.sql}) order by v.version`,
        [...current.parameters, ...state.parameters, record, fact, ...condition.parameters],
      );
    },

    /** Rows of one import, in key order, for the sweeper, re-comparison, withdrawal and doctor. */
    ofImport: (
      record: Buffer,
      importNo: number,
      after: { readonly fact: Buffer; readonly version: number } | null,
      limit: number,
    ) =>
      db.all<VersionRow>(
        `select ${VERSION_COLUMNS} from fact_versions where record_id = ? and import_no = ?
         ${after ? 'and fact_id >= ? and (fact_id > ? or version > ?)' : ''} order by fact_id, version limit ?`,
        [record, importNo, ...(after ? [after.fact, after.fact, after.version] : []), limit],
      ),

    /** All identities in their order, and whether the fact that they name has a version. */
    identities: (record: Buffer, after: Buffer, limit: number) =>
      db.all<FactRow & { readonly known: number }>(
        `select f.identity, f.fact_id, f.type, f.mac, case when exists (select 1 from fact_versions v where v.record_id = f.record_id
           and v.fact_id = f.fact_id) then 1 else 0 end as known from facts f where f.record_id = ? and f.identity > ? order by f.identity limit ?`,
        [record, after, limit],
      ),

    /** Facts at random, for a rehearsal. Sorts the ids of the record once. */
    pick: (record: Buffer, count: number): Promise<{ fact_id: Buffer }[]> =>
      db.all('select fact_id from facts where record_id = ? order by random() limit ?', [record, count]),

    insertFacts: (record: Buffer, rows: readonly FactRow[]): InsertStatement => ({
      table: 'facts',
      columns: { record_id: 'bytea', identity: 'bytea', fact_id: 'bytea', type: 'text', mac: 'bytea' },
      rows: rows.map((row) => [record, row.identity, row.fact_id, row.type, row.mac]),
      onConflict: 'nothing',
    }),

    insertVersions: (record: Buffer, rows: readonly VersionRow[]): InsertStatement => ({
      table: 'fact_versions',
      columns: {
        record_id: 'bytea', fact_id: 'bytea', version: 'bigint', type: 'text', layer: 'bigint', import_no: 'bigint', stored_at: 'bigint',
        upstream_at: 'bigint', date_sort: 'bigint', date_high: 'bigint', content_tag: 'bytea', label_set: 'bytea', origin_token: 'bytea',
        superseded_by: 'bigint', covered: 'bigint', retired: 'bigint', held_by: 'bigint', marks_mac: 'bytea', row_version: 'bigint', body: 'bytea',
      }, // biome-ignore format: one list in the order of the columns
      rows: rows.map((row) => [
        record, row.fact_id, row.version, row.type, row.layer, row.import_no, row.stored_at, row.upstream_at, row.date_sort, row.date_high,
        row.content_tag, row.label_set, row.origin_token, row.superseded_by, row.covered, row.retired, row.held_by, row.marks_mac, row.row_version, row.body,
      ]), // biome-ignore format: one list in the order of the columns
    }),

    /** Changes the marks of one version, unless somebody else did since they were read. */
    mark: (
      record: Buffer,
      head: Pick<VersionHead, 'fact_id' | 'version' | 'marks_mac'>,
      to: Marks,
      mac: Buffer,
    ): RunStatement => ({
      sql: `update fact_versions set superseded_by = ?, covered = ?, retired = ?, held_by = ?, marks_mac = ?
        where record_id = ? and fact_id = ? and version = ? and marks_mac = ?`,
      parameters: [
        to.superseded_by,
        to.covered,
        to.retired,
        to.held_by,
        mac,
        record,
        head.fact_id,
        head.version,
        head.marks_mac,
      ],
      expect: 1,
    }),

    /** Puts a row sealed anew in the place of `row`, unless somebody else did since it was read. */
    replace: (record: Buffer, row: VersionRow, next: VersionRow): RunStatement => ({
      sql: `update fact_versions set body = ?, label_set = ?, origin_token = ?, row_version = ?
        where record_id = ? and fact_id = ? and version = ? and row_version = ?`,
      parameters: [
        next.body, next.label_set, next.origin_token, next.row_version, record, row.fact_id, row.version, row.row_version,
      ], // biome-ignore format: one list in the order of the columns
      expect: 1,
    }),

    removeVersions: (record: Buffer, rows: readonly { fact_id: Buffer; version: number }[]): RunStatement[] =>
      rows.flatMap((row): RunStatement[] => [
        {
          sql: 'delete from fact_versions where record_id = ? and fact_id = ? and version = ?',
          parameters: [record, row.fact_id, row.version],
        },
        {
          sql: 'delete from provenance where record_id = ? and fact_id = ? and version = ?',
          parameters: [record, row.fact_id, row.version],
        },
        {
          sql: `delete from facts where record_id = ? and fact_id = ? and not exists (select 1 from fact_versions v
            where v.record_id = facts.record_id and v.fact_id = facts.fact_id)`,
          parameters: [record, row.fact_id],
        },
      ]),
  };
}

export type FactsStore = ReturnType<typeof factsStore>;
