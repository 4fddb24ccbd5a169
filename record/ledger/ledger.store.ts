import type { Db, InsertStatement, RunStatement } from '@chartwarden/db';
import { type Edge, edgeOf, HASH, leafHash, TILE, type Tile, type TileReader } from '@chartwarden/ledger-proof';
import { addWords, packPlaces, type WordPlaces } from './word-places.ts';

/** The ledger's one head row: what every process agrees on. */
export interface Head {
  /** Names this log in checkpoints; made once. */
  readonly origin: string;
  /** Number of entries. */
  readonly size: number;
  /** Of the last entry, milliseconds since the epoch. */
  readonly time: number;
  /** RFC 6962 root over all entries. */
  readonly root: Buffer;
  readonly accessSeq: number;
  /** digest_n = SHA-256(digest_(n-1) || digest of the n-th access row); 32 zero bytes before the first. */
  readonly accessDigest: Buffer;
  /** Raised with every change of keys, so that all processes drop what they cached. */
  readonly keyringGeneration: number;
}

/** One row of ledger_entries, in the order of its columns. */
export interface EntryRow {
  readonly seq: number;
  readonly time: number;
  readonly scope: Buffer;
  readonly chain_count: number;
  readonly commitment: Buffer;
  readonly body: Buffer;
  readonly ids: Buffer | null;
  /** The 8-byte tokens that the entry is found by, one after the other. */
  readonly words: Buffer;
  readonly access_seq: number | null;
  readonly access_subject: Buffer | null;
  readonly access_digest: Buffer | null;
}

type All = Db['all'];
interface HeadRow {
  origin: string;
  size: number;
  time: number;
  root: Buffer;
  access_seq: number;
  access_digest: Buffer;
  keyring_generation: number;
}

/** The columns of an {@link EntryRow}. */
export const ENTRY =
  'seq, time, scope, chain_count, commitment, body, ids, words, access_seq, access_subject, access_digest';

/** The head as committed; undefined before the ledger was made. */
export async function readHead(all: All): Promise<Head | undefined> {
  const [row] = await all<HeadRow>('select * from ledger_head where id = 1');
  if (row === undefined) return undefined;
  const { origin, size, time, root } = row;
  const access = { accessSeq: row.access_seq, accessDigest: row.access_digest };
  return { origin, size, time, root, ...access, keyringGeneration: row.keyring_generation };
}

export const insertHead = (head: Head): InsertStatement => ({
  table: 'ledger_head',
  columns: {
    id: 'bigint',
    origin: 'text',
    size: 'bigint',
    time: 'bigint',
    root: 'bytea',
    access_seq: 'bigint',
    access_digest: 'bytea',
    keyring_generation: 'bigint',
  },
  rows: [[1, head.origin, head.size, head.time, head.root, head.accessSeq, head.accessDigest, head.keyringGeneration]],
  onConflict: 'nothing',
});

/** Moves the head, unless another process did: then the batch fails with ConflictError at this statement. */
export const moveHead = (from: Head, to: Head): RunStatement => ({
  sql: `update ledger_head set size = ?, time = ?, root = ?, access_seq = ?, access_digest = ?, keyring_generation = ?
        where id = 1 and size = ?`,
  parameters: [to.size, to.time, to.root, to.accessSeq, to.accessDigest, to.keyringGeneration, from.size],
  expect: 1,
});

export const insertEntries = (rows: readonly EntryRow[]): InsertStatement => ({
  table: 'ledger_entries',
  columns: {
    seq: 'bigint',
    time: 'bigint',
    scope: 'bytea',
    chain_count: 'bigint',
    commitment: 'bytea',
    body: 'bytea',
    ids: 'bytea',
    words: 'bytea',
    access_seq: 'bigint',
    access_subject: 'bytea',
    access_digest: 'bytea',
  },
  // The row is written in the order of its columns (placement.ts makes it so).
  rows: rows.map((row) => Object.values(row)),
});

/**
 * The search index has a row for each word of a tile of 256 entries, with the entries that carry it, and is written when
 * the tile is full: a row for each entry and word would double what an append costs.
 */
export const insertWords = (rows: readonly (readonly [Buffer, number, Buffer])[]): InsertStatement => ({
  table: 'ledger_words',
  columns: { word: 'bytea', tile: 'bigint', places: 'bytea' },
  rows,
});

/** Tiles only grow: a process that is behind never takes hashes away. */
export const putTile = (tile: Tile): RunStatement => ({
  sql: `insert into ledger_tiles (level, place, hashes) values (?, ?, ?)
        on conflict (level, place) do update set hashes = excluded.hashes
        where length(ledger_tiles.hashes) < length(excluded.hashes)`,
  parameters: [tile.level, tile.index, tile.hashes],
});

/** A checkpoint of this size exists already when another process was quicker; theirs says the same. */
export const insertCheckpoint = (size: number, time: number, note: string): InsertStatement => ({
  table: 'ledger_checkpoints',
  columns: { size: 'bigint', time: 'bigint', note: 'text' },
  rows: [[size, time, note]],
  onConflict: 'nothing',
});

