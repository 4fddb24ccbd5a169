import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openNote, parseVerifier, verifierFor } from './note.ts';

// Notes of our own are signed, and then opened or not, in record/ledger/signing.test.ts.
describe('a signed note', () => {
  it('that another implementation signed opens with its published key', () => {
    // The example of golang.org/x/mod/sumdb/note.
    const key = parseVerifier('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
    const note =
      "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n" +
      '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
    expect(key && openNote(note, [key])?.lines).toEqual([
      'If you think cryptography is the answer to your problem,',
      "then you don't know what your problem is.",
    ]);
  });
});

describe('a verifier key', () => {
  it('is taken only in the one way it is written', () => {
    const { text } = verifierFor('chartwarden/0193', generateKeyPairSync('ed25519').publicKey);
    expect(parseVerifier(text)?.text).toBe(text);
    const last = text.at(-1) === 'A' ? 'B' : 'A';
    for (const other of [
      '',
      'a+b',
      `${text} `,
      text.replace('+', '++'),
      text.slice(0, -1) + last,
      text.replace('chart', 'shart'),
    ])
      expect(parseVerifier(other)).toBeUndefined();
  });
});
