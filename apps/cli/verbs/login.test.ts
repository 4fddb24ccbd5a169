import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, makeBench, NOW } from '../cli.testing.ts';

let bench: Bench;
beforeEach(() => {
  bench = makeBench();
});
afterEach(() => bench.remove());

const MAYA = { id: '0198c0de-0000-7000-8000-000000000001', name: 'Maya', relation: 'self' };
const passwordFile = (): string => {
  const file = join(bench.folder, 'pw');
  writeFileSync(file, 'four quiet unrelated herons\nsecond line\n');
  return file;
};

describe('login and logout', () => {
  beforeEach(() => {
    bench.routes['POST /api/login'] = () => ({
      account: { id: 'a', email: 'e', name: 'Maya' },
      token: 'new',
      expires: NOW + 5000,
    });
    bench.routes['POST /api/logout'] = () => undefined;
    bench.routes['GET /api/people'] = () => ({ people: [MAYA] });
  });

  it('saves the login, ends the one before it, and ends it on demand', async () => {
    bench.login();
    const document = await bench.json('login', '--email', 'maya@example.org', '--password-file', passwordFile());
    expect(document).toMatchObject({ ok: true, account: { name: 'Maya' } });
    expect(JSON.stringify(document)).not.toContain('"new"');
    expect(bench.seen.map(({ path, authorization }) => [path, authorization])).toEqual([
      ['/api/login', undefined],
      ['/api/logout', 'Bearer tok'],
    ]);
    await bench.run('person', 'list');
    expect(bench.seen.at(-1)?.authorization).toBe('Bearer new');
    expect(await bench.json('logout')).toMatchObject({ ended: true });
    expect(await bench.json('logout')).toMatchObject({ ended: false });
    expect(await bench.run('person', 'list')).toBe(3);
  });

  it('says how long to wait after too many attempts', async () => {
    bench.routes['POST /api/login'] = () => [429, { code: 'CW-ACC-005', message: 'Too many.', retryAfter: 8 }];
    expect(await bench.run('login', '--email', 'a@b.org', '--password-file', passwordFile())).toBe(1);
    expect(bench.notes.join('\n')).toContain('Try again in 8 seconds.');
  });

  it('does not use a login file that others can read', async () => {
    bench.login();
    chmodSync(join(bench.folder, 'config', 'login.json'), 0o644);
    expect((await bench.json('person', 'list')).error).toMatchObject({ code: 'CW-CLI-013' });
    expect(bench.seen).toEqual([]);
  });

  it('names the option when there is nobody to ask', async () => {
    expect((await bench.json('login', '--email', 'a@b.org')).error).toMatchObject({
      code: 'CW-CLI-003',
      detail: '--password-file',
    });
  });
});