export const insertRotation = (seq: number, note: string): InsertStatement => ({
  table: 'ledger_rotations',
  columns: { seq: 'bigint', note: 'text' },
  rows: [[seq, note]],
});

export const readCheckpoints = (all: All): Promise<{ size: number; time: number; note: string }[]> =>
  all('select size, time, note from ledger_checkpoints order by size');

export const lastCheckpoint = async (all: All): Promise<{ size: number; note: string } | undefined> =>
  (
    await all<{ size: number; note: string }>('select size, note from ledger_checkpoints order by size desc limit 1')
  )[0];

export const readRotations = async (all: All): Promise<string[]> =>
  (await all<{ note: string }>('select note from ledger_rotations order by seq')).map((row) => row.note);

/** Entries from `from` on, in order. */
export const readEntries = (all: All, from: number, limit: number): Promise<EntryRow[]> =>
  all<EntryRow>(`select ${ENTRY} from ledger_entries where seq >= ? order by seq limit ?`, [from, limit]);

export const readEntry = async (all: All, seq: number): Promise<EntryRow | undefined> =>
  (await all<EntryRow>(`select ${ENTRY} from ledger_entries where seq = ?`, [seq]))[0];

/** The words of the unfinished tile: those that the index does not have yet. */
export async function readOpenWords(all: All, size: number): Promise<WordPlaces> {
  const words: WordPlaces = new Map();
  const from = Math.floor(size / TILE) * TILE;
  const rows = await all<EntryRow>(
    'select seq, scope, words from ledger_entries where seq >= ? and seq < ? order by seq',
    [from, size],
  );
  for (const row of rows) addWords(words, row);
  return words;
}

/** How many of these words the index has for a tile, at these very places. */
export async function countWords(all: All, words: WordPlaces, tile: number): Promise<number> {
  const wanted = [...words.keys()].map((word) => Buffer.from(word, 'latin1'));
  let count = 0;
  for (let from = 0; from < wanted.length; from += 500) {
    const piece = wanted.slice(from, from + 500);
    const found = await all<{ word: Buffer; places: Buffer }>(
      `select word, places from ledger_words where tile = ? and word in (${piece.map(() => '?').join(', ')})`,
      [tile, ...piece],
    );
    for (const { word, places } of found)
      if (packPlaces(words.get(word.toString('latin1')) ?? []).equals(places)) count += 1;
  }
  return count;
}

export const countAllWords = async (all: All, below: number): Promise<number> =>
  (await all<{ n: number }>('select count(*) as n from ledger_words where tile < ?', [below]))[0]?.n ?? 0;

/** One step of the access chain, as the entries carry it in clear. */
export interface AccessRow {
  readonly seq: number;
  readonly scope: Buffer;
  readonly access_seq: number;
  readonly access_subject: Buffer;
  readonly access_digest: Buffer;
}

/** The access steps after `after`, in order. */
export const readAccessSteps = (all: All, after: number): Promise<AccessRow[]> =>
  all(
    `select seq, scope, access_seq, access_subject, access_digest from ledger_entries
     where access_seq is not null and access_seq > ? order by access_seq`,
    [after],
  );

/** A tile as stored; undefined when there is none. */
export const readTile = async (all: All, level: number, index: number): Promise<Buffer | undefined> =>
  (await all<{ hashes: Buffer }>('select hashes from ledger_tiles where level = ? and place = ?', [level, index]))[0]
    ?.hashes;

/** Tiles for proofs. An unfinished level-0 tile is stored with checkpoints only, so it is made from the entries. */
export function tileReader(all: All): TileReader {
  const full = new Map<string, Buffer>();
  return async (level, index) => {
    const key = `${level}/${index}`;
    const known = full.get(key);
    if (known !== undefined) return known;
    const stored = await readTile(all, level, index);
    if (stored?.length === TILE * HASH) full.set(key, stored);
    if (level > 0 || full.has(key)) return stored ?? Buffer.alloc(0);
    const leaves = await all<{ seq: number; time: number; commitment: Buffer }>(
      'select seq, time, commitment from ledger_entries where seq >= ? and seq < ? order by seq',
      [index * TILE, (index + 1) * TILE],
    );
    return Buffer.concat(leaves.map((row) => leafHash(row.seq, row.time, row.commitment)));
  };
}

/** The right edge of the tree of `size` leaves. */
export async function readEdge(all: All, size: number): Promise<Edge> {
  const read = tileReader(all);
  const open: Buffer[][] = [];
  for (let level = 0; TILE ** level <= size; level++) {
    const nodes = Math.floor(size / TILE ** level);
    const count = nodes % TILE;
    const tile = count === 0 ? Buffer.alloc(0) : await read(level, Math.floor(nodes / TILE));
    open.push(Array.from({ length: count }, (_, i) => tile.subarray(i * HASH, (i + 1) * HASH)));
  }
  return edgeOf(size, open);
}
