import { LOCK_TABLE, STEPS_TABLE } from '../migrate.ts';
import type { Db, InsertStatement } from '../types.ts';

export interface SchemaTable {
  readonly table: string;
  readonly columns: InsertStatement['columns'];
}

const TABLES = {
  sqlite: `select name as table_name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by rowid`,
  // Object ids grow with time, so that a table comes after those that it refers to.
  postgres: `select relname as table_name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname = current_schema() order by c.oid`,
} as const;

const COLUMNS = {
  sqlite: `select name as column_name, type as column_type from pragma_table_info(?) order by cid`,
  postgres: `select column_name, data_type as column_type from information_schema.columns
    where table_schema = current_schema() and table_name = ? order by ordinal_position`,
} as const;

/** The tables of a database in the order they were made, those of the schema steps left out. */
export async function schemaTables({ engine }: Pick<Db, 'engine'>, all: Db['all']): Promise<SchemaTable[]> {
  const tables: SchemaTable[] = [];
  for (const { table_name: table } of await all<{ table_name: string }>(TABLES[engine])) {
    if (table === STEPS_TABLE || table === LOCK_TABLE) continue;
    const columns = await all<{ column_name: string; column_type: string }>(COLUMNS[engine], [table]);
    tables.push({
      table,
      columns: Object.fromEntries(columns.map((row) => [row.column_name, typeOf(row.column_type)])),
    });
  }
  return tables;
}

/** The names of the schema steps that a database has seen, sorted. */
export async function schemaSteps(all: Db['all']): Promise<string[]> {
  const rows = await all<{ name: string }>(`select name from ${STEPS_TABLE}`);
  return rows.map(({ name }) => name).sort();
}

function typeOf(declared: string): InsertStatement['columns'][string] {
  const name = declared.toLowerCase();
  if (name === 'blob' || name === 'bytea') return 'bytea';
  if (/^(big|small)?int(eger)?$/.test(name)) return 'bigint';
  if (/^(text|varchar|character varying)/.test(name)) return 'text';
  throw new RangeError(`a column of type ${declared} cannot be exported`);
}
