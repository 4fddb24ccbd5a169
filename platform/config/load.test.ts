import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError, type LoadedConfig, loadConfig } from './index.ts';

const KEY = '8f3a1c5d7e9b2046f1a8c3d5e7092b4c6d8e0f1a3b5c7d9e2f4061728394a5b6';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'chartwarden-config-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

const file = (name: string, text: string): void => writeFileSync(join(cwd, name), text, { mode: 0o600 });
const load = (env: Record<string, string | undefined> = {}): Promise<LoadedConfig> => loadConfig({ env, cwd });

/** The lines of a refusal. */
async function problems(env: Record<string, string> = {}): Promise<string[]> {
  try {
    await load(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ code, key, detail }) => `${code} ${key} ${detail}`);
    throw error;
  }
  return [];
}

describe('settings', () => {
  it('have their defaults when nothing is set, with file names made absolute', async () => {
    const { config, rootKey } = await load();
    expect(config.server).toEqual({
      env: 'dev',
      host: '127.0.0.1',
      port: 8800,
      publicUrl: 'http://localhost:8800',
      data: join(cwd, 'data'),
    });
    expect(config.session.maxAgeDays).toBe(14);
    expect(rootKey).toEqual({ place: 'data', file: join(cwd, 'data', 'keys', 'root.key') });
  });

  it('come from the environment before .env before chartwarden.yaml before the default', async () => {
    file('chartwarden.yaml', 'server:\n  port: 1001\n  host: 127.0.0.3\nsession:\n  maxAgeDays: 3\n');
    file('.env', 'CHARTWARDEN_PORT=1002\nCHARTWARDEN_HOST=127.0.0.2\n');
    const { config, origins } = await load({ CHARTWARDEN_PORT: '1003' });
    expect(config.server).toMatchObject({ port: 1003, host: '127.0.0.2' });
    expect(config.session.maxAgeDays).toBe(3);
    expect(['server.port', 'server.host', 'session.maxAgeDays', 'log.level'].map((key) => origins.get(key))).toEqual([
      'environment',
      '.env',
      'chartwarden.yaml',
      'default',
    ]);
  });

  it('never reach the real environment from .env', async () => {
    file('.env', 'SESSION_SECRET=uW7zT2qLr9Xc4VbN8mKj3HgF6dSa1PoI\n');
    const env: Record<string, string | undefined> = {};
    await load(env);
    expect(env).toEqual({});
  });

  it('take an empty variable for an unset one', async () => {
    expect((await load({ DATABASE_URL: '', CHARTWARDEN_PORT: '' })).config.server.port).toBe(8800);
  });

  it('are read from the file that CHARTWARDEN_CONFIG names, and that file has to be there', async () => {
    file('other.yaml', 'server: { port: 1234 }');
    expect((await load({ CHARTWARDEN_CONFIG: 'other.yaml' })).config.server.port).toBe(1234);
    expect(await problems({ CHARTWARDEN_CONFIG: 'missing.yaml' })).toEqual([
      'CW-CFG-004 CHARTWARDEN_CONFIG names a file that is not there',
    ]);
  });

  it('take lists with commas, booleans as words', async () => {
    const { config } = await load({
      CHARTWARDEN_TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8',
      CHARTWARDEN_DEBUG_PAYLOADS: 'yes',
    });
    expect(config.proxy.trusted).toEqual(['127.0.0.1', '10.0.0.0/8']);
    expect(config.log.debugPayloads).toBe(true);
  });

  it('know the keys of later parts', async () => {
    const env = {
      CHARTWARDEN_LLM_PROVIDER: 'local',
      LOCAL_LLM_ENDPOINT: 'http://127.0.0.1:11434/v1',
      GOOGLE_API_KEY: 'k',
    };
    expect(
      await problems({ ...env, ANTHROPIC_API_KEY: 'k', OPENAI_API_KEY: 'k', CHARTWARDEN_LOGIN_FILE: 'x' }),
    ).toEqual([]);
  });
});

describe('an unknown name', () => {
  it.each([
    ['CHARTWARDEN_PROT', 'CHARTWARDEN_PORT'],
    ['CHARTWARDEN_ROOT_KEYFILE', 'CHARTWARDEN_ROOT_KEY_FILE'],
    ['CHARTWARDEN_DEBUG_PAYLOAD', 'CHARTWARDEN_DEBUG_PAYLOADS'],
  ])('%s of the environment is an error that names %s', async (wrong, right) => {
    expect(await problems({ [wrong]: 'x' })).toEqual([`CW-CFG-001 ${wrong} did you mean ${right}?`]);
  });

  it('in .env is an error, whatever its prefix', async () => {
    file('.env', 'SESION_SECRET=abc\nANTROPIC_API_KEY=x\nPOSTGRES_PASSWORD=x\n');
    expect(await problems()).toEqual([
      'CW-CFG-001 SESION_SECRET did you mean SESSION_SECRET?',
      'CW-CFG-001 ANTROPIC_API_KEY did you mean ANTHROPIC_API_KEY?',
      'CW-CFG-001 POSTGRES_PASSWORD nothing known is like it',
    ]);
  });

  it('in chartwarden.yaml is an error, at either level', async () => {
    file('chartwarden.yaml', 'server:\n  prot: 1\nserevr:\n  port: 1\npublicUrl: 1\nCHARTWARDEN_HOST: x\n');
    expect(await problems()).toEqual([
      'CW-CFG-001 server.prot did you mean server.port?',
      'CW-CFG-001 serevr did you mean server?',
      'CW-CFG-001 publicUrl did you mean server.publicUrl?',
      'CW-CFG-001 CHARTWARDEN_HOST did you mean server.host?',
    ]);
  });

  it('that belongs to somebody else is left alone', async () => {
    expect(await problems({ PATH: '/bin', HOME: '/root', CHARTWARDEN_TEST_POSTGRES: 'x' })).toEqual([]);
  });
});

