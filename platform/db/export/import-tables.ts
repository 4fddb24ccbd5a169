import { Unpacker } from '../sqlite/packed-statements.ts';
import type { Db, Value } from '../types.ts';
import { type SchemaTable, schemaSteps, schemaTables } from './schema-tables.ts';
import { decodeFrames, FORMAT, FORMAT_VERSION, type StreamHead, type TableHead } from './table-frames.ts';

/**
 * Reads what {@link exportTables} wrote into a database whose tables are there and empty. Returns the number of rows.
 * Throws RangeError when the stream is damaged, cut, or of another schema, and DuplicateError when a table has such
 * rows already; the database then holds a part of the rows and is to be thrown away.
 */
export async function importTables(db: Db, source: AsyncIterable<Uint8Array>): Promise<number> {
  const tables = new Map((await schemaTables(db, db.all)).map((table) => [table.table, table]));
  const steps = await schemaSteps(db.all);
  let current: SchemaTable | undefined;
  let rows = 0;
  let ended = false;
  for await (const frame of decodeFrames(source)) {
    if (ended) throw new RangeError('the export goes on behind its end');
    switch (frame.kind) {
      case 'head':
        checkHead(frame.head, steps);
        break;
      case 'table':
        current = checkTable(tables.get(frame.table.table), frame.table);
        break;
      case 'rows':
        if (current === undefined) throw new RangeError('the export has rows outside a table');
        rows += await insert(db, current, frame.packed);
        break;
      case 'end':
        if (frame.end.rows !== rows) throw new RangeError('the export has another number of rows than it says');
        ended = true;
    }
  }
  if (!ended) throw new RangeError('the export breaks off');
  return rows;
}

function checkHead(head: StreamHead, steps: readonly string[]): void {
  if (head.format !== FORMAT || head.version !== FORMAT_VERSION) throw new RangeError('not an export of this form');
  if (JSON.stringify(head.steps) !== JSON.stringify(steps)) throw new RangeError('the export is of another schema');
}

/** The table with its columns in the order of the export. */
function checkTable(known: SchemaTable | undefined, { table, columns }: TableHead): SchemaTable {
  const types = columns.map((name) => [name, known?.columns[name]] as const);
  if (known === undefined || columns.length !== Object.keys(known.columns).length)
    throw new RangeError(`no such table: ${table}`);
  const own = types.filter((entry): entry is [string, SchemaTable['columns'][string]] => entry[1] !== undefined);
  if (own.length !== types.length) throw new RangeError(`other columns in table ${table}`);
  return { table, columns: Object.fromEntries(own) };
}

async function insert(db: Db, { table, columns }: SchemaTable, packed: Uint8Array<ArrayBuffer>): Promise<number> {
  const unpacker = new Unpacker(packed);
  const width = Object.keys(columns).length;
  const rows = Array.from({ length: unpacker.count() }, () => unpacker.row(new Array<Value>(width).fill(null)));
  await db.batch([{ table, columns, rows }], { priority: 'bulk' });
  return rows.length;
}
