import { NO_PREVIOUS, type Scope, type SealedBody } from './body.ts';
import { base64Hash, decimal, openCheckpoint, type TreeHead, trustedKeys } from './checkpoint.ts';
import { hashFromHex } from './hashes.ts';
import { type Json, jcs } from './jcs.ts';
import { commitmentOf, leafHash } from './leaf.ts';
import { openNote, parseVerifier, type Verifier } from './note.ts';
import { verifyInclusion } from './verify-proof.ts';

/** What the server signs about one record's own chain: so many lines up to this tree, the last one with this commitment. */
export interface Statement {
  readonly scope: Scope;
  readonly count: number;
  readonly head: Buffer;
  readonly tree: TreeHead;
}

/** One line, disclosed: enough to compute its commitment and its leaf. */
export interface Line {
  readonly seq: number;
  readonly time: number;
  /** Hex. */
  readonly nonce: string;
  readonly body: SealedBody;
}

/**
 * Proves lines of one record to anybody who holds the log's public key. `line`: that this line stands in the signed
 * tree. `chain`: all lines of the record from the first to the last of the statement, none missing. Each has its path to
 * the tree, which alone vouches for its number and time. Discloses nothing else.
 */
export interface LineProof {
  readonly format: 'chartwarden-line-proof' | 'chartwarden-chain-proof';
  readonly v: 1;
  readonly lines: readonly Line[];
  /** Hex hashes, nearest sibling first, for the last of the lines. */
  readonly inclusion: readonly string[];
  /** The same for each line before the last. */
  readonly earlier?: readonly (readonly string[])[];
  readonly checkpoint: string;
  readonly statement: string;
  readonly rotations: readonly string[];
}

/** A proof that held: what may be believed. Or why it did not. */
export type ProofResult =
  | { readonly ok: true; readonly lines: readonly Line[]; readonly statement: Statement }
  | { readonly ok: false; readonly why: string };

/** Opens a statement of this log; undefined unless it is one, signed by a known key. */
export function openStatement(note: string, origin: string, known: readonly Verifier[]): Statement | undefined {
  const [title, scope, count, head, size, root, ...more] = openNote(note, known)?.lines ?? [];
  const [n, of, last, at] = [decimal(count), decimal(size), base64Hash(head), base64Hash(root)];
  if (title !== `${origin}/statement` || more.length > 0 || scope === undefined) return undefined;
  if (n === undefined || of === undefined || last === undefined || at === undefined) return undefined;
  return { scope: scope as Scope, count: n, head: last, tree: { size: of, root: at } };
}

const no = (why: string): ProofResult => ({ ok: false, why });

/** The commitment of a disclosed line; undefined when it is malformed. */
export function lineCommitment(line: Line): Buffer | undefined {
  const nonce = hashFromHex(line.nonce);
  return nonce && commitmentOf(nonce, jcs(line.body as unknown as Json));
}

/**
 * Verifies a proof with nothing but the pinned public key (the verifier key of the recovery kit). Total: whatever the
 * document is, the answer says whether it holds.
 */
export function verifyLineProof(document: unknown, pinned: string): ProofResult {
  try {
    return verifyParts(document as LineProof, pinned);
  } catch {
    return no('this is not a proof');
  }
}

function verifyParts(proof: LineProof, pinned: string): ProofResult {
  const pin = parseVerifier(pinned);
  if (pin === undefined) return no('the public key is not one');
  const keys = trustedKeys(pin, proof.rotations);
  if (keys === undefined) return no('a key rotation is not genuine');
  const tree = openCheckpoint(proof.checkpoint, pin.name, keys);
  if (tree === undefined) return no('the checkpoint is not genuine');
  const statement = openStatement(proof.statement, pin.name, keys);
  if (statement === undefined) return no('the statement is not genuine');
  if (statement.tree.size !== tree.size || !statement.tree.root.equals(tree.root))
    return no('the statement is about another tree than the checkpoint');
  const whole = proof.format === 'chartwarden-chain-proof';
  const first = proof.lines[0];
  if (first === undefined) return whole && statement.count === 0 ? done(proof, statement) : no('there is no line');
  let count = whole ? 0 : first.body.chain.count - 1;
  let previous = whole ? NO_PREVIOUS : first.body.chain.previous;
  const paths = [...(proof.earlier ?? []), proof.inclusion];
  if (paths.length !== proof.lines.length) return no('a line has no path to the tree');
  for (const [at, line] of proof.lines.entries()) {
    const { chain, record } = line.body;
    const commitment = lineCommitment(line);
    if (commitment === undefined) return no('a line is malformed');
    if (statement.scope !== 'instance' && record !== undefined && record !== statement.scope)
      return no('a line is about another record');
    if (chain.count !== count + 1 || chain.previous !== previous)
      return no(`a line before line ${chain.count} is missing`);
    count = chain.count;
    previous = commitment.toString('hex');
    const leaf = leafHash(line.seq, line.time, commitment);
    const path = (paths[at] ?? []).map((hash) => hashFromHex(hash) ?? Buffer.alloc(0));
    if (!verifyInclusion(leaf, line.seq, tree.size, path, tree.root)) return no('a line is not in the signed tree');
  }
  if (count > statement.count) return no('the statement knows fewer lines');
  const isHead = previous === statement.head.toString('hex');
  if ((whole || count === statement.count) && (count !== statement.count || !isHead))
    return no('the last line is not the one that the statement names');
  return done(proof, statement);
}

const done = (proof: LineProof, statement: Statement): ProofResult => ({ ok: true, lines: proof.lines, statement });

/**
 * Compares a whole chain, verified, with a statement that the person kept from before: `cut` when lines that were
 * there are gone, `forked` when the chain went another way.
 */
export function compareWithEarlier(
  chain: ProofResult & { readonly ok: true },
  earlier: Statement,
): 'continues' | 'cut' | 'forked' {
  if (earlier.scope !== chain.statement.scope) return 'forked';
  if (earlier.count === 0) return 'continues';
  const line = chain.lines.find((one) => one.body.chain.count === earlier.count);
  if (line === undefined) return 'cut';
  return lineCommitment(line)?.equals(earlier.head) ? 'continues' : 'forked';
}
