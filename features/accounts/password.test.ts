import { hash } from '@node-rs/argon2';
import { describe, expect, it } from 'vitest';
import { ARGON2ID, checkPassword, createPasswords } from './password.ts';

const MAYA = { email: 'maya.lindqvist@example.org', name: 'Maya Lindqvist' };
const codeOf = (password: string): unknown => {
  try {
    checkPassword(password, MAYA);
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('a password', () => {
  it.each([
    ['fourteen chars', 'CW-ACC-006'],
    ['', 'CW-ACC-006'],
    ['fifteen letters', null],
    ['四つの静かな無関係なサギたちの群れ', null],
    ['            ,,,', 'CW-ACC-007'],
    ['Correct Horse Battery Staple', 'CW-ACC-007'],
    ['passwordpassword', 'CW-ACC-007'],
    ['aaaaaaaaaaaaaaaaaa', 'CW-ACC-007'],
    ['abcabcabcabcabcab', 'CW-ACC-007'],
    ['chartwardenchartwarden', 'CW-ACC-007'],
    ['maya.lindqvist@example.org', 'CW-ACC-007'],
    ['Maya Lindqvist 2026', 'CW-ACC-007'],
    ['maya likes quiet herons', null],
  ])('%j is answered with %s', (password, code) => {
    expect(codeOf(password)).toBe(code);
  });

  it('of 1024 characters is taken, of 1025 not', () => {
    const long = (length: number) =>
      Array.from({ length }, (_, index) => String.fromCodePoint(0x4e00 + ((index * 7919) % 20_000))).join('');
    expect([codeOf(long(1024)), codeOf(long(1025))]).toEqual([null, 'CW-ACC-006']);
  });

  it('counts characters after normalisation, not code units', () => {
    expect(codeOf(`${'🦩'.repeat(7)}🐦🦆🦢🦉🐧🐓🦃`)).toBe('CW-ACC-006');
  });
});

describe('Argon2id', () => {
  it('is stored with at least 19 MiB, 2 passes, 1 lane', async () => {
    expect(await createPasswords().hash('four quiet unrelated herons')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('takes the same password typed with composed and decomposed characters', async () => {
    const passwords = createPasswords();
    const stored = await passwords.hash('quatre hérons très calmes'.normalize('NFC'));
    expect(await passwords.verify(stored, 'quatre hérons très calmes'.normalize('NFD'))).toEqual({ right: true });
    expect(await passwords.verify(stored, 'quatre herons tres calmes')).toEqual({ right: false });
  });

  it('compares with a dummy when there is nothing stored, and never says right', async () => {
    const passwords = createPasswords();
    expect(await passwords.verify(null, 'no account has this password')).toEqual({ right: false });
  });

  it('gives a stronger hash for a right password that was stored under weaker parameters', async () => {
    const passwords = createPasswords();
    const weak = await hash('four quiet unrelated herons', { ...ARGON2ID, memoryCost: 8192 });
    const { right, upgrade } = await passwords.verify(weak, 'four quiet unrelated herons');
    expect([right, upgrade?.slice(0, 30)]).toEqual([true, '$argon2id$v=19$m=19456,t=2,p=1']);
    expect(await passwords.verify(weak, 'four quiet unrelated horses')).toEqual({ right: false });
  });

  it('refuses to compute more at once than it has room for', async () => {
    const passwords = createPasswords({ parallel: 1, waiting: 2 });
    const results = await Promise.allSettled(
      Array.from({ length: 6 }, () => passwords.hash('four quiet unrelated herons')),
    );
    expect(results.map((result) => result.status)).toEqual([
      'fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'rejected', 'rejected',
    ]); // biome-ignore format: one list
    expect((results[5] as PromiseRejectedResult).reason).toMatchObject({ code: 'CW-ACC-012' });
  });
});
