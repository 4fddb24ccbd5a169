import type { Db, Value } from '@chartwarden/db';

/** Everything that the ledger vouches for, with its primary key. Index rows are rebuilt, not vouched for (design 4.1). */
export const TABLES: Readonly<Record<string, readonly string[]>> = {
  records: ['record_id'],
  imports: ['record_id', 'import_no'],
  import_batches: ['record_id', 'import_no', 'batch_no'],
  sources: ['record_id', 'source_id'],
  fact_versions: ['record_id', 'fact_id', 'version'],
  corrections: ['record_id', 'correction_id'],
  facts: ['record_id', 'identity'],
  access_events: ['access_seq'],
  ledger_entries: ['seq'],
};

/** The column of each table that holds a ciphertext. */
export const SEALED: Readonly<Record<string, string>> = {
  records: 'sealed',
  imports: 'sealed',
  import_batches: 'sealed',
  sources: 'sealed',
  fact_versions: 'body',
  corrections: 'sealed',
  access_events: 'sealed',
  ledger_entries: 'body',
};

export type Row = Readonly<Record<string, Value>>;

export interface Cell {
  readonly table: string;
  readonly row: Row;
  readonly column: string;
}

export const rowsOf = (db: Db, table: string): Promise<Row[]> => db.all<Row>(`select * from ${table}`);

/** Every cell of every row. */
export async function cellsOf(db: Db): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const table of Object.keys(TABLES))
    for (const row of await rowsOf(db, table))
      for (const [column, value] of Object.entries(row)) if (value !== null) cells.push({ table, row, column });
  return cells;
}

const keyOf = (table: string, row: Row): { sql: string; parameters: Value[] } => {
  const key = TABLES[table] ?? [];
  return { sql: key.map((name) => `${name} = ?`).join(' and '), parameters: key.map((name) => row[name] ?? null) };
};

/** Sets a cell, whatever stands there, as somebody with the database's password would. `row` is as it stands now. */
export async function setCell(db: Db, { table, row, column }: Cell, value: Value): Promise<void> {
  const where = keyOf(table, row);
  await db.batch([
    {
      sql: `update ${table} set ${column} = ? where ${where.sql}`,
      parameters: [value, ...where.parameters],
      expect: 1,
    },
  ]);
}

export async function removeRow(db: Db, table: string, row: Row): Promise<void> {
  const where = keyOf(table, row);
  await db.batch([{ sql: `delete from ${table} where ${where.sql}`, parameters: where.parameters, expect: 1 }]);
}

export async function addRow(db: Db, table: string, row: Row): Promise<void> {
  const columns = Object.keys(row);
  await db.batch([
    {
      sql: `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
      parameters: Object.values(row),
    },
  ]);
}

/** Columns of numbers that no two rows share: the next number may be another row's. */
export const UNIQUE: ReadonlySet<string> = new Set([
  'import_no', 'batch_no', 'version', 'commit_seq', 'access_seq', 'seq',
]); // biome-ignore format: one list

/** The value with one bit or digit changed. */
export function flipped(value: Value, at: number, isUnique = false): Value {
  if (value instanceof Uint8Array) {
    const bytes = Buffer.from(value);
    bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << (at % 8)), at);
    return bytes;
  }
  return typeof value === 'string' ? `${value.slice(0, -1)}~` : Number(value) + (isUnique ? 1_000_000 : 1);
}

export const widthOf = (value: Value): number => (value instanceof Uint8Array ? value.length : 1);
