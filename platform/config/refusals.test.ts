import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError, loadConfig } from './index.ts';

const SECRET = 'uW7zT2qLr9Xc4VbN8mKj3HgF6dSa1PoI';
const KEY = '8f3a1c5d7e9b2046f1a8c3d5e7092b4c6d8e0f1a3b5c7d9e2f4061728394a5b6';

/** A start in prod that nothing stands against. */
const PROD = {
  CHARTWARDEN_ENV: 'prod',
  CHARTWARDEN_PUBLIC_URL: 'https://health.example.org',
  CHARTWARDEN_TRUSTED_PROXIES: '127.0.0.1',
  CHARTWARDEN_ROOT_KEY_FILE: '/run/secrets/key',
  SESSION_SECRET: SECRET,
};

const MAIL = { CHARTWARDEN_MAIL_HOST: 'smtp.example.org', CHARTWARDEN_MAIL_FROM: 'chartwarden@example.org' };

const S3 = {
  CHARTWARDEN_OBJECTS_ENDPOINT: 'https://s3.eu-central-1.amazonaws.com',
  CHARTWARDEN_OBJECTS_BUCKET: 'family-files',
  CHARTWARDEN_OBJECTS_ACCESS_KEY: 'AKIA4QHZ7M2W9RB5TC3K',
  CHARTWARDEN_OBJECTS_SECRET_KEY: 'q8Lw2ZtY5vRk0XnB7sHd3MfJ6pGc9QaE1uTiOy4W',
};

async function refused(env: Record<string, string | undefined>, cwd = '/nonexistent'): Promise<string[]> {
  try {
    await loadConfig({ env: { ...env }, cwd });
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ code, key }) => `${code} ${key}`);
    throw error;
  }
  return [];
}

