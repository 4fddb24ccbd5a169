import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, makeBench, NOW, refusal } from './cli.testing.ts';

let bench: Bench;
beforeEach(() => {
  bench = makeBench();
});
afterEach(() => bench.remove());

const KIT = { text: 'THE KIT\n  AB12  CD34\n', words: 'AB12-CD34', publicKey: 'pk', file: 'kit.txt' };
const MAYA = { id: '0198c0de-0000-7000-8000-000000000001', name: 'Maya', relation: 'self', facts: 3 };
const passwordFile = (): string => {
  const file = join(bench.folder, 'pw');
  writeFileSync(file, 'four quiet unrelated herons\nsecond line\n');
  return file;
};

describe('the command line', () => {
  it.each([
    [['--help'], 0],
    [['setup', '--help'], 0],
    [['ledger', 'verify', '--help'], 0],
    [[], 2],
    [['nonsense'], 2],
    [['person'], 2],
    [['person', 'add'], 2],
    [['setup'], 2],
    [['import', 'x.json'], 2],
    [['export', '--person', 'Maya'], 2],
    [['backup', 'rehears'], 2],
    [['doctor', '--nonsense'], 2],
  ])('%j ends with %i', async (argv, exit) => {
    bench.login();
    expect(await bench.run(...argv)).toBe(exit);
  });

  it('helps without settings, data or server', async () => {
    await bench.run('--help');
    expect(bench.out.join('\n')).toContain('First steps');
    expect(bench.seen).toEqual([]);
    expect(existsSync(join(bench.folder, 'config'))).toBe(false);
  });

  it('names the nearest verb', async () => {
    await bench.run('docter');
    expect(bench.notes.join('\n')).toContain('doctor');
  });

  it.each([
    ['CW-GATE-003', 403, 3],
    ['CW-ACC-001', 401, 3],
    ['CW-GEN-002', 404, 3],
    ['CW-GEN-001', 500, 1],
    ['CW-HTTP-007', 503, 1],
  ])('answers %s of the server with its own words and exit code', async (code, status, exit) => {
    bench.login();
    bench.routes['GET /api/people'] = () => refusal(status, code, 'The words of the server.');
    expect(await bench.run('person', 'list')).toBe(exit);
    expect(bench.notes[0]).toBe('The words of the server.');
    expect(await bench.json('person', 'list')).toEqual({
      ok: false,
      verb: 'person list',
      error: { code, message: 'The words of the server.' },
    });
  });

  it('tells a script what it did not understand', async () => {
    expect(await bench.json('export', '--person', 'Maya')).toMatchObject({
      ok: false,
      error: { code: 'CW-CLI-001', detail: expect.stringContaining('--out') },
    });
  });

  it('says nothing of an error that nobody foresaw but where it came from', async () => {
    bench.login();
    bench.routes['GET /api/people'] = () => {
      throw new TypeError('Maya Lindqvist was here');
    };
    expect(await bench.run('person', 'list')).toBe(1);
    expect(bench.notes.join('\n')).not.toContain('Lindqvist');
  });

  it('needs a login for records, and asks nothing of the server without one', async () => {
    expect(await bench.run('person', 'list')).toBe(3);
    expect(bench.notes[0]).toContain('chartwarden login');
    expect(bench.seen).toEqual([]);
  });
});

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

  it('asks for what is missing, twice for the password, and for the last group until it is right', async () => {
    bench.operator.setup = async () => done;
    let tries = 0;
    bench.routes['POST /api/setup/kit-confirmed'] = () => (tries++ === 0 ? refusal(400, 'CW-ACC-008') : undefined);
    bench.answers = [
      'Maya',
      'one thing entirely',
      'another thing',
      'the same long thing',
      'the same long thing',
      'none',
      'XXXX',
      'cd34',
    ];
    expect(await bench.run('setup', '--owner', 'maya@example.org')).toBe(0);
    expect([bench.answers, tries]).toEqual([[], 2]);
    expect(bench.notes.join('\n')).toContain('THE KIT');
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

describe('person', () => {
  beforeEach(() => {
    bench.login();
    bench.routes['GET /api/people'] = () => ({
      people: [MAYA, { ...MAYA, id: MAYA.id.replace(/1$/, '2'), name: 'Ben' }],
    });
  });

  it('adds and lists', async () => {
    bench.routes['POST /api/people'] = () => [201, MAYA];
    expect(await bench.json('person', 'add', 'Maya', '--self')).toEqual({ ok: true, verb: 'person add', person: MAYA });
    expect(bench.seen.at(-1)?.body).toEqual({ name: 'Maya', relation: 'self' });
    expect((await bench.json('person', 'list')).people).toHaveLength(2);
  });

  it('erases after the name was typed once more, with the digest of what was shown', async () => {
    bench.routes['POST /api/people/*/erasure'] = () => [
      201,
      { id: 'e1', digest: 'd1', person: MAYA, counts: { facts: 3, sources: 1, bytes: 10 }, statement: 'For good.' },
    ];
    bench.routes['POST /api/erasures/*/approve'] = () => ({ receipt: { record: MAYA.id, at: NOW, seq: 7 } });
    bench.answers = ['Ben'];
    expect(await bench.run('person', 'erase', 'maya')).toBe(1);
    expect(bench.seen.some(({ path }) => path.includes('approve'))).toBe(false);
    bench.answers = ['Maya'];
    expect(await bench.run('person', 'erase', 'maya')).toBe(0);
    expect(bench.seen.at(-1)).toMatchObject({ path: '/api/erasures/e1/approve', body: { digest: 'd1' } });
    bench.answers = [];
    expect(await bench.json('person', 'erase', 'maya', '--yes')).toMatchObject({ ok: true, receipt: { seq: 7 } });
    expect((await bench.json('person', 'erase', 'maya')).error).toMatchObject({ code: 'CW-CLI-003', detail: '--yes' });
  });

  it('is found by name or id; an unknown name is an answer, an unknown id is for the gate', async () => {
    expect((await bench.json('person', 'erase', 'Nobody', '--yes')).error).toMatchObject({ code: 'CW-CLI-005' });
    bench.routes['POST /api/people/*/erasure'] = () => refusal(404, 'CW-GEN-002');
    expect(await bench.run('person', 'erase', '0198c0de-0000-7000-8000-00000000ffff', '--yes')).toBe(3);
    bench.routes['GET /api/people'] = () => ({ people: [MAYA, { ...MAYA, id: MAYA.id.replace(/1$/, '2') }] });
    expect((await bench.json('person', 'erase', 'Maya', '--yes')).error).toMatchObject({ code: 'CW-CLI-006' });
  });
});

describe('the operator', () => {
  it('gets a document from every act, and exit code 1 when the answer is no', async () => {
    bench.operator.doctor = async () => ({
      healthy: false,
      checks: [{ name: 'vault.rolled-back', state: 'problem', message: 'row 7' }],
    });
    expect(await bench.json('doctor')).toMatchObject({ ok: false, verb: 'doctor', healthy: false });
    expect(await bench.run('doctor')).toBe(1);
    bench.operator.verifyLedger = async () => ({
      verified: true, entries: 2, root: 'ab', witness: 'agrees', restored: false, problems: [],
    }); // biome-ignore format: one document
    expect(await bench.json('ledger', 'verify')).toMatchObject({ ok: true, kind: 'instance', entries: 2 });
    bench.operator.rehearse = async () => ({ passed: false, factsCompared: 0, entries: 0, problems: ['no backup'] });
    expect(await bench.run('backup', 'rehearse')).toBe(1);
    bench.operator.rotateKeys = async () => ({ root: 'unchanged', records: 1, rows: 2, sealedKeyring: null });
    expect(await bench.json('keys', 'rotate')).toMatchObject({ ok: true, records: 1 });
    bench.operator.backupKeys = async ({ out }) => ({ out: out ?? 'default', keys: 9 });
    expect(await bench.json('keys', 'backup')).toMatchObject({ out: 'default', keys: 9 });
  });

  it('names a backup by date when no file is given, and asks for a place when there is none', async () => {
    const counts = { people: 1, facts: 2, sources: 3, entries: 4 };
    bench.operator.backup = async ({ out }) => ({ out, bytes: 5, sha256: 'x', counts, sealedKeyring: null });
    expect((await bench.json('backup')).error).toMatchObject({ code: 'CW-CLI-003' });
    bench.config.backupDir = '/mnt/usb';
    expect(await bench.json('backup')).toMatchObject({ out: '/mnt/usb/chartwarden-2026-11-22T12-00-00.backup' });
    expect(await bench.json('backup', '--out', '/tmp/b')).toMatchObject({ out: '/tmp/b', verb: 'backup' });
  });

  it('restores with the words of a printed kit', async () => {
    const words = Array.from({ length: 14 }, (_, index) => `AB${10 + index}`);
    const kit = join(bench.folder, 'kit.txt');
    writeFileSync(
      kit,
      `CHARTWARDEN RECOVERY KIT\nmade 2026-11-22\n\n    ${words.slice(0, 7).join('  ')}\n    ${words.slice(7).join('  ')}\n\nPublic key\n`,
    );
    expect(await bench.json('restore', 'b.backup', '--keyring', 'k.age', '--kit', kit)).toMatchObject({
      ok: true,
      verified: true,
    });
    expect(bench.restored[0]?.kitWords).toBe(words.join('-'));
  });
});
