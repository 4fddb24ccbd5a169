import type { Db } from '@chartwarden/db';
import { idFromBytes } from '@chartwarden/ids';
import {
  commitmentOf,
  EMPTY_EDGE,
  grow,
  HASH,
  leafHash,
  NO_PREVIOUS,
  openCheckpoint,
  rootOf,
  TILE,
  type Verifier,
} from '@chartwarden/ledger-proof';
import {
  countAllWords,
  countWords,
  type EntryRow,
  readCheckpoints,
  readEntries,
  readHead,
  readTile,
} from './ledger.store.ts';
import { nextAccessDigest, searchWords } from './placement.ts';
import { isCanonical, openEntry, openIds } from './reader.ts';
import type { LedgerCipher } from './types.ts';
import { addWords, type WordPlaces } from './word-places.ts';

/** Something that is not as it was written. `seq` is the entry it is about, where there is one. */
export interface LedgerProblem {
  readonly seq?: number;
  readonly what: string;
}

export interface LedgerReport {
  readonly entries: number;
  /** Entries whose key is destroyed: in their place, and unreadable. */
  readonly sealed: number;
  /** Entries first, in their order (the first names the first bad entry), then the tree; at most 100. */
  readonly problems: readonly LedgerProblem[];
}

const MAX_PROBLEMS = 100;
/** Entries read at a time: whole tiles, so that each page's tiles can be compared with the stored ones. */
const PAGE = TILE * 2;

/**
 * Reads the ledger once up to its head, in pages and while appends go on, and checks every entry against the stored tree, the tree
 * against the head and every checkpoint, and both chains. With a cipher every body is opened and compared with its
 * commitment and its search words; without one only what stands in clear is checked.
 */
export async function verifyLedger(
  db: Pick<Db, 'all' | 'snapshot'>,
  keys: readonly Verifier[],
  cipher?: LedgerCipher,
): Promise<LedgerReport> {
  const { all } = db;
  const { head, checkpoints, beyond } = await db.snapshot(async (at) => {
    const found = await readHead(at);
    const after = await readEntries(at, found?.size ?? 0, 1);
    return { head: found, checkpoints: await readCheckpoints(at), beyond: after.length > 0 };
  });
  if (head === undefined) return { entries: 0, sealed: 0, problems: [{ what: 'the head is missing' }] };
  const inEntries: LedgerProblem[] = [];
  const inTree: LedgerProblem[] = [];
  // One bad entry spoils every root above it: that fills the report, but must not end the search for other entries.
  const tellTree = (what: string): void => void (inTree.length < MAX_PROBLEMS && inTree.push({ what }));
  const walk = createWalk(cipher);
  let edge = EMPTY_EDGE;
  let checked = 0;
  const words: WordPlaces = new Map();
  let indexed = 0;

  const compareRoot = (): void => {
    for (let next = checkpoints[checked]; next?.size === edge.size; next = checkpoints[checked]) {
      const opened = openCheckpoint(next.note, head.origin, keys);
      const holds = opened?.size === edge.size && opened.root.equals(rootOf(edge));
      if (!holds) tellTree(`the checkpoint of size ${edge.size} is not genuine or does not fit`);
      checked += 1;
    }
  };

  async function compareWords(): Promise<void> {
    const tile = edge.size / TILE - 1;
    indexed += words.size;
    if ((await countWords(all, words, tile)) < words.size) tellTree(`the search index of tile ${tile} is incomplete`);
    words.clear();
  }

  compareRoot();
  while (edge.size < head.size) {
    const from = edge.size;
    const to = Math.min(from + PAGE, head.size);
    const rows = new Map((await readEntries(all, from, to - from)).map((row) => [row.seq, row]));
    const stored = Buffer.concat(
      await Promise.all([0, 1].map(async (i) => (await readTile(all, 0, from / TILE + i)) ?? Buffer.alloc(0))),
    );
    for (let seq = from; seq < to; seq++) {
      const row = rows.get(seq);
      const known = stored.subarray((seq - from) * HASH, (seq - from + 1) * HASH);
      const leaf = row === undefined ? known : leafHash(seq, row.time, row.commitment);
      const holds = known.length === 0 || leaf.equals(known);
      const inTreeToo = holds ? [] : ['it differs from the tree'];
      const what = row === undefined ? ['it is missing'] : [...inTreeToo, ...walk.entry(row, holds)];
      inEntries.push(...what.map((text) => ({ seq, what: text })));
      const grown = grow(edge, [leaf.length === HASH ? leaf : Buffer.alloc(HASH)]);
      edge = grown.edge;
      for (const tile of grown.tiles) {
        const there = await readTile(all, tile.level, tile.index);
        // An upper tile is seen here at each of its sizes; what is stored may have grown further.
        if (there?.subarray(0, tile.hashes.length).equals(tile.hashes)) continue;
        tellTree(`tile ${tile.index} of level ${tile.level} is missing or changed`);
      }
      if (row !== undefined) addWords(words, row);
      if (edge.size % TILE === 0) await compareWords();
      compareRoot();
    }
    if (inEntries.length > MAX_PROBLEMS) break;
    // Lets the loop answer others between two pages.
    await new Promise(setImmediate);
  }
  if (edge.size === head.size) {
    if (!rootOf(edge).equals(head.root)) tellTree('the entries do not give the root of the head');
    if (checked < checkpoints.length) tellTree('a checkpoint speaks of more entries than there are');
    if (beyond) inEntries.push({ seq: head.size, what: 'it was added' });
    if ((await countAllWords(all, Math.floor(head.size / TILE))) !== indexed)
      tellTree('the search index has rows that belong to no entry');
    walk.end(head).forEach(tellTree);
  }
  const problems = [...inEntries, ...inTree].slice(0, MAX_PROBLEMS);
  return { entries: edge.size, sealed: walk.sealed(), problems };
}

