import { createHash } from 'node:crypto';
import type { SealedBody } from './body.ts';
import { openCheckpoint, type TreeHead, trustedKeys } from './checkpoint.ts';
import { hashFromHex } from './hashes.ts';
import { type Json, jcs, parseCanonical } from './jcs.ts';
import { commitmentOf, leafHash } from './leaf.ts';
import { EMPTY_EDGE, grow, rootOf } from './merkle.ts';
import { openNote, parseVerifier, type Verifier } from './note.ts';
import { restoreIn } from './restores.ts';
import { compareWitness, type Restore, type Verdict } from './witness.ts';

/** What the first line of an export says it is. */
export const EXPORT_FORMAT = 'chartwarden-ledger-1';

/** What a verified export proves, or the first thing that is wrong with it. */
export type ExportReport =
  | {
      readonly ok: true;
      readonly origin: string;
      readonly head: TreeHead;
      readonly checkpoints: number;
      /** Entries whose body was shown, and is the one committed to. */
      readonly disclosed: number;
      readonly restores: readonly Restore[];
      /** How the log compares with the checkpoints of a witness, when they were given. */
      readonly witness?: Verdict;
    }
  | {
      readonly ok: false;
      /** From 1. */
      readonly line: number;
      /** The first bad entry. When only a signed root shows it, `upTo` is the entry before which it lies. */
      readonly entry?: number;
      readonly upTo?: number;
      readonly why: string;
    };

type Failure = ExportReport & { readonly ok: false };

/** Takes an export line by line; never needs more than one. */
export interface ExportVerifier {
  /**
   * Takes the next line, the bytes before its line feed. Returns what is wrong with it; a refused line
   * changes nothing, unless it is the signed root that it contradicts.
   */
  line(bytes: Uint8Array): Failure | undefined;
  /** After the last line. */
  end(): Promise<ExportReport>;
}

/** Text from UTF-8; empty, and so no JSON, when a byte of it is not. */
function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return '';
  }
}
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

// The members of each kind of line, in canonical order.
const HEADER = 'checkpoints,entries,format,origin,rotations';
const ENTRY = 'commitment,leaf,seq,time';
const DISCLOSED = 'body,commitment,leaf,nonce,seq,time';

type Fields = { readonly [key: string]: Json | undefined };

/**
 * Verifies an export with nothing but the pinned public key (a verifier key: see {@link parseVerifier}). `witness` are
 * checkpoints kept elsewhere, oldest first, to compare the log with.
 */