describe('a start in prod', () => {
  it('is allowed with https, its own secrets and a proxy or TLS', async () => {
    expect(await refused(PROD)).toEqual([]);
    const { CHARTWARDEN_TRUSTED_PROXIES: _, CHARTWARDEN_ROOT_KEY_FILE: __, ...rest } = PROD;
    const own = {
      ...rest,
      CHARTWARDEN_ROOT_KEY: KEY,
      CHARTWARDEN_TLS_CERT: 'c',
      CHARTWARDEN_TLS_KEY: 'k',
      CHARTWARDEN_HOST: '0.0.0.0',
    };
    expect(await refused(own)).toEqual([]);
  });

  it('is allowed with a store of files elsewhere', async () => {
    expect(await refused({ ...PROD, ...S3 })).toEqual([]);
  });

  it.each([
    ['an unset session secret', { SESSION_SECRET: undefined }, 'CW-CFG-005 SESSION_SECRET'],
    ['a short one', { SESSION_SECRET: 'k3Jh9sL2' }, 'CW-CFG-006 SESSION_SECRET'],
    ['a placeholder', { SESSION_SECRET: 'change-me-change-me-change-me-change-me' }, 'CW-CFG-007 SESSION_SECRET'],
    ['one word over and over', { SESSION_SECRET: 'secretsecretsecretsecretsecretsecret' }, 'CW-CFG-007 SESSION_SECRET'],
    ['one letter', { SESSION_SECRET: 'a'.repeat(40) }, 'CW-CFG-007 SESSION_SECRET'],
    ['a run', { SESSION_SECRET: '0123456789abcdefghijklmnopqrstuvwxyz' }, 'CW-CFG-007 SESSION_SECRET'],
    ['a placeholder of a database', { DATABASE_URL: 'postgres://me:changeme@db/x' }, 'CW-CFG-007 DATABASE_URL'],
    [
      'a word as the password of the keyring',
      { CHARTWARDEN_KEYRING_URL: 'postgres://me:postgres@db/x' },
      'CW-CFG-007 CHARTWARDEN_KEYRING_URL',
    ],
    ['a placeholder of a provider', { OPENAI_API_KEY: 'your-key-here' }, 'CW-CFG-007 OPENAI_API_KEY'],
    ['a root key in the data folder', { CHARTWARDEN_ROOT_KEY_FILE: undefined }, 'CW-CFG-008 CHARTWARDEN_ROOT_KEY_FILE'],
    ['http', { CHARTWARDEN_PUBLIC_URL: 'http://health.example.org' }, 'CW-CFG-009 CHARTWARDEN_PUBLIC_URL'],
    ['http on localhost', { CHARTWARDEN_PUBLIC_URL: undefined }, 'CW-CFG-009 CHARTWARDEN_PUBLIC_URL'],
    ['https that nobody serves', { CHARTWARDEN_TRUSTED_PROXIES: undefined }, 'CW-CFG-010 CHARTWARDEN_PUBLIC_URL'],
    ['a token that lives for days', { CHARTWARDEN_TOKEN_HOURS: '25' }, 'CW-CFG-014 accounts.tokenHours'],
    ['mail in the clear', { ...MAIL, CHARTWARDEN_MAIL_SECURITY: 'none' }, 'CW-CFG-015 mail.security'],
    ['mail without a sender', { CHARTWARDEN_MAIL_HOST: 'smtp.example.org' }, 'CW-CFG-012 mail.host'],
    [
      'a mail password of nobody',
      { ...MAIL, CHARTWARDEN_MAIL_PASSWORD: SECRET },
      'CW-CFG-012 CHARTWARDEN_MAIL_PASSWORD',
    ],
    [
      'a store of files without a bucket',
      { ...S3, CHARTWARDEN_OBJECTS_BUCKET: undefined },
      'CW-CFG-012 objects.endpoint',
    ],
    ['one without keys', { ...S3, CHARTWARDEN_OBJECTS_SECRET_KEY: undefined }, 'CW-CFG-012 objects.endpoint'],
    ['one beside a folder', { ...S3, CHARTWARDEN_OBJECTS_FOLDER: '/srv/files' }, 'CW-CFG-012 objects.endpoint'],
    ['one over http', { ...S3, CHARTWARDEN_OBJECTS_ENDPOINT: 'http://minio:9000' }, 'CW-CFG-009 objects.endpoint'],
    [
      'a key of nobody',
      { ...S3, CHARTWARDEN_OBJECTS_SECRET_KEY: 'your-secret-key' },
      'CW-CFG-007 CHARTWARDEN_OBJECTS_SECRET_KEY',
    ],
    [
      'uploads larger than it takes',
      { ...S3, CHARTWARDEN_LIMIT_UPLOAD_MEGABYTES: '5000' },
      'CW-CFG-012 limits.uploadMegabytes',
    ],
    ['a bucket that is none', { ...S3, CHARTWARDEN_OBJECTS_BUCKET: '../x' }, 'CW-CFG-002 CHARTWARDEN_OBJECTS_BUCKET'],
    ['debug payloads', { CHARTWARDEN_DEBUG_PAYLOADS: 'true' }, 'CW-CFG-011 CHARTWARDEN_DEBUG_PAYLOADS'],
  ])('is refused with %s', async (_what, change, line) => {
    expect(await refused({ ...PROD, ...change })).toEqual([line]);
  });

  it('says everything that is wrong at once', async () => {
    expect((await refused({ CHARTWARDEN_ENV: 'prod', CHARTWARDEN_HOST: '0.0.0.0' })).length).toBe(4);
  });

  it('accepts a database URL without a password, and one whose host is called example', async () => {
    expect(await refused({ ...PROD, DATABASE_URL: 'postgres://me@db.example.org/x' })).toEqual([]);
    expect(await refused({ ...PROD, DATABASE_URL: 'postgres://me:Zk29vQx7@db.example.org/x' })).toEqual([]);
  });

  describe('with a .env', () => {
    let cwd: string;
    beforeEach(() => {
      cwd = mkdtempSync(join(tmpdir(), 'chartwarden-config-'));
    });
    afterEach(() => rmSync(cwd, { recursive: true }));

    it('is refused when that holds a secret and everybody may read it', async () => {
      const { SESSION_SECRET, ...rest } = PROD;
      writeFileSync(join(cwd, '.env'), `SESSION_SECRET=${SESSION_SECRET}\n`, { mode: 0o644 });
      expect(await refused(rest, cwd)).toEqual(['CW-CFG-013 .env']);
    });
  });
});

