import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../support/running-server.ts';

const EMAIL = 'demo@chartwarden.example';
const NAMES = ['Ingrid Åström-Núñez', 'Søren Åström-Núñez', 'Leila Haddad', 'Yuki Åström-Núñez'];

let folder: string;
let server: RunningServer | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chartwarden-demo-'));
});
afterEach(async () => {
  await server?.end('SIGTERM');
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function start(settings: Readonly<Record<string, string>> = {}): Promise<RunningServer> {
  server = await startServer({ folder, data: join(folder, 'data'), words: ['--demo'], settings });
  return server;
}

/** Waits until the terminal says it. */
async function said(words: string): Promise<void> {
  for (const until = performance.now() + 60_000; performance.now() < until; await sleep(100))
    if (server?.output().includes(words)) return;
  throw new Error(`never said: ${words}\n${server?.output()}`);
}

/** The names of the people that the owner finds; nothing else is asked of them first. */
async function peopleOf({ url }: RunningServer, password: string): Promise<string[]> {
  const headers = { 'x-chartwarden': '1', 'x-chartwarden-cli': '1', 'content-type': 'application/json' };
  const body = JSON.stringify({ email: EMAIL, password });
  const { token } = await (await fetch(`${url}/api/login`, { method: 'POST', headers, body })).json();
  const own = { headers: { ...headers, authorization: `Bearer ${token}` } };
  expect(await (await fetch(`${url}/api/session`, own)).json()).toMatchObject({ kitConfirmed: true });
  const answer = await fetch(`${url}/api/people`, own);
  return (await answer.json()).people.map(({ name }: { name: string }) => name);
}

describe('a start with --demo', () => {
  it('makes an owner and the household once, and tells the password on the terminal but not in the log', async () => {
    const first = await start();
    await said('The demo household is there');
    const [, password = ''] = /^ {4}((?:[a-z0-9]{5}-){3}[a-z0-9]{5})$/m.exec(first.output()) ?? [];
    expect(await peopleOf(first, password)).toEqual(NAMES);
    expect(new URL(first.url).hostname).toMatch(/^(127\.0\.0\.1|localhost)$/);
    await first.end('SIGTERM');
    const logged = first
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'));
    expect(logged.length).toBeGreaterThan(10);
    expect(logged.filter((line) => line.includes(password))).toEqual([]);
    expect(first.output().split(password).length - 1).toBe(1);

    const second = await start();
    await said('is set up already');
    expect(await peopleOf(second, password)).toEqual(NAMES);
    expect(second.output()).not.toContain(password);
  }, 120_000);

  it('is refused in prod, by name, before anything is made', async () => {
    const prod = {
      CHARTWARDEN_ENV: 'prod',
      CHARTWARDEN_PUBLIC_URL: 'https://health.example.org',
      CHARTWARDEN_TRUSTED_PROXIES: '127.0.0.1',
      CHARTWARDEN_ROOT_KEY: '8f3a1c5d7e9b2046f1a8c3d5e7092b4c6d8e0f1a3b5c7d9e2f4061728394a5b6',
      SESSION_SECRET: 'uW7zT2qLr9Xc4VbN8mKj3HgF6dSa1PoI',
    };
    await expect(start(prod)).rejects.toThrow('CW-DEMO-003');
  }, 60_000);
});
