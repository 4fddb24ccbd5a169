import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { addAccount } from '@chartwarden/accounts/testing';
import { type App, type AppParts, openApp } from '@chartwarden/app-server';
import { loadConfig } from '@chartwarden/config';
import type { EgressDoor } from '@chartwarden/egress';
import type { InstanceRole } from '@chartwarden/gate';
import type { AccountId } from '@chartwarden/ids';
import { createLog } from '@chartwarden/log';
import { testSpawn } from '@chartwarden/sandbox/testing';
import { type Clock, systemClock } from '@chartwarden/time';

const FORM = 'application/x-www-form-urlencoded';
export const PASSWORD = 'nine slow copper kettles';

/** One answer, as a client sees it. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** The whole application over a data folder, without a listening socket. */
export interface BareApp {
  readonly app: App;
  readonly logged: readonly string[];
  logIn(email: string): Promise<string>;
  /** As the command line's client; `token` null: nobody. */
  call(token: string | null, method: string, url: string, body?: unknown): Promise<Answer>;
  json<T>(token: string | null, method: string, url: string, body?: unknown): Promise<T>;
  close(): Promise<void>;
}

/** The same over a folder of its own, with accounts of several roles. */
export interface TestApp extends BareApp {
  readonly owner: { readonly id: AccountId; readonly token: string };
  /** Another account with a role, logged in. */
  account(name: string, role: InstanceRole): Promise<{ readonly id: AccountId; readonly token: string }>;
}

export const emailOf = (name: string): string => `${name.toLowerCase()}@example.org`;

/**
 * Opens what stands in a data folder, or makes it.
 * @param settings environment variables as an operator would set them
 */
export async function openBareApp(
  data: string,
  settings: Readonly<Record<string, string>> = {},
  clock: Clock = systemClock,
  more: Pick<AppParts, 'print'> = {},
): Promise<BareApp> {
  const logged: string[] = [];
  const env = { CHARTWARDEN_DATA: data, CHARTWARDEN_DISK_RESERVE_MEGABYTES: '0', ...settings };
  const loaded = await loadConfig({ env, cwd: dirname(data) });
  const log = createLog({
    level: 'debug',
    debugPayloads: false,
    clock,
    destination: { write: (line) => void logged.push(line) },
  });
  const door = { allow: () => undefined, rules: () => [] } as unknown as EgressDoor;
  const parts = { loaded, log, clock, spawn: testSpawn, door, announce: () => undefined, ...more };
  const app = await openApp(parts);
  // A machine that has much else to do sends work away before it looks at it, and says to try again.
  const inject = app.http.inject.bind(app.http);
  const patient: typeof inject = async (request) => {
    for (let tries = 0; ; tries += 1) {
      const answer = await inject(request);
      if (answer.statusCode !== 503 || !answer.body.includes('CW-HTTP-007') || tries > 40) return answer;
      await sleep(500);
    }
  };
  Object.assign(app.http, { inject: patient });
  await app.jobs.start();

  async function call(token: string | null, method: string, url: string, body?: unknown): Promise<Answer> {
    const isBytes = body instanceof Uint8Array;
    const isForm = body instanceof URLSearchParams;
    const type = isForm ? FORM : isBytes ? 'application/octet-stream' : 'application/json';
    const plain = isForm ? body.toString() : JSON.stringify(body);
    const answer = await app.http.inject({
      method: method as 'GET',
      url,
      headers: {
        'x-chartwarden': '1',
        'x-chartwarden-cli': '1',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': type }),
      },
      ...(body === undefined ? {} : { payload: isBytes ? Buffer.from(body) : plain }),
    });
    return { status: answer.statusCode, text: answer.body, headers: answer.headers };
  }
  async function json<T>(token: string | null, method: string, url: string, body?: unknown): Promise<T> {
    const answer = await call(token, method, url, body);
    if (answer.status >= 300) throw new Error(`${method} ${url}: ${answer.status} ${answer.text}`);
    return (answer.text === '' ? null : JSON.parse(answer.text)) as T;
  }
  const logIn = async (email: string): Promise<string> =>
    (await json<{ token: string }>(null, 'POST', '/api/login', { email, password: PASSWORD })).token;

  return {
    app,
    logged,
    logIn,
    call,
    json,
    async close() {
      await app.jobs.stop();
      await app.close();
    },
  };
}

/** @param settings environment variables as an operator would set them */
export async function openTestApp(
  settings: Readonly<Record<string, string>> = {},
  clock: Clock = systemClock,
  more: Pick<AppParts, 'print'> = {},
): Promise<TestApp> {
  const folder = mkdtempSync(join(tmpdir(), 'chartwarden-app-'));
  const bare = await openBareApp(join(folder, 'data'), settings, clock, more);
  const { app, json, logIn } = bare;
  const first = { email: emailOf('Owner'), name: 'Owner', password: PASSWORD, witness: null };
  const { account } = await json<{ account: { id: AccountId } }>(null, 'POST', '/api/setup', first);
  const owner = { id: account.id, token: await logIn(first.email) };
  return {
    ...bare,
    owner,
    async account(name, role) {
      const by = { kind: 'account' as const, account: owner.id, role: 'owner' };
      const ports = { db: app.db, clock, core: app.core };
      const id = await addAccount(ports, by, { email: emailOf(name), name, password: PASSWORD, role });
      return { id, token: await logIn(emailOf(name)) };
    },
    async close() {
      await bare.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
