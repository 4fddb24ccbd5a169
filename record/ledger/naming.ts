import type { Db } from '@chartwarden/db';
import { idsIn, scopeToBytes } from './entry.ts';
import { findPlaces, readIdsBetween } from './find-entries.store.ts';
import type { OpenEntry } from './reader.ts';
import { KeyErasedError, type LedgerCipher, type Scope } from './types.ts';

/** Where to look, and how far at most. */
export interface NamingPage {
  /** Lines below this sequence; absent: from the newest. */
  readonly before?: number;
  /** Lines found at most. */
  readonly limit: number;
  /** Lines looked through at most. */
  readonly lines: number;
}

export interface Naming {
  /** Newest first. `named`: those of the wanted ids that the line released. */
  readonly found: readonly { readonly entry: OpenEntry; readonly named: readonly string[] }[];
  /** Lines looked through, and those of them that released no ids. */
  readonly looked: number;
  readonly unnamed: number;
  /** Of the oldest line looked through, milliseconds; null when there was none. */
  readonly since: number | null;
  /** Where to go on; null at the beginning of the log. */
  readonly next: number | null;
}

/** Lines, and bytes of sealed ids, between which other work gets its turn; and bytes that one question opens. */
const LINES = 128;
const BYTES = 1 << 19;
const MOST_BYTES = 8 << 20;

/**
 * Lines of a scope that released one of these ids. There is no index by released id, which would double what each line
 * costs (ADR 0074): ids are opened line after line, newest first, and compared as bytes. Asks nobody for permission.
 * @param open gives the whole of a line that is found, its ids checked against their hash
 */
export async function findNaming(
  db: Db,
  cipher: LedgerCipher,
  scope: Scope,
  wanted: readonly string[],
  page: NamingPage,
  open: (seq: number) => Promise<OpenEntry | undefined>,
): Promise<Naming> {
  const key = scopeToBytes(scope);
  const found: { readonly entry: OpenEntry; readonly named: readonly string[] }[] = [];
  let { before = Number.MAX_SAFE_INTEGER } = page;
  let looked = 0;
  let unnamed = 0;
  let opened = 0;
  let since: number | null = null;

  for (;;) {
    const places = await findPlaces(db, key, before, LINES + 1);
    const piece = takeFrom(places, Math.min(LINES, page.lines - looked));
    if (piece.length === 0) return { found, looked, unnamed, since, next: null };
    const rows = await readIdsBetween(db.all, key, piece.at(-1)?.seq ?? 0, piece[0]?.seq ?? 0);
    const sealed = new Map(rows.map((row) => [row.seq, row.ids]));
    for (const { seq, time, size } of piece) {
      [before, since] = [seq, time];
      looked += 1;
      opened += size;
      const ids = sealed.get(seq);
      const named = ids === undefined ? null : namedIn(cipher, scope, seq, ids, wanted);
      if (named === null) unnamed += 1;
      const entry = named === null || named.length === 0 ? undefined : await open(seq);
      if (named !== null && entry !== undefined) found.push({ entry, named });
      if (found.length === page.limit) break;
    }
    const isEnd = places.at(-1)?.seq === before;
    const isEnough = found.length === page.limit || looked === page.lines || opened >= MOST_BYTES;
    if (isEnd || isEnough) return { found, looked, unnamed, since, next: isEnd ? null : before };
    await new Promise(setImmediate);
  }
}

/** As many of the first as may be opened without a break: at least one. */
function takeFrom<Place extends { readonly size: number }>(places: readonly Place[], most: number): readonly Place[] {
  let end = 1;
  let bytes = places[0]?.size ?? 0;
  for (; end < Math.min(most, places.length); end += 1) {
    bytes += places[end]?.size ?? 0;
    if (bytes > BYTES) break;
  }
  return places.slice(0, end);
}

/** Those of the wanted ids that this line released; null when it released none at all, or nobody can read it any more. */
function namedIn(
  cipher: LedgerCipher,
  scope: Scope,
  seq: number,
  sealed: Buffer,
  wanted: readonly string[],
): readonly string[] | null {
  try {
    return idsIn(cipher.open(scope, seq, 'ids', sealed), wanted);
  } catch (error) {
    if (error instanceof KeyErasedError) return null;
    throw error;
  }
}
