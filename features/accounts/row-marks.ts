import { createHmac, createSecretKey, hkdfSync, timingSafeEqual } from 'node:crypto';

/** What stands in a cell that a mark vouches for. */
export type Marked = string | number | boolean | Uint8Array | null;

/**
 * Says of a row that this server wrote it as it stands. A session, a link or something begun opens an account by what its
 * row says in the clear: whoever can write to the database, and holds a token of their own, would otherwise only have to
 * put somebody else's account into their row. A row of yesterday is still one that was written, and stays in time limits.
 */
export interface RowMarks {
  /** Over the cells in order; 32 bytes. */
  of(cells: readonly Marked[]): Buffer;
  /** False for a row that was written by somebody else, or before there were marks. */
  holds(mark: Uint8Array | null, cells: readonly Marked[]): boolean;
}

/** Under a key of its own from SESSION_SECRET (RFC 5869, 3.2): `table` separates rows of one table from those of another. */
export function createRowMarks(secret: string, table: string): RowMarks {
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `chartwarden row of ${table}`, 32)));
  const plain = (cell: Marked): unknown =>
    cell instanceof Uint8Array ? { bytes: Buffer.from(cell).toString('base64') } : cell;
  const of = (cells: readonly Marked[]): Buffer =>
    createHmac('sha256', key)
      .update(JSON.stringify(cells.map(plain)))
      .digest();
  return {
    of,
    holds: (mark, cells) => mark !== null && mark.length === 32 && timingSafeEqual(mark, of(cells)),
  };
}