export function createExportVerifier(pinned: string, witness: readonly string[] = []): ExportVerifier {
  const pin = parseVerifier(pinned);
  const digest = createHash('sha256');
  const rotations: string[] = [];
  const notes: string[] = [];
  const restores: Restore[] = [];
  /** Roots at the sizes that a checkpoint or the witness speaks of. */
  const roots = new Map<number, Buffer>();
  let keys: readonly Verifier[] = [];
  let expected: TreeHead[] = [];
  let seen = new Set<number>();
  let counts = { rotations: 0, checkpoints: 0, entries: 0 };
  let number = 0;
  let edge = EMPTY_EDGE;
  let good = 0;
  let time = 0;
  let disclosed = 0;
  let state: 'header' | 'notes' | 'entries' | 'sealed' = 'header';

  const fail = (why: string, more: { entry?: number; upTo?: number } = {}): Failure => ({
    ok: false,
    line: number,
    ...more,
    why,
  });

  function header(value: Fields): Failure | undefined {
    if (pin === undefined) return fail('the public key is not one');
    const { format, origin, rotations: r, checkpoints: c, entries: e } = value;
    if (format !== EXPORT_FORMAT || ![r, c, e].every(Number.isSafeInteger)) return fail('this is not an export');
    if (origin !== pin.name) return fail('this is the export of another log');
    counts = { rotations: Number(r), checkpoints: Number(c), entries: Number(e) };
    state = 'notes';
    return undefined;
  }

  function note(kind: string, text: string): Failure | undefined {
    const expectedKind = rotations.length < counts.rotations ? 'rotation' : 'checkpoint';
    if (kind !== expectedKind) return fail('a key rotation or a checkpoint is missing');
    (kind === 'rotation' ? rotations : notes).push(text);
    return rotations.length === counts.rotations && notes.length === counts.checkpoints ? startEntries() : undefined;
  }

  /** All notes are in: the keys can be trusted, and the tree knows what it must be. */
  function startEntries(): Failure | undefined {
    const trusted = pin && trustedKeys(pin, rotations);
    if (trusted === undefined) return fail('a key rotation is not genuine');
    keys = trusted;
    const heads = notes.map((note) => openCheckpoint(note, trusted[0]?.name ?? '', trusted));
    expected = heads.filter((head) => head !== undefined);
    if (expected.length < heads.length) return fail('a checkpoint is not genuine');
    if (expected.some((head, i) => head.size <= (expected[i - 1]?.size ?? -1)))
      return fail('checkpoints are out of order');
    if (expected.at(-1)?.size !== counts.entries) return fail('no checkpoint covers the whole log');
    seen = new Set(witness.map((note) => openCheckpoint(note, trusted[0]?.name ?? '', trusted)?.size ?? -1));
    state = 'entries';
    return reached();
  }

  /** Compares the tree with a checkpoint of this size. */
  function reached(): Failure | undefined {
    if (seen.has(edge.size)) roots.set(edge.size, rootOf(edge));
    if (expected[0]?.size !== edge.size) return undefined;
    const root = expected.shift()?.root;
    if (!root?.equals(rootOf(edge)))
      return fail('the entries do not give the signed root', { entry: good, upTo: edge.size });
    good = edge.size;
    return undefined;
  }

  function entry(value: Fields): Failure | undefined {
    const seq = edge.size;
    const wrong = (why: string): Failure => fail(why, { entry: seq });
    if (value.seq !== seq) return wrong('an entry is missing or out of order');
    const [commitment, leaf] = [hashFromHex(value.commitment), hashFromHex(value.leaf)];
    const at = value.time;
    if (commitment === undefined || leaf === undefined || typeof at !== 'number') return wrong('it is malformed');
    if (at < time) return wrong('its time is before that of the entry before it');
    if (!leafHash(seq, at, commitment).equals(leaf)) return wrong('it is not what its leaf says');
    if (value.body !== undefined) {
      const nonce = hashFromHex(value.nonce);
      if (nonce === undefined || !commitmentOf(nonce, jcs(value.body)).equals(commitment))
        return wrong('its body is not the one committed to');
      if (value.body === null || typeof value.body !== 'object' || Array.isArray(value.body))
        return wrong('its body is not one');
      disclosed += 1;
      restores.push(...restoreIn(value.body as unknown as SealedBody));
    }
    time = at;
    edge = grow(edge, [leaf]).edge;
    return reached();
  }

  function seal(note: string): Failure | undefined {
    const opened = openNote(note, keys);
    const [title, sha256, ...more] = opened?.lines ?? [];
    if (edge.size !== counts.entries) return fail('entries are missing', { entry: edge.size });
    if (title !== `${pin?.name}/export` || more.length > 0) return fail('the seal is not genuine');
    if (sha256 !== digest.digest('base64')) return fail('the seal is of another export');
    state = 'sealed';
    return undefined;
  }

  function take(bytes: Uint8Array): Failure | undefined {
    const at = state === 'entries' ? { entry: edge.size } : {};
    if (state === 'sealed') return fail('something follows the seal');
    const value = parseCanonical(decode(bytes));
    if (value === undefined || value === null || typeof value !== 'object' || Array.isArray(value))
      return fail('the line is not canonical', at);
    const fields = value as Fields;
    const names = Object.keys(fields).join();
    if (state === 'header' && names === HEADER) return header(fields);
    if (state === 'notes' && (names === 'rotation' || names === 'checkpoint'))
      return note(names, String(fields[names]));
    if (state === 'entries' && (names === ENTRY || names === DISCLOSED)) return entry(fields);
    if (state === 'entries' && names === 'seal') return seal(String(fields.seal));
    return fail('the line has unknown members', at);
  }

  return {
    line(bytes) {
      number += 1;
      const failure = take(bytes);
      if (failure === undefined && state !== 'sealed') digest.update(bytes).update('\n');
      else number -= 1;
      return failure;
    },
    async end() {
      number += 1;
      if (state !== 'sealed') return fail('the end is missing', state === 'entries' ? { entry: edge.size } : {});
      const origin = pin?.name ?? '';
      const head = { size: edge.size, root: rootOf(edge) };
      const rootAt = async (size: number): Promise<Buffer> => roots.get(size) ?? Buffer.alloc(0);
      const present = { size: edge.size, rootAt, restores };
      const report = { ok: true, origin, head, checkpoints: notes.length, disclosed, restores } as const;
      if (witness.length === 0) return report;
      return { ...report, witness: (await compareWitness(witness, origin, keys, present)).verdict };
    },
  };
}

/** Bytes of the longest line that is looked at. */
const MAX_LINE = 1024 * 1024;

/** Verifies an export as it is read: the chunks of a file, in order. See {@link createExportVerifier}. */
export async function verifyExport(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  pinned: string,
  witness: readonly string[] = [],
): Promise<ExportReport> {
  const verifier = createExportVerifier(pinned, witness);
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = Buffer.concat([rest, chunk]);
    let from = 0;
    for (let end = bytes.indexOf('\n'); end >= 0; end = bytes.indexOf('\n', from)) {
      const failure = verifier.line(bytes.subarray(from, end));
      if (failure !== undefined) return failure;
      from = end + 1;
    }
    rest = bytes.subarray(from);
    if (rest.length > MAX_LINE) break;
  }
  // What follows the last line feed is a line that was cut, or too long to be one.
  return (rest.length > 0 ? verifier.line(rest.subarray(0, 0)) : undefined) ?? verifier.end();
}