describe('a start in dev', () => {
  it('needs nothing', async () => {
    expect(await refused({})).toEqual([]);
  });

  it.each([
    ['a host that others reach', { CHARTWARDEN_HOST: '0.0.0.0' }, ['CW-CFG-010 CHARTWARDEN_HOST']],
    [
      'http outside localhost',
      { CHARTWARDEN_PUBLIC_URL: 'http://box.lan:8800' },
      ['CW-CFG-009 CHARTWARDEN_PUBLIC_URL'],
    ],
    ['half of TLS', { CHARTWARDEN_TLS_KEY: 'k' }, ['CW-CFG-012 tls.key']],
    ['TLS with http', { CHARTWARDEN_TLS_CERT: 'c', CHARTWARDEN_TLS_KEY: 'k' }, ['CW-CFG-012 CHARTWARDEN_PUBLIC_URL']],
    ['a short session secret', { SESSION_SECRET: 'k3Jh9sL2' }, ['CW-CFG-006 SESSION_SECRET']],
    ['a root key of zeros', { CHARTWARDEN_ROOT_KEY: '0'.repeat(64) }, ['CW-CFG-007 CHARTWARDEN_ROOT_KEY']],
    [
      'a root key that counts',
      { CHARTWARDEN_ROOT_KEY: Buffer.from(Array.from({ length: 32 }, (_, n) => n)).toString('hex') },
      ['CW-CFG-007 CHARTWARDEN_ROOT_KEY'],
    ],
    [
      'two root keys',
      { CHARTWARDEN_ROOT_KEY: KEY, CHARTWARDEN_ROOT_KEY_FILE: 'f' },
      ['CW-CFG-012 CHARTWARDEN_ROOT_KEY'],
    ],
    [
      'a rotation to the same key',
      { CHARTWARDEN_ROOT_KEY: KEY, CHARTWARDEN_ROOT_KEY_NEXT: KEY },
      ['CW-CFG-012 CHARTWARDEN_ROOT_KEY_NEXT'],
    ],
  ])('is refused with %s', async (_what, env, lines) => {
    expect(await refused(env)).toEqual(lines);
  });

  it('allows debug payloads and the password of a local database', async () => {
    expect(
      await refused({ CHARTWARDEN_DEBUG_PAYLOADS: '1', DATABASE_URL: 'postgres://postgres:postgres@localhost/x' }),
    ).toEqual([]);
  });
});

describe('a verb that serves nobody', () => {
  it('is not held up by what would make a server unsafe', async () => {
    const { config } = await loadConfig({ env: { CHARTWARDEN_ENV: 'prod' }, cwd: '/nonexistent', serving: false });
    expect(config.server.env).toBe('prod');
  });
});

describe('sign-in providers', () => {
  const CLINIC = { id: 'clinic', name: 'Clinic', issuer: 'https://login.example.org/realm', clientId: 'x' };
  const cwd = mkdtempSync(join(tmpdir(), 'chartwarden-refused-'));
  const withProviders = (providers: readonly object[], env: Record<string, string> = {}) => {
    writeFileSync(join(cwd, 'chartwarden.yaml'), JSON.stringify({ signOn: { providers } }));
    return refused({ ...PROD, ...env }, cwd);
  };
  afterAll(() => rmSync(cwd, { recursive: true }));

  it('are taken with a secret, a secret file, or as public clients', async () => {
    const other = { ...CLINIC, id: 'b', issuer: 'https://b.example.org', secretFile: '/run/secrets/b' };
    expect(await withProviders([CLINIC, other], { CHARTWARDEN_SIGN_ON_SECRETS: 'clinic=Zr8-kq_0.x~' })).toEqual([]);
    expect(await withProviders([CLINIC])).toEqual([]);
  });

  it.each([
    ['one id twice', [CLINIC, { ...CLINIC, issuer: 'https://b.example.org' }], {}, 'CW-CFG-012 signOn.providers'],
    ['one issuer twice', [CLINIC, { ...CLINIC, id: 'b' }], {}, 'CW-CFG-012 signOn.providers'],
    ['http in prod', [{ ...CLINIC, issuer: 'http://localhost:1' }], {}, 'CW-CFG-009 signOn.providers'],
    ['http elsewhere', [{ ...CLINIC, issuer: 'http://login.example.org' }], {}, 'CW-CFG-002 signOn.providers'],
    ['an unknown name', [{ ...CLINIC, secret: 'x' }], {}, 'CW-CFG-002 signOn.providers'],
    [
      'a secret for nobody',
      [CLINIC],
      { CHARTWARDEN_SIGN_ON_SECRETS: 'b=Zr8-kq0x' },
      'CW-CFG-012 CHARTWARDEN_SIGN_ON_SECRETS',
    ],
    [
      'two secrets',
      [{ ...CLINIC, secretFile: '/run/x' }],
      { CHARTWARDEN_SIGN_ON_SECRETS: 'clinic=Zr8-kq0x' },
      'CW-CFG-012 CHARTWARDEN_SIGN_ON_SECRETS',
    ],
    ['no pair', [CLINIC], { CHARTWARDEN_SIGN_ON_SECRETS: 'Zr8-kq0x' }, 'CW-CFG-002 CHARTWARDEN_SIGN_ON_SECRETS'],
  ])('are refused with %s', async (_name, providers, env, problem) => {
    expect(await withProviders(providers, env as Record<string, string>)).toEqual([problem]);
  });
});
