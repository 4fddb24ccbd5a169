import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig, openSessionSecret } from './index.ts';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'chartwarden-config-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));
const config = async (env: Record<string, string> = {}) => (await loadConfig({ env, cwd, serving: false })).config;
const file = (): string => join(cwd, 'data', 'keys', 'session.secret');

describe('the session secret', () => {
  it('is the one that is set', async () => {
    const set = 'uW7zT2qLr9Xc4VbN8mKj3HgF6dSa1PoI';
    expect(openSessionSecret(await config({ SESSION_SECRET: set })).reveal()).toBe(set);
  });

  it('is made once in dev, and only its owner can read it', async () => {
    const made = openSessionSecret(await config()).reveal();
    expect(made).toMatch(/^[0-9a-f]{64}$/);
    expect(openSessionSecret(await config()).reveal()).toBe(made);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(statSync(join(cwd, 'data', 'keys')).mode & 0o777).toBe(0o700);
  });

  it('is not taken from a file that others may read, or that is too short', async () => {
    openSessionSecret(await config());
    chmodSync(file(), 0o644);
    const open = await config();
    expect(() => openSessionSecret(open)).toThrow('CW-CFG-013');
    chmodSync(file(), 0o600);
    writeFileSync(file(), 'short');
    expect(() => openSessionSecret(open)).toThrow('CW-CFG-006');
  });

  it('is never made in prod', async () => {
    const prod = await config({ CHARTWARDEN_ENV: 'prod' });
    expect(() => openSessionSecret(prod)).toThrow('CW-CFG-005');
  });
});
