import type { Statement } from '@chartwarden/db';
import { idToBytes } from '@chartwarden/ids';
import {
  bodyText,
  type Edge,
  grow,
  leafHash,
  NO_PREVIOUS,
  rootOf,
  type SealedBody,
  sha256,
  TILE,
} from '@chartwarden/ledger-proof';
import { commit, idsHash, packIds, scopeToBytes } from './entry.ts';
import { type EntryRow, type Head, insertEntries, insertWords, moveHead, putTile } from './ledger.store.ts';
import { AccessMovedError, type Append, type EntryBody, type LedgerCipher, type Placed, type Scope } from './types.ts';
import { addWords, packPlaces, type WordPlaces } from './word-places.ts';

/** The end of a scope's own chain; `commitment` in hex. */
export interface Chain {
  readonly count: number;
  readonly commitment: string;
}

/** All that deciding where the next entries go depends on. */
export interface LedgerState {
  readonly head: Head;
  readonly edge: Edge;
  /** The words of the unfinished tile, not in the index yet. */
  readonly words: WordPlaces;
  /** Holds the chain of every scope that a group appends to. */
  readonly chains: ReadonlyMap<Scope, Chain>;
  /** Subject to its last access step, for every step above `floor`. */
  readonly moved: ReadonlyMap<string, number>;
  readonly floor: number;
}

/** One commit: what to write, and what is true once it is durable. */
export interface Group<Item> {
  readonly statements: readonly Statement[];
  /** Index of an attached statement to the item that brought it. */
  readonly owners: ReadonlyMap<number, Item>;
  readonly placed: readonly { readonly item: Item; readonly places: readonly Placed[] }[];
  readonly refused: readonly { readonly item: Item; readonly error: unknown }[];
  readonly head: Head;
  readonly edge: Edge;
  readonly words: WordPlaces;
  readonly chains: ReadonlyMap<Scope, Chain>;
  readonly moved: ReadonlyMap<string, number>;
}

/** The words an entry can be found by, as (kind, text): who, what, how it went, which FHIR types. */
export const searchWords = (body: EntryBody): (readonly [string, string])[] => [
  ['actor', body.actor.account ?? body.actor.kind],
  ['action', body.action],
  ['outcome', body.outcome],
  ...[...new Set(body.types)].map((type) => ['type', type] as const),
];

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** digest_n = SHA-256(digest_(n-1) || digest of the n-th access row). */
export const nextAccessDigest = (before: Uint8Array, step: Uint8Array): Buffer => sha256(Buffer.concat([before, step]));

/**
 * Gives every append its place after the head, in order. The appends of one item get theirs together: when one of them is
 * refused (its guard moved, its scope's key is destroyed, its body is not JSON), none of them takes a place, and others
 * are not disturbed. Writes nothing.
 */
