import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neutralise } from './neutralise.ts';

describe('neutralised text', () => {
  it.each([
    'sk-ant-api03-x1y2z3',
    'x sk-proj-AAAABBBBCCCCDDDD',
    '\u001b[31mBearer abcdefghijkl',
    'authorization: Basic dXNlcjpwYXNz',
    'Cookie: __Host-chartwarden=abc; other=1',
    'chartwarden=0123abc',
    `key ${'0f'.repeat(32)}`,
    'AGE-SECRET-KEY-1QQQQQQQ',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln',
    'postgres://me:hunter2@db/x',
    '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----',
    'AIzaSyA1234567890abcdefghijk',
  ])('does not contain the secret of %j', (text) => {
    const clean = neutralise(text);
    expect(clean).toContain('[removed]');
    for (const part of [
      'x1y2z3',
      'DDDD',
      'abcdefghijkl',
      'dXNl',
      'abc;',
      '0123abc',
      '0f0f',
      'QQQQ',
      'c2ln',
      'hunter2',
      'MIIB',
      'SyA1',
    ]) {
      expect(clean).not.toContain(part);
    }
  });

  it('keeps opaque ids', () => {
    const id = '018f6b1e-0000-7000-8000-000000000001';
    expect(neutralise(id)).toBe(id);
  });

  it('has no character that a terminal or a log reader acts on', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(neutralise(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});
