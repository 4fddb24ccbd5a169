import { createPacker } from '../sqlite/packed-statements.ts';
import type { Db, ReadStream } from '../types.ts';
import { type SchemaTable, schemaSteps, schemaTables } from './schema-tables.ts';
import { encodeFrame, FORMAT, FORMAT_VERSION, type StreamEnd } from './table-frames.ts';

/**
 * Writes all rows of all tables as they are at one moment, while other writes go on, in a form that importTables reads
 * into either engine (table-frames.ts). The next piece is read when `write` has resolved, so that memory holds one piece
 * at a time. This is what a backup carries. `look` reads something else of the very same moment, before the rows.
 */
export async function exportTables(
  db: Db,
  write: (piece: Uint8Array) => Promise<void>,
  look?: (all: Db['all']) => Promise<void>,
): Promise<StreamEnd> {
  return db.snapshot(async (all, stream) => {
    await look?.(all);
    const tables = await schemaTables(db, all);
    await write(
      encodeFrame({ kind: 'head', head: { format: FORMAT, version: FORMAT_VERSION, steps: await schemaSteps(all) } }),
    );
    let rows = 0;
    for (const table of tables) rows += await exportTable(table, stream, write);
    const end = { tables: tables.length, rows };
    await write(encodeFrame({ kind: 'end', end }));
    return end;
  });
}

async function exportTable(
  { table, columns }: SchemaTable,
  stream: ReadStream,
  write: (piece: Uint8Array) => Promise<void>,
): Promise<number> {
  const names = Object.keys(columns);
  const packer = createPacker();
  await write(encodeFrame({ kind: 'table', table: { table, columns: names } }));
  const list = names.map((name) => `"${name}"`).join(', ');
  let count = 0;
  for await (const rows of stream<Record<string, unknown>>(`select ${list} from "${table}"`)) {
    const values = rows.map((row) => names.map((name) => row[name]));
    await write(encodeFrame({ kind: 'rows', packed: packer.packRows(values, names.length) }));
    count += rows.length;
  }
  return count;
}
