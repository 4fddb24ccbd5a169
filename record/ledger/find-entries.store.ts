import type { Db } from '@chartwarden/db';
import { TILE } from '@chartwarden/ledger-proof';
import { ENTRY, type EntryRow } from './ledger.store.ts';

/** What reading takes. */
type Reading = Pick<Db, 'all' | 'engine'>;

/** What entries have in common: their scope (16 bytes), and tokens that they all carry. */
export interface Wanted {
  readonly scope?: Buffer;
  /** The rarest first. */
  readonly words: readonly Buffer[];
}

/** Which part of the log to look in: sequences from `least` (0 without) up to and without `before`. */
interface Between {
  readonly before: number;
  readonly least?: number;
}

/** Entries in this part of the log that are as wanted, newest first. */
export const findEntries = (db: Reading, wanted: Wanted, between: Between, limit: number): Promise<EntryRow[]> =>
  find(db, ENTRY, wanted, between, limit);

/** Their sequences alone. */
export const findSequences = async (
  db: Reading,
  wanted: Wanted,
  between: Between,
  limit: number,
): Promise<readonly number[]> => (await find<{ seq: number }>(db, 'seq', wanted, between, limit)).map(({ seq }) => seq);

/** The first sequence whose entry is of this time or later (ms); `size` when all are earlier. Times never go back. */
export async function sequenceAt(all: Db['all'], time: number, size: number): Promise<number> {
  let low = 0;
  let high = size;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [row] = await all<{ time: number }>('select time from ledger_entries where seq = ?', [middle]);
    if (row !== undefined && row.time < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where the entries of a scope are, and how many bytes of ids they have beside them, newest first. */
export const findPlaces = (
  db: Reading,
  scope: Buffer,
  before: number,
  limit: number,
): Promise<{ seq: number; time: number; size: number }[]> =>
  find(db, 'seq, time, coalesce(length(ids), 0) as size', { scope, words: [] }, { before }, limit);

/** The sealed ids of a scope's entries from `first` to `last`. */
export const readIdsBetween = (
  all: Db['all'],
  scope: Buffer,
  first: number,
  last: number,
): Promise<{ seq: number; ids: Buffer }[]> =>
  all('select seq, ids from ledger_entries where seq >= ? and seq <= ? and scope = ? and ids is not null', [
    first,
    last,
    scope,
  ]);

async function find<Row extends object>(
  db: Reading,
  columns: string,
  wanted: Wanted,
  { before, least = 0 }: Between,
  limit: number,
): Promise<Row[]> {
  const { scope, words } = wanted;
  const keys = scope === undefined ? words : [scope, ...words];
  // A token may by chance (2^-64) also stand across two others: the search then shows a line too many.
  const has = db.engine === 'sqlite' ? 'instr(words, ?) > 0' : 'position(? in words) > 0';
  const filter = [...(scope === undefined ? [] : ['scope = ?']), ...words.map(() => has)]
    .map((c) => ` and ${c}`)
    .join('');
  const [head] = await db.all<{ size: number }>('select size from ledger_head');
  // Full tiles are indexed; the entries after them are looked through. Without a key, all are.
  const indexed = keys.length === 0 ? 0 : Math.floor((head?.size ?? 0) / TILE);
  const rows = await db.all<Row>(
    `select ${columns} from ledger_entries where seq >= ? and seq < ?${filter} order by seq desc limit ?`,
    [Math.max(indexed * TILE, least), before, ...keys, limit],
  );
  if (indexed === 0 || rows.length === limit || least >= indexed * TILE) return rows;
  const also = keys
    .slice(1)
    .map(() => ' and exists (select 1 from ledger_words o where o.word = ? and o.tile = w.tile)');
  const older = await db.all<Row>(
    `select ${columns} from ledger_words w cross join ledger_entries e
     where w.word = ? and w.tile < ? and w.tile <= ? and w.tile >= ?${also.join('')}
       and seq >= w.tile * ${TILE} and seq < w.tile * ${TILE} + ${TILE} and seq < ? and seq >= ?${filter}
     order by w.tile desc, seq desc limit ?`,
    [
      keys[0] as Buffer, indexed, Math.floor(before / TILE), Math.floor(least / TILE), ...keys.slice(1), before, least,
      ...keys, limit - rows.length,
    ], // biome-ignore format: in the order of the statement
  );
  return [...rows, ...older];
}

/** The last link of a scope's chain below `size`: what its next entry builds on. */
export async function readChainHead(
  db: Reading,
  scope: Buffer,
  size: number,
): Promise<{ readonly count: number; readonly commitment: Buffer } | undefined> {
  const [row] = await findEntries(db, { scope, words: [] }, { before: size }, 1);
  return row && { count: row.chain_count, commitment: row.commitment };
}
