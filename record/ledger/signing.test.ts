import {
  openCheckpoint,
  openNote,
  openRotation,
  trustedKeys,
  type Verifier,
  verifierFor,
} from '@chartwarden/ledger-proof';
import { describe, expect, it } from 'vitest';
import { signCheckpoint, signNote, signRotation } from './signing.ts';
import { newCheckpointKey } from './testing.ts';

const origin = 'chartwarden/0193';
const [one, two, three] = [newCheckpointKey(), newCheckpointKey(), newCheckpointKey()];
const v = (key = one): Verifier => verifierFor(origin, key.publicKey);
const head = { size: 12, root: Buffer.alloc(32, 5) };

describe('a signed note', () => {
  it('does not open when any byte of it is another', () => {
    const bytes = Buffer.from(signNote(origin, `${origin}\n1\n2\n`, [one, two]));
    const known = [v(one), v(two)];
    expect(openNote(bytes.toString(), known)?.signers).toEqual(known);
    for (let at = 0; at < bytes.length; at++) {
      for (const bit of [1, 2, 4, 8, 16, 32, 64, 128]) {
        bytes[at] = (bytes[at] as number) ^ bit;
        expect(openNote(bytes.toString('latin1'), known)).toBeUndefined();
        expect(openNote(bytes.toString(), known)).toBeUndefined();
        bytes[at] = (bytes[at] as number) ^ bit;
      }
    }
  });

  it('does not open for an unknown key, without a signature, or with the same signature twice', () => {
    const note = signNote(origin, 'text\n', [one]);
    expect(openNote(note, [v(two)])).toBeUndefined();
    expect(openNote('text\n\n', [v(one)])).toBeUndefined();
    expect(openNote(`${note}${note.split('\n').at(-2)}\n`, [v(one)])).toBeUndefined();
    expect(openNote(note.slice(0, -1), [v(one)])).toBeUndefined();
  });
});

describe('a checkpoint', () => {
  it('says origin, size and root as C2SP has it', () => {
    const note = signCheckpoint(origin, head, [one]);
    expect(note.split('\n').slice(0, 4)).toEqual([origin, '12', head.root.toString('base64'), '']);
    expect(openCheckpoint(note, origin, [v()])).toMatchObject(head);
  });

  it('opens only as what it is: of this log, with a plain number and a whole hash', () => {
    const open = (...lines: string[]) =>
      openCheckpoint(signNote(origin, `${lines.join('\n')}\n`, [one]), origin, [v()]);
    const root = head.root.toString('base64');
    expect(open(origin, '12', root)).toMatchObject(head);
    for (const lines of [
      ['chartwarden/other', '12', root],
      [origin, '012', root],
      [origin, '-1', root],
      [origin, '1e3', root],
      [origin, '12', root.slice(4)],
      [origin, '12', root, 'more'],
      [origin, '12'],
      [`${origin}/rotation`, '12', root],
    ])
      expect(open(...lines)).toBeUndefined();
  });
});

describe('a key rotation', () => {
  it('carries trust from the pinned key to later and to earlier keys', () => {
    const rotations = [signRotation(origin, 5, one, two), signRotation(origin, 9, two, three)];
    const all = [v(one), v(two), v(three)].map((key) => key.text).sort();
    for (const pinned of [one, two, three])
      expect(
        trustedKeys(v(pinned), rotations)
          ?.map((key) => key.text)
          .sort(),
      ).toEqual(all);
  });

  it('that nobody signed with the old key carries nothing', () => {
    const forged = signRotation(origin, 5, three, two);
    expect(trustedKeys(v(one), [forged])).toBeUndefined();
    const text = signRotation(origin, 5, one, two).split('\n\n')[0] ?? '';
    for (const keys of [[one], [two], [one, three]])
      expect(openRotation(signNote(origin, `${text}\n`, keys), origin)).toBeUndefined();
    expect(openRotation(signCheckpoint(origin, head, [one]), origin)).toBeUndefined();
  });
});