export function placeGroup<Item>(
  state: LedgerState,
  items: readonly { readonly item?: Item; readonly appends: readonly Append[] }[],
  now: number,
  cipher: LedgerCipher,
): Group<Item> {
  const { head } = state;
  const time = Math.max(now, head.time);
  let { accessSeq, accessDigest, keyringGeneration } = head;
  const rows: EntryRow[] = [];
  const leaves: Buffer[] = [];
  const attached: { readonly statement: Statement; readonly item: Item | undefined }[] = [];
  const placed: { readonly item: Item; readonly places: readonly Placed[] }[] = [];
  const refused: { readonly item: Item; readonly error: unknown }[] = [];
  let chains = new Map<Scope, Chain>();
  let moved = new Map<string, number>();

  /** All of them, or as if none had been asked for. */
  function placeAll(appends: readonly Append[], item: Item | undefined): readonly Placed[] {
    const [only, ...others] = appends;
    if (only !== undefined && others.length === 0) return [place(only, item)];
    const counts = [rows.length, leaves.length, attached.length] as const;
    const heads = [accessSeq, accessDigest, keyringGeneration] as const;
    const maps = [new Map(chains), new Map(moved)] as const;
    try {
      return appends.map((append) => place(append, item));
    } catch (error) {
      [rows.length, leaves.length, attached.length] = counts;
      [accessSeq, accessDigest, keyringGeneration] = heads;
      [chains, moved] = maps;
      throw error;
    }
  }

  function place(append: Append, item: Item | undefined): Placed {
    const { scope, guard } = append;
    const lastStep = (subject: string): number => moved.get(subject) ?? state.moved.get(subject) ?? state.floor;
    if (guard?.whole === true && accessSeq > guard.accessSeq) throw new AccessMovedError();
    if (guard?.subjects.some((subject) => lastStep(subject) > guard.accessSeq)) throw new AccessMovedError();
    const seq = head.size + rows.length;
    const step = append.accessAt?.(accessSeq + 1) ?? append.access;
    const at: Placed = { seq, time, accessSeq: step === undefined ? accessSeq : accessSeq + 1 };
    const digest = step === undefined ? accessDigest : nextAccessDigest(accessDigest, step.digest);
    const before = chains.get(scope) ?? state.chains.get(scope) ?? { count: 0, commitment: NO_PREVIOUS };
    const count = before.count + 1;
    const { commitment, plaintext } = commit(
      bodyText(append.body as SealedBody, {
        ...(append.ids && { idsHash: idsHash(append.ids) }),
        chain: { count, previous: before.commitment },
        access: {
          seq: at.accessSeq,
          chain: hex(digest),
          ...(step && { subject: step.subject, digest: hex(step.digest) }),
        },
      }),
    );
    const row: EntryRow = {
      seq,
      time,
      scope: scopeToBytes(scope),
      chain_count: count,
      commitment,
      body: cipher.seal(scope, seq, 'body', plaintext),
      ids: append.ids === undefined ? null : cipher.seal(scope, seq, 'ids', packIds(append.ids)),
      words: Buffer.concat(searchWords(append.body).map(([kind, text]) => cipher.token(kind, text))),
      access_seq: step === undefined ? null : at.accessSeq,
      access_subject: step === undefined ? null : idToBytes(step.subject),
      access_digest: step === undefined ? null : Buffer.from(step.digest),
    };
    const statements = [...(append.statements ?? []), ...(append.statementsAt?.(at) ?? [])];
    // From here on nothing throws: the entry has its place.
    rows.push(row);
    leaves.push(leafHash(seq, time, commitment));
    for (const statement of statements) attached.push({ statement, item });
    chains.set(scope, { count, commitment: commitment.toString('hex') });
    if (step !== undefined) moved.set(step.subject, at.accessSeq);
    accessSeq = at.accessSeq;
    accessDigest = digest;
    if (append.keysChanged === true) keyringGeneration += 1;
    return at;
  }

  for (const { item, appends } of items) {
    try {
      const places = placeAll(appends, item);
      if (item !== undefined) placed.push({ item, places });
    } catch (error) {
      if (item === undefined) throw error;
      refused.push({ item, error });
    }
  }

  const words: WordPlaces = new Map(state.words);
  const index: (readonly [Buffer, number, Buffer])[] = [];
  for (const row of rows) {
    addWords(words, row);
    if ((row.seq + 1) % TILE !== 0) continue;
    const tile = Math.floor(row.seq / TILE);
    for (const [word, places] of words) index.push([Buffer.from(word, 'latin1'), tile, packPlaces(places)]);
    words.clear();
  }
  const { edge, tiles } = grow(state.edge, leaves);
  const access = { accessSeq, accessDigest, keyringGeneration };
  const next: Head = { ...head, size: edge.size, time, root: rootOf(edge), ...access };
  const own = [moveHead(head, next), insertEntries(rows), ...tiles.map(putTile)];
  if (index.length > 0) own.push(insertWords(index));
  const owners = new Map<number, Item>();
  for (const [i, { item }] of attached.entries()) if (item !== undefined) owners.set(own.length + i, item);
  const statements = [...own, ...attached.map((one) => one.statement)];
  return { statements, owners, placed, refused, head: next, edge, words, chains, moved };
}