describe('a value that does not fit', () => {
  it.each([
    ['CHARTWARDEN_PORT', 'eighty', 'is not a valid number'],
    ['CHARTWARDEN_PORT', '70000', 'is more than 65535'],
    ['CHARTWARDEN_SESSION_MAX_AGE_DAYS', '0', 'is less than 1'],
    ['CHARTWARDEN_ENV', 'production', 'is none of dev, prod'],
    ['CHARTWARDEN_PUBLIC_URL', 'https://a.example/sub', 'has more than scheme, host and port'],
    ['CHARTWARDEN_PUBLIC_URL', 'ftp://a.example', 'is not an http or https address'],
    ['CHARTWARDEN_ROOT_KEY', 'abc', 'needs 64 hexadecimal digits'],
    ['CHARTWARDEN_TRUSTED_PROXIES', '0.0.0.0/0', 'is not an address or a network other than everything'],
    ['CHARTWARDEN_TRUSTED_PROXIES', '::', 'is not an address or a network other than everything'],
    ['CHARTWARDEN_CSP_FRAME_ANCESTORS', '*', 'is not an origin such as https://portal.example.org'],
    [
      'CHARTWARDEN_CSP_FRAME_ANCESTORS',
      'http://portal.example.org',
      'is not an origin such as https://portal.example.org',
    ],
    ['CHARTWARDEN_DEBUG_PAYLOADS', 'maybe', 'is not a valid boolean'],
  ])('%s=%s is refused by name', async (name, value, detail) => {
    expect(await problems({ [name]: value })).toEqual([`CW-CFG-002 ${name} ${detail}`]);
  });

  it('in chartwarden.yaml is refused by key', async () => {
    file(
      'chartwarden.yaml',
      `csp:\n  extra: { script-src: ["'unsafe-inline'"], default-src: [https://a.example] }\nlimits: 5\n`,
    );
    const found = await problems();
    expect(found.map((line) => line.split(' ').slice(0, 2).join(' '))).toContain('CW-CFG-002 csp.extra');
    expect(found).toContain('CW-CFG-002 limits is a section: its settings are indented below it');
  });

  it('is not quoted, because it may be a secret in the wrong place', async () => {
    const error = await load({ CHARTWARDEN_PORT: 'hunter2hunter2', CHARTWARDEN_ROOT_KEY: 'hunter2' }).catch((e) => e);
    expect(error).toBeInstanceOf(ConfigError);
    expect(inspect(error)).not.toContain('hunter2');
  });
});

describe('chartwarden.yaml', () => {
  it('refuses a secret by name, and says where it belongs', async () => {
    file('chartwarden.yaml', 'session:\n  secret: hunter2\n');
    expect(await problems()).toEqual(['CW-CFG-003 session.secret belongs into .env as SESSION_SECRET']);
  });

  it.each([
    ['server:\n  port: 1\n  port: 2\n', 'line 3 is not valid YAML'],
    ['a: [unclosed hunter2\n', 'is not valid YAML'],
    ['- just\n- a list\n', 'is not a list of sections'],
    ['a: &a [x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b]\n', 'refers to itself too often'],
    [`# ${'x'.repeat(300_000)}`, 'is larger than 256 KiB'],
  ])('that cannot be read is refused without quoting it: %j', async (text, detail) => {
    file('chartwarden.yaml', text);
    const found = await problems();
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^CW-CFG-004 chartwarden\.yaml /);
    expect(found[0]).toContain(detail);
    expect(found[0]).not.toContain('hunter2');
  });

  it('may be empty, or have empty sections', async () => {
    file('chartwarden.yaml', '# nothing\nserver:\ntls:\n');
    expect(await problems()).toEqual([]);
  });
});

describe('secrets', () => {
  it('are taken out of the environment where they are the root key, and can be had once', async () => {
    const env: Record<string, string | undefined> = {
      CHARTWARDEN_ROOT_KEY: KEY,
      CHARTWARDEN_ROOT_KEY_NEXT: KEY.replace('8f', '70'),
    };
    const { rootKey, nextRootKey } = await load(env);
    expect(env).toEqual({});
    if (rootKey.place !== 'environment') throw new Error('not from the environment');
    expect(rootKey.key.take().toString('hex')).toBe(KEY);
    expect(() => rootKey.key.take()).toThrow('taken before');
    expect(nextRootKey?.take()).toHaveLength(32);
  });

  it('are taken out even when the start is refused', async () => {
    const env: Record<string, string | undefined> = { CHARTWARDEN_ROOT_KEY: KEY, CHARTWARDEN_PROT: '1' };
    await expect(load(env)).rejects.toThrow(ConfigError);
    expect(env.CHARTWARDEN_ROOT_KEY).toBeUndefined();
  });

  it('are not printed with the settings', async () => {
    const loaded = await load({
      CHARTWARDEN_ROOT_KEY: KEY,
      SESSION_SECRET: 'uW7zT2qLr9Xc4VbN8mKj3HgF6dSa1PoI',
      DATABASE_URL: 'postgres://me:pw7Ghq2x@db/x',
    });
    const text =
      inspect(loaded, { depth: 9, showHidden: true }) + JSON.stringify(loaded) + String(loaded.config.session.secret);
    for (const secret of [KEY, 'uW7zT2', 'pw7Ghq2x']) expect(text).not.toContain(secret);
    expect(loaded.config.database.url?.reveal()).toBe('postgres://me:pw7Ghq2x@db/x');
  });
});