/** Walks the entries in order and follows every record's chain and the access chain. */
function createWalk(cipher: LedgerCipher | undefined) {
  const chains = new Map<string, { count: number; commitment: string }>();
  let time = 0;
  let accessSeq = 0;
  let accessDigest: Buffer = Buffer.alloc(HASH);
  let sealed = 0;

  function body(row: EntryRow, previous: string, open: LedgerCipher): string[] {
    const wrong: string[] = [];
    try {
      const entry = openEntry(row, open);
      if (entry.sealed) {
        sealed += 1;
        return [];
      }
      openIds(row, entry, open);
      const { chain, access } = entry.body;
      if (!isCanonical(entry) || !commitmentOf(entry.nonce, entry.text).equals(row.commitment))
        wrong.push('its body is not the one committed to');
      if (chain.count !== row.chain_count || chain.previous !== previous)
        wrong.push('an entry of its record before it is missing or changed');
      if (access.seq !== accessSeq || access.chain !== accessDigest.toString('hex'))
        wrong.push('the access chain up to it was changed');
      // Go on from what this entry committed to, so that one change is said once.
      accessSeq = access.seq;
      accessDigest = Buffer.from(access.chain, 'hex');
      const subject = row.access_subject === null ? undefined : idFromBytes(row.access_subject);
      if (access.subject !== subject || access.digest !== row.access_digest?.toString('hex'))
        wrong.push('its access step was changed');
      const words = searchWords(entry.body).map(([kind, text]) => open.tokens(kind, text));
      const sameIn = (generation: number): boolean =>
        Buffer.concat(words.map((one) => one[generation] ?? Buffer.alloc(0))).equals(row.words);
      if (!words[0]?.some((_token, generation) => sameIn(generation))) wrong.push('its search words were changed');
    } catch {
      wrong.push('its body or its released ids were changed');
    }
    return wrong;
  }

  return {
    sealed: () => sealed,
    /** `holds`: its leaf is the one in the tree, as far as the tree knows it. */
    entry(row: EntryRow, holds: boolean): string[] {
      const wrong: string[] = [];
      if (holds && row.time < time) wrong.push('its time is before that of the entry before it');
      // A time that is not the real one says nothing about those that follow.
      if (holds) time = row.time;
      if (row.access_seq !== null) {
        accessSeq += 1;
        accessDigest = nextAccessDigest(accessDigest, row.access_digest ?? Buffer.alloc(0));
        if (row.access_seq !== accessSeq) wrong.push('its access step has another number');
        accessSeq = row.access_seq;
      }
      const scope = row.scope.toString('hex');
      const chain = chains.get(scope) ?? { count: 0, commitment: NO_PREVIOUS };
      if (row.chain_count !== chain.count + 1) wrong.push('its place in the chain of its record is wrong');
      if (cipher !== undefined) wrong.push(...body(row, chain.commitment, cipher));
      // From the row, so that one bad entry is not said again with each that follows.
      chains.set(scope, { count: row.chain_count, commitment: row.commitment.toString('hex') });
      return wrong;
    },
    end(head: { readonly time: number; readonly accessSeq: number; readonly accessDigest: Buffer }): string[] {
      const access = head.accessSeq === accessSeq && head.accessDigest.equals(accessDigest);
      return [
        ...(access ? [] : ['the access chain does not end in the head']),
        ...(head.time === time || time === 0 ? [] : ['the time of the head is not that of the last entry']),
      ];
    },
  };
}
