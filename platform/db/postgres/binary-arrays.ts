import type { Value } from '../types.ts';

/** PostgreSQL type names of an insert with their element type's object id (pg_type.dat). */
const ELEMENT_OID = { bytea: 17, bigint: 20, text: 25 } as const;
export type ColumnType = keyof typeof ELEMENT_OID;

/**
 * One column of many rows as an array in PostgreSQL's binary form (array_recv: dimensions, null flag, element type,
 * length, lower bound, then each element with its length). The text form would double every byte as hexadecimal.
 */
export function binaryArray(type: ColumnType, rows: readonly (readonly Value[])[], column: number): Buffer {
  const elements = rows.map((row) => toBytes(type, row[column]));
  const size = elements.reduce((sum, element) => sum + 4 + (element?.length ?? 0), 20);
  const out = Buffer.allocUnsafe(size);
  out.writeInt32BE(1, 0);
  out.writeInt32BE(elements.includes(null) ? 1 : 0, 4);
  out.writeInt32BE(ELEMENT_OID[type], 8);
  out.writeInt32BE(elements.length, 12);
  out.writeInt32BE(1, 16);
  let at = 20;
  for (const element of elements) {
    at = out.writeInt32BE(element === null ? -1 : element.length, at);
    if (element === null) continue;
    out.set(element, at);
    at += element.length;
  }
  return out;
}

function toBytes(type: ColumnType, value: Value | undefined): Uint8Array | null {
  if (value === null) return null;
  if (type === 'bytea' && value instanceof Uint8Array) return value;
  if (type === 'text' && typeof value === 'string') return Buffer.from(value, 'utf8');
  if (type === 'bigint' && (typeof value === 'number' || typeof value === 'bigint')) {
    const bytes = Buffer.allocUnsafe(8);
    bytes.writeBigInt64BE(BigInt(value));
    return bytes;
  }
  throw new TypeError(`a ${type} column cannot hold a value of type ${typeof value}`);
}
