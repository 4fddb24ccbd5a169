import type { Db } from '@chartwarden/db';
import { TILE } from '@chartwarden/ledger-proof';
import { ENTRY, type EntryRow } from './ledger.store.ts';
import { andPlaces, placesIn } from './word-places.ts';

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

/** Tiles of the index read at once: few at first, for whoever wants the newest lines only. */
const FIRST_TILES = 16;
const MOST_TILES = 2048;
/** Entries asked for by their sequences at once; a shorter list is filled up, so that few statements are prepared. */
const LISTS = [8, 64, 512] as const;

/** Entries in this part of the log that are as wanted, newest first. */
export const findEntries = (db: Reading, wanted: Wanted, between: Between, limit: number): Promise<EntryRow[]> =>
  find(db, ENTRY, wanted, between, limit);

/** Their sequences alone. */
export async function findSequences(
  db: Reading,
  wanted: Wanted,
  between: Between,
  limit: number,
): Promise<readonly number[]> {
  const newest = await tail<{ seq: number }>(db, 'seq', wanted, between, limit);
  const found = newest.rows.map(({ seq }) => seq);
  if (found.length === limit) return found;
  for await (const older of inTiles(db, keysOf(wanted), between, newest.tiles)) {
    for (const seq of older) if (found.length < limit) found.push(seq);
    if (found.length === limit) break;
  }
  return found;
}

/** How many there are. */
export async function countEntries(db: Reading, wanted: Wanted, between: Between): Promise<number> {
  const newest = await tail<{ seq: number }>(db, 'seq', wanted, between, Number.MAX_SAFE_INTEGER);
  let count = newest.rows.length;
  for await (const older of inTiles(db, keysOf(wanted), between, newest.tiles)) count += older.length;
  return count;
}

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

/** The last link of a scope's chain below `size`: what its next entry builds on. */
export async function readChainHead(
  db: Reading,
  scope: Buffer,
  size: number,
): Promise<{ readonly count: number; readonly commitment: Buffer } | undefined> {
  const [row] = await findEntries(db, { scope, words: [] }, { before: size }, 1);
  return row && { count: row.chain_count, commitment: row.commitment };
}

async function find<Row extends object>(
  db: Reading,
  columns: string,
  wanted: Wanted,
  between: Between,
  limit: number,
): Promise<Row[]> {
  const newest = await tail<Row>(db, columns, wanted, between, limit);
  const rows = [...newest.rows];
  if (rows.length === limit) return rows;
  for await (const older of inTiles(db, keysOf(wanted), between, newest.tiles)) {
    for (let at = 0; at < older.length && rows.length < limit; ) {
      const some = older.slice(at, at + Math.min(LISTS.at(-1) ?? 1, limit - rows.length));
      rows.push(...(await readThese<Row>(db, columns, wanted, some)));
      at += some.length;
    }
    if (rows.length === limit) break;
  }
  return rows;
}

const keysOf = ({ scope, words }: Wanted): readonly Buffer[] => (scope === undefined ? words : [scope, ...words]);

/** The conditions that an entry itself has to meet: what the index says is only where to look. */
function filterOf(db: Reading, { scope, words }: Wanted): string {
  // A token may by chance (2^-64) also stand across two others: the search then shows a line too many.
  const has = db.engine === 'sqlite' ? 'instr(words, ?) > 0' : 'position(? in words) > 0';
  return [...(scope === undefined ? [] : ['scope = ?']), ...words.map(() => has)].map((c) => ` and ${c}`).join('');
}

/** What the index does not know yet, the entries after its last tile, is looked through; without a key, all of it is. */
async function tail<Row extends object>(
  db: Reading,
  columns: string,
  wanted: Wanted,
  { before, least = 0 }: Between,
  limit: number,
): Promise<{ readonly rows: readonly Row[]; readonly tiles: number }> {
  const keys = keysOf(wanted);
  const [head] = await db.all<{ size: number }>('select size from ledger_head');
  const tiles = keys.length === 0 ? 0 : Math.floor((head?.size ?? 0) / TILE);
  const rows = await db.all<Row>(
    `select ${columns} from ledger_entries where seq >= ? and seq < ?${filterOf(db, wanted)} order by seq desc limit ?`,
    [Math.max(tiles * TILE, least), before, ...keys, limit],
  );
  return { rows, tiles };
}

/** Sequences below tile `tiles` whose entries carry every key, newest first, a piece at a time. */
async function* inTiles(
  db: Reading,
  keys: readonly Buffer[],
  { before, least = 0 }: Between,
  tiles: number,
): AsyncGenerator<number[]> {
  const [first, ...others] = keys;
  if (first === undefined) return;
  let top = Math.min(tiles, Math.ceil(before / TILE));
  for (let many = FIRST_TILES; ; many = Math.min(many * 4, MOST_TILES)) {
    const rows = await db.all<{ tile: number; places: Buffer }>(
      'select tile, places from ledger_words where word = ? and tile >= ? and tile < ? order by tile desc limit ?',
      [first, Math.floor(least / TILE), top, many],
    );
    const low = rows.at(-1)?.tile;
    if (low === undefined) return;
    const common = new Map(rows.map(({ tile, places }) => [tile, andPlaces(places)]));
    for (const key of others) {
      const also = await db.all<{ tile: number; places: Buffer }>(
        'select tile, places from ledger_words where word = ? and tile >= ? and tile < ?',
        [key, low, top],
      );
      const has = new Map(also.map(({ tile, places }) => [tile, places]));
      for (const [tile, bits] of common) {
        const places = has.get(tile);
        if (places === undefined) common.delete(tile);
        else andPlaces(places, bits);
      }
    }
    yield [...common].flatMap(([tile, bits]) =>
      placesIn(bits).flatMap((place) => {
        const seq = tile * TILE + place;
        return seq < before && seq >= least ? [seq] : [];
      }),
    );
    if (rows.length < many) return;
    top = low;
  }
}

/** These entries, as far as they are as wanted. */
function readThese<Row extends object>(
  db: Reading,
  columns: string,
  wanted: Wanted,
  sequences: readonly number[],
): Promise<Row[]> {
  const length = LISTS.find((size) => size >= sequences.length) ?? sequences.length;
  const list = Array.from({ length }, (_, at) => sequences[Math.min(at, sequences.length - 1)] as number);
  return db.all<Row>(
    `select ${columns} from ledger_entries where seq in (${list.map(() => '?').join(', ')})${filterOf(db, wanted)}
     order by seq desc`,
    [...list, ...keysOf(wanted)],
  );
}
