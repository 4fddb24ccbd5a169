import { sign } from 'node:crypto';
import { type Statement, type TreeHead, verifierFor } from '@chartwarden/ledger-proof';
import type { CheckpointKey } from './types.ts';

/** Signs a text (ends in a line feed, no control characters) with one or more keys of a log. */
export function signNote(name: string, text: string, keys: readonly CheckpointKey[]): string {
  const lines = keys.map((key) => {
    const signature = Buffer.concat([
      Buffer.from(verifierFor(name, key.publicKey).id, 'hex'),
      sign(null, Buffer.from(text), key.privateKey),
    ]);
    return `\u2014 ${name} ${signature.toString('base64')}\n`;
  });
  return `${text}\n${lines.join('')}`;
}

/** A checkpoint (C2SP tlog-checkpoint): origin, size, root, signed by every key given. */
export const signCheckpoint = (origin: string, head: TreeHead, keys: readonly CheckpointKey[]): string =>
  signNote(origin, `${origin}\n${head.size}\n${head.root.toString('base64')}\n`, keys);

/**
 * Says that the log goes on with another key, from the entry `seq` on. Signed by both: the old key gives its trust
 * away, the new key shows that it exists. Its first line is not an origin, so that it can't pass for a checkpoint.
 */
export function signRotation(origin: string, seq: number, from: CheckpointKey, to: CheckpointKey): string {
  const [old, next] = [from, to].map((key) => verifierFor(origin, key.publicKey).text);
  return signNote(origin, `${origin}/rotation\n${seq}\n${old}\n${next}\n`, [from, to]);
}

/** Signs what {@link Statement} says about one record's chain. */
export const signStatement = (origin: string, said: Statement, key: CheckpointKey): string => {
  const { scope, count, head, tree } = said;
  const lines = [`${origin}/statement`, scope, count, head.toString('base64'), tree.size, tree.root.toString('base64')];
  return signNote(origin, `${lines.join('\n')}\n`, [key]);
};
