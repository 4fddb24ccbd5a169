import type { Db } from '@chartwarden/db';
import { bodyText, type SealedBody } from '@chartwarden/ledger-proof';
import { idsHash, readPlaintext, scopeFromBytes, scopeToBytes, unpackIds } from './entry.ts';
import { countEntries, findEntries, findSequences, sequenceAt } from './find-entries.store.ts';
import { type EntryRow, readEntry, readHead } from './ledger.store.ts';
import { findNaming, type Naming, type NamingPage } from './naming.ts';
import { KeyErasedError, type LedgerCipher, type Scope } from './types.ts';

interface Place {
  readonly seq: number;
  readonly time: number;
  readonly scope: Scope;
}

/** An entry whose body could be opened. `text` is its canonical form, which `nonce` and commitment bind. */
export interface OpenEntry extends Place {
  readonly sealed: false;
  readonly body: SealedBody;
  readonly text: string;
  readonly nonce: Buffer;
  readonly hasIds: boolean;
}

/** An entry of an erased person: it stands and verifies, and nobody can read it. */
export interface SealedEntry extends Place {
  readonly sealed: true;
}

export type Entry = OpenEntry | SealedEntry;

/** What to look for; every word given must match. `actor` is an account id or a kind of actor. */
export interface Search {
  readonly actor?: string;
  readonly action?: string;
  readonly type?: string;
  /** One of them, when there are several. */
  readonly outcome?: string | readonly string[];
}

export interface Page {
  /** Entries below this sequence; absent: from the newest. */
  readonly before?: number;
  readonly limit: number;
}

/** A part of the log, by sequence and by how many matches are passed over. */
export interface Part {
  readonly before: number;
  readonly least: number;
  readonly skip: number;
  readonly limit: number;
}

/** Reads entries. Asks nobody for permission: only the gate and `operate` may hold it. */
export interface LedgerReader {
  /** A scope's entries, newest first; with words, those of them that match. */
  list(scope: Scope, page: Page, words?: Search): Promise<Entry[]>;
  /** Entries of all scopes that match, newest first; without a word, all entries. */
  search(words: Search, page: Page): Promise<Entry[]>;
  /** The same in a part of the log; what is skipped is read in the index only. */
  searchIn(words: Search, part: Part): Promise<Entry[]>;
  /** Whether a scope has any entry that matches, below a sequence. */
  has(scope: Scope, before: number, words: Search): Promise<boolean>;
  /** How many match in a part of the log. Costs no more than the index of their words. */
  count(words: Search, part: Pick<Part, 'before' | 'least'>): Promise<number>;
  /** The first sequence of this time or later, in milliseconds; the size of the log when there is none. */
  sequenceAt(time: number): Promise<number>;
  entry(seq: number): Promise<Entry | undefined>;
  /** The ids that an entry released; undefined when it has none or is sealed. */
  ids(seq: number): Promise<string[] | undefined>;
  /** Lines of a scope that released one of these ids, as far as they were looked through. */
  naming(scope: Scope, ids: readonly string[], page: NamingPage): Promise<Naming>;
}

/** Opens a row. Throws what the cipher throws when the envelope is not the one that was sealed here. */
export function openEntry(row: EntryRow, cipher: LedgerCipher): Entry {
  const place = { seq: row.seq, time: row.time, scope: scopeFromBytes(row.scope) };
  try {
    const opened = readPlaintext(cipher.open(place.scope, row.seq, 'body', row.body));
    return { ...place, sealed: false, ...opened, hasIds: row.ids !== null };
  } catch (error) {
    if (error instanceof KeyErasedError) return { ...place, sealed: true };
    throw error;
  }
}

/** The released ids of a row, checked against the hash that its committed body carries. */
export function openIds(row: EntryRow, entry: Entry, cipher: LedgerCipher): string[] | undefined {
  if (entry.sealed || row.ids === null) return undefined;
  const ids = unpackIds(cipher.open(entry.scope, row.seq, 'ids', row.ids));
  if (idsHash(ids) !== entry.body.idsHash) throw new RangeError('released ids differ from their hash');
  return ids;
}

/** Is this the canonical form of its own body? */
export const isCanonical = (entry: OpenEntry): boolean => bodyText(entry.body) === entry.text;

export function createReader(db: Db, cipher: LedgerCipher): LedgerReader {
  const open = (rows: readonly EntryRow[]): Entry[] => rows.map((row) => openEntry(row, cipher));

  /** The sets of tokens of which a line has to carry one, whole. */
  function alternativesOf(words: Search): readonly { readonly words: readonly Buffer[] }[] {
    const { action, type, actor } = words;
    const outcomes = words.outcome === undefined || typeof words.outcome === 'string' ? [words.outcome] : words.outcome;
    // A line has all its tokens of one generation. The rarest word first: it drives the search.
    return outcomes.flatMap((outcome) => {
      const found = Object.entries({ actor, action, type, outcome }).flatMap(([kind, text]) =>
        text === undefined ? [] : [cipher.tokens(kind, text)],
      );
      return Array.from({ length: found[0]?.length ?? 1 }, (_, generation) => ({
        words: found.map((tokens) => tokens[generation] as Buffer),
      }));
    });
  }

  const newest = (rows: readonly (readonly EntryRow[])[], limit: number): Entry[] =>
    open(
      rows
        .flat()
        .sort((a, b) => b.seq - a.seq)
        .slice(0, limit),
    );

  async function searchIn(words: Search, { before, least, skip, limit }: Part): Promise<Entry[]> {
    const alternatives = alternativesOf(words);
    let top = before;
    if (skip > 0) {
      const places = await Promise.all(
        alternatives.map((wanted) => findSequences(db, wanted, { before, least }, skip)),
      );
      const passed = places.flat().sort((a, b) => b - a);
      if (passed.length < skip) return [];
      top = passed[skip - 1] as number;
    }
    const rows = await Promise.all(
      alternatives.map((wanted) => findEntries(db, wanted, { before: top, least }, limit)),
    );
    return newest(rows, limit);
  }

  return {
    list: async (scope, { before = Number.MAX_SAFE_INTEGER, limit }, words = {}) => {
      const of = { scope: scopeToBytes(scope) };
      const wanted = alternativesOf(words).map((one) => findEntries(db, { ...of, ...one }, { before }, limit));
      return newest(await Promise.all(wanted), limit);
    },
    search: (words, { before = Number.MAX_SAFE_INTEGER, limit }) =>
      searchIn(words, { before, least: 0, skip: 0, limit }),
    searchIn,
    async has(scope, before, words) {
      const of = { scope: scopeToBytes(scope) };
      for (const one of alternativesOf(words))
        if ((await findSequences(db, { ...of, ...one }, { before }, 1)).length > 0) return true;
      return false;
    },
    async count(words, part) {
      const counts = await Promise.all(alternativesOf(words).map((wanted) => countEntries(db, wanted, part)));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    sequenceAt: async (time) => sequenceAt(db.all, time, (await readHead(db.all))?.size ?? 0),
    entry: async (seq) => {
      const row = await readEntry(db.all, seq);
      return row && openEntry(row, cipher);
    },
    naming: (scope, ids, page) =>
      findNaming(db, cipher, scope, ids, page, async (seq) => {
        const row = await readEntry(db.all, seq);
        const entry = row && openEntry(row, cipher);
        return row && entry?.sealed === false && openIds(row, entry, cipher) ? entry : undefined;
      }),
    ids: async (seq) => {
      const row = await readEntry(db.all, seq);
      return row && openIds(row, openEntry(row, cipher), cipher);
    },
  };
}
