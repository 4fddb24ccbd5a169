import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requireOperator } from './operator.routes.ts';

const token = 'ab'.repeat(32);
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chartwarden-operator-'));
  file = join(folder, 'operator.token');
  writeFileSync(file, `${token}\n`);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const caller = (authorization: string | undefined, ip = '127.0.0.1') => ({ ip, header: () => authorization });

describe('the door of the operator', () => {
  it.each(['127.0.0.1', '::1', '::ffff:127.0.0.1'])('opens to the token of the data folder from %s', (ip) => {
    expect(() => requireOperator(caller(`Operator ${token}`, ip), file)).not.toThrow();
  });

  it.each([
    ['no token', undefined, '127.0.0.1'],
    ['another token', `Operator ${'cd'.repeat(32)}`, '127.0.0.1'],
    ['half a token', `Operator ${'ab'.repeat(16)}`, '127.0.0.1'],
    ['a session', `Bearer ${token}`, '127.0.0.1'],
    ['another machine', `Operator ${token}`, '192.0.2.7'],
  ])('shows nothing to %s', (_who, authorization, ip) => {
    expect(() => requireOperator(caller(authorization, ip), file)).toThrow(
      expect.objectContaining({ code: 'CW-GEN-002' }),
    );
  });

  it('stays shut without a token file, even to an empty token', () => {
    rmSync(file);
    expect(() => requireOperator(caller('Operator '), file)).toThrow(expect.objectContaining({ code: 'CW-GEN-002' }));
  });
});
