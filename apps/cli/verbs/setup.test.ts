import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodedError } from '@chartwarden/errors';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, makeBench, NOW, refusal } from '../cli.testing.ts';

let bench: Bench;
beforeEach(() => {
  bench = makeBench();
});
afterEach(() => bench.remove());

const KIT = { text: 'THE KIT\n  AB12  CD34\n', words: 'AB12-CD34', publicKey: 'pk', file: 'kit.txt' };
const passwordFile = (): string => {
  const file = join(bench.folder, 'pw');
  writeFileSync(file, 'four quiet unrelated herons\nsecond line\n');
  return file;
};

describe('setup', () => {
  const done = {
    account: { id: 'a1', email: 'maya@example.org', name: 'maya' },
    token: 'secret-token',
    expires: NOW + 1000,
    witness: null,
    kit: KIT,
  };
  beforeEach(() => {
    bench.routes['GET /api/setup'] = () => ({ needed: true, suggestedWitness: '/mnt/w' });
    bench.routes['POST /api/setup/kit-confirmed'] = () => undefined;
  });

  it('asks nothing when everything is given, keeps kit and login private, and never prints the kit', async () => {
    const inputs: unknown[] = [];
    bench.operator.setup = async (input) => {
      inputs.push(input);
      return done;
    };
    const kit = join(bench.folder, 'kit.txt');
    const argv = [
      'setup',
      '--owner',
      'maya@example.org',
      '--password-file',
      passwordFile(),
      '--witness',
      'none',
      '--kit',
      kit,
    ];
    const document = await bench.json(...argv);
    expect(inputs).toEqual([
      { email: 'maya@example.org', name: 'maya', password: 'four quiet unrelated herons', witness: null },
    ]);
    expect(document).toMatchObject({ ok: true, done: 'owner', kit: { file: kit, confirmed: true } });
    expect([readFileSync(kit, 'utf8'), statSync(kit).mode & 0o777]).toEqual([KIT.text, 0o600]);
    expect(bench.seen.at(-1)).toMatchObject({ body: { lastGroup: 'CD34' }, authorization: 'Bearer secret-token' });
    const login = join(bench.folder, 'config', 'login.json');
    expect([readFileSync(login, 'utf8').includes('secret-token'), statSync(login).mode & 0o777]).toEqual([true, 0o600]);
    expect(bench.out.join() + bench.notes.join()).not.toMatch(/AB12|herons|secret-token/);
  });

  it('takes nothing for an owner that is no e-mail address', async () => {
    expect((await bench.json('setup', '--owner', 'maya')).error).toMatchObject({ code: 'CW-CLI-001' });
    expect(bench.seen).toEqual([]);
  });

  it('does not begin when the kit would overwrite a file', async () => {
    bench.operator.setup = () => Promise.reject(new Error('must not be called'));
    const kit = join(bench.folder, 'kit.txt');
    writeFileSync(kit, 'mine');
    expect(
      (await bench.json('setup', '--owner', 'a@b.org', '--password-file', passwordFile(), '--kit', kit)).error,
    ).toMatchObject({ code: 'CW-CLI-008' });
    expect([readFileSync(kit, 'utf8'), bench.seen]).toEqual(['mine', []]);
  });

  it('leaves the kit to the browser when there is neither terminal nor file', async () => {
    bench.operator.setup = async () => done;
    const document = await bench.json('setup', '--owner', 'maya@example.org', '--password-file', passwordFile());
    expect(document).toMatchObject({ kit: { file: null, confirmed: false } });
  });

  it('asks for another password when the first one is too easy', async () => {
    let tries = 0;
    bench.operator.setup = () => (tries++ === 0 ? Promise.reject(new CodedError('CW-ACC-007')) : Promise.resolve(done));
    bench.answers = ['Maya', 'none', 'maya', 'maya', 'four quiet herons', 'four quiet herons', 'CD34'];
    expect(await bench.run('setup', '--owner', 'maya@example.org')).toBe(0);
    expect([tries, bench.answers]).toEqual([2, []]);
  });

  it('asks for what is missing, twice for the password, and for the last group until it is right', async () => {
    bench.operator.setup = async () => done;
    let tries = 0;
    bench.routes['POST /api/setup/kit-confirmed'] = () => (tries++ === 0 ? refusal(400, 'CW-ACC-008') : undefined);
    bench.answers = [
      'Maya',
      'none',
      'one thing entirely',
      'another thing',
      'the same long thing',
      'the same long thing',
      'XXXX',
      '',
      'cd34',
    ];
    expect(await bench.run('setup', '--owner', 'maya@example.org')).toBe(0);
    expect([bench.answers, tries]).toEqual([[], 2]);
    expect(bench.notes.join('\n')).toContain('THE KIT');
  });

  it('has made the account when somebody stops at the kit, and leaves that to the browser', async () => {
    bench.operator.setup = async () => done;
    bench.answers = ['Maya', 'none', 'the same long thing', 'the same long thing'];
    expect(await bench.run('setup', '--owner', 'maya@example.org')).toBe(0);
    expect(bench.out.join('\n')).toContain('The browser shows the recovery kit at the first login.');
    expect(bench.seen.map((one) => one.path)).not.toContain('/api/setup/kit-confirmed');
  });

  it('prints a one-time link without a terminal and a password, and for the owner who is there already', async () => {
    const link = {
      purpose: 'first-run',
      url: 'http://localhost:8800/setup#code=x',
      expires: NOW,
      sessionsEnded: 0,
    } as const;
    bench.operator.setupLink = async () => link;
    expect(await bench.json('setup', '--owner', 'a@b.org')).toMatchObject({ ok: true, done: 'link', url: link.url });
    bench.routes['GET /api/setup'] = () => ({ needed: false, suggestedWitness: null });
    bench.operator.setupLink = async () => ({ ...link, purpose: 'new-password', sessionsEnded: 2 });
    expect(await bench.json('setup', '--owner', 'a@b.org', '--password-file', passwordFile())).toMatchObject({
      purpose: 'new-password',
      sessionsEnded: 2,
    });
    bench.answers = [false];
    expect(await bench.run('setup', '--owner', 'a@b.org')).toBe(1);
  });
});
