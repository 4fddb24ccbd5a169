import { HASH } from './hashes.ts';
import { openNote, parseVerifier, type Verifier } from './note.ts';

/** A tree head: so many entries, with this root. */
export interface TreeHead {
  readonly size: number;
  readonly root: Buffer;
}

/** A decimal number as C2SP writes it: no sign, no leading zeros. */
export const decimal = (text: string | undefined): number | undefined =>
  text !== undefined && /^(0|[1-9][0-9]{0,15})$/.test(text) && Number.isSafeInteger(Number(text))
    ? Number(text)
    : undefined;

/** The 32 bytes of canonical base64. */
export function base64Hash(text: string | undefined): Buffer | undefined {
  const bytes = Buffer.from(text ?? '', 'base64');
  return bytes.length === HASH && bytes.toString('base64') === text ? bytes : undefined;
}

/** Opens a checkpoint (C2SP tlog-checkpoint) of this log; undefined unless it is one, to the byte, signed by known keys only. */
export function openCheckpoint(
  note: string,
  origin: string,
  known: readonly Verifier[],
): (TreeHead & { readonly signers: readonly Verifier[] }) | undefined {
  const opened = openNote(note, known);
  if (opened?.lines.length !== 3 || opened.lines[0] !== origin) return undefined;
  const size = decimal(opened.lines[1]);
  const root = base64Hash(opened.lines[2]);
  return size === undefined || root === undefined ? undefined : { size, root, signers: opened.signers };
}

/** A rotation whose two signatures hold. Says nothing yet about whether either key is to be trusted. */
export interface Rotation {
  readonly seq: number;
  readonly from: Verifier;
  readonly to: Verifier;
}

export function openRotation(note: string, origin: string): Rotation | undefined {
  const [first, number, old = '', next = ''] = note.split('\n', 4);
  const [from, to] = [parseVerifier(old), parseVerifier(next)];
  const seq = decimal(number);
  if (first !== `${origin}/rotation` || seq === undefined || from?.name !== origin || to?.name !== origin)
    return undefined;
  const opened = openNote(note, [from, to]);
  return opened?.lines.length === 4 && opened.signers.length === 2 ? { seq, from, to } : undefined;
}

/**
 * The keys to trust when one is pinned: from it along the rotations, to later and to earlier keys. Undefined when a
 * rotation is not genuine or does not hang together with the pinned key.
 */
export function trustedKeys(pinned: Verifier, rotations: readonly string[]): Verifier[] | undefined {
  const trusted = [pinned];
  const holds = (one: Verifier): boolean => trusted.some((key) => key.text === one.text);
  let left = rotations.map((note) => openRotation(note, pinned.name));
  while (left.length > 0) {
    const reached = left.filter((one) => one !== undefined && (holds(one.from) || holds(one.to)));
    if (reached.length === 0) return undefined;
    left = left.filter((one) => !reached.includes(one));
    for (const one of reached) for (const key of [one?.from, one?.to]) if (key && !holds(key)) trusted.push(key);
  }
  return trusted;
}
