import type { Db, Value } from '@chartwarden/db';

/** Any table of the database as somebody sees it who has its password and nothing else: names, columns, rows. */
export type Row = Readonly<Record<string, Value>>;

/** Every table of ours, with its primary key, as the database itself tells. */
export async function tablesOf(db: Db): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows =
    db.engine === 'sqlite'
      ? await db.all<{ name: string; key: string }>(
          `select m.name as name, c.name as key from sqlite_master m join pragma_table_info(m.name) c
            where m.type = 'table' and m.name not like 'sqlite_%' and c.pk > 0 order by m.name, c.pk`,
        )
      : await db.all<{ name: string; key: string }>(
          `select t.table_name as name, k.column_name as key from information_schema.table_constraints t
            join information_schema.key_column_usage k
              on k.constraint_name = t.constraint_name and k.table_schema = t.table_schema
            where t.constraint_type = 'PRIMARY KEY' and t.table_schema = current_schema()
            order by t.table_name, k.ordinal_position`,
        );
  const tables = new Map<string, string[]>();
  for (const { name, key } of rows) {
    if (name.startsWith('schema_')) continue;
    tables.set(name, [...(tables.get(name) ?? []), key]);
  }
  return tables;
}

export const rowsOf = (db: Db, table: string): Promise<Row[]> => db.all<Row>(`select * from ${table}`);

const isSame = (one: Value, other: Value): boolean =>
  one instanceof Uint8Array && other instanceof Uint8Array ? Buffer.compare(one, other) === 0 : one === other;

const where = (key: readonly string[], row: Row) => ({
  sql: key.map((name) => `${name} = ?`).join(' and '),
  parameters: key.map((name) => row[name] ?? null),
});

export async function removeRow(db: Db, table: string, key: readonly string[], row: Row): Promise<void> {
  const { sql, parameters } = where(key, row);
  await db.batch([{ sql: `delete from ${table} where ${sql}`, parameters }]);
}

export async function addRow(db: Db, table: string, row: Row): Promise<void> {
  const columns = Object.keys(row);
  const marks = columns.map(() => '?').join(', ');
  await db.batch([
    { sql: `insert into ${table} (${columns.join(', ')}) values (${marks})`, parameters: Object.values(row) },
  ]);
}

/** Puts another row in the place of one; false where the database itself refuses it (a unique index). */
export async function replaceRow(db: Db, table: string, key: readonly string[], row: Row, next: Row): Promise<boolean> {
  await removeRow(db, table, key, row);
  try {
    await addRow(db, table, next);
    return true;
  } catch {
    await addRow(db, table, row);
    return false;
  }
}

/** The columns in which two rows differ. */
export const differing = (one: Row, other: Row): string[] =>
  Object.keys(one).filter((name) => !isSame(one[name] ?? null, other[name] ?? null));
