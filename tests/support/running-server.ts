import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectRoot } from '../../scripts/project-files.ts';

/** What tests and proofs set a server up with. */
export const FIRST = { email: 'first@example.org', name: 'First', password: 'nine slow copper kettles', witness: null };

/** Where a server of a test keeps everything: data, its own temporary folder, its own working folder. */
export interface ServerPlace {
  readonly folder: string;
  readonly data: string;
  /** `DATABASE_URL`; absent: the embedded database. */
  readonly database?: string;
  /** Further settings by their environment variable. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Words of the command line. */
  readonly words?: readonly string[];
}

/** The real server in a process of its own. */
export interface RunningServer {
  readonly url: string;
  readonly pid: number;
  /** What it wrote to stdout and stderr. */
  output(): string;
  /** True once it has ended. */
  isOver(): boolean;
  /** Ends it by a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<void>;
}

const READY_WITHIN = 60_000;

export async function startServer(place: ServerPlace): Promise<RunningServer> {
  for (const name of ['cwd', 'tmp', 'sealed']) mkdirSync(join(place.folder, name), { recursive: true });
  const child = spawn(process.execPath, [join(projectRoot, 'apps/server/main.mjs'), ...(place.words ?? [])], {
    cwd: join(place.folder, 'cwd'),
    env: {
      PATH: process.env.PATH,
      HOME: join(place.folder, 'cwd'),
      TMPDIR: join(place.folder, 'tmp'),
      CHARTWARDEN_DATA: place.data,
      CHARTWARDEN_PORT: '0',
      // Noise that tests would have to search.
      CHARTWARDEN_DISK_RESERVE_MEGABYTES: '0',
      CHARTWARDEN_KEYS_BACKUP_DIR: join(place.folder, 'sealed'),
      ...(place.database === undefined ? {} : { DATABASE_URL: place.database }),
      ...place.settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await ended;
  };
  try {
    return { url: await urlOf(place, child, isOver), pid: child.pid ?? 0, output: () => output, isOver, end };
  } catch (error) {
    await end('SIGKILL');
    throw new Error(`the server did not become ready:\n${output}`, { cause: error });
  }
}

/** The note that a server leaves once it listens, and not the one that a killed server left behind. */
async function urlOf(place: ServerPlace, child: ChildProcess, isOver: () => boolean): Promise<string> {
  for (const until = performance.now() + READY_WITHIN; performance.now() < until; await sleep(50)) {
    if (isOver()) throw new Error('it ended');
    try {
      const note = JSON.parse(readFileSync(join(place.data, 'server.json'), 'utf8')) as { pid: number; url: string };
      if (note.pid === child.pid && (await fetch(`${note.url}/readyz`)).ok) return note.url;
    } catch {
      // Not there yet.
    }
  }
  throw new Error('it took too long');
}

/** An answer of the server that is no success. */
export class AnswerError extends Error {
  readonly status: number;
  readonly code: string;
  constructor(what: string, status: number, code: string) {
    super(`${what}: ${status} ${code}`);
    this.status = status;
    this.code = code;
  }
}

export interface ImportState {
  readonly id: string;
  readonly state: string;
  readonly totals: Readonly<Record<'new' | 'newer' | 'older' | 'unchanged' | 'refused' | 'flagged', number>>;
  readonly questions: readonly { readonly kind: string }[];
  readonly files: readonly { readonly name: string; readonly source: string; readonly state: string }[];
}

/** Calls a server as the command line does. */
export function clientOf(url: string, token: string | null) {
  const headers = {
    'x-chartwarden': '1',
    'x-chartwarden-cli': '1',
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
  };
  async function send(method: string, path: string, body?: unknown): Promise<Response> {
    const isBytes = body instanceof Uint8Array;
    return fetch(url + path, {
      method,
      headers: {
        ...headers,
        ...(body === undefined ? {} : { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' }),
      },
      ...(body === undefined ? {} : { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) }),
    });
  }
  async function json<T>(method: string, path: string, body?: unknown): Promise<T> {
    let answer = await send(method, path, body);
    let text = await answer.text();
    // A machine that has much else to do sends work away before it is begun, and says to try again.
    for (let tries = 0; answer.status === 503 && text.includes('CW-HTTP-007') && tries < 20; tries += 1) {
      await sleep(500);
      answer = await send(method, path, body);
      text = await answer.text();
    }
    if (!answer.ok) throw new AnswerError(`${method} ${path}`, answer.status, /CW-[A-Z]+-\d+/.exec(text)?.[0] ?? '');
    return (text === '' ? null : JSON.parse(text)) as T;
  }
  const state = (id: string) => json<ImportState>('GET', `/api/imports/${id}`);

  /** Drops files into a record and waits for the preview. */
  async function read(
    person: string,
    files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
    origin?: string,
  ): Promise<ImportState> {
    const { id } = await json<{ id: string }>('POST', `/api/people/${person}/imports`, {});
    for (const file of files)
      await json('PUT', `/api/imports/${id}/files?name=${encodeURIComponent(file.name)}`, file.bytes);
    await json('POST', `/api/imports/${id}/read`, origin === undefined ? {} : { origin });
    for (;;) {
      const now = await state(id);
      if (now.state !== 'receiving' && now.state !== 'reading') return now;
      await sleep(30);
    }
  }
  const commit = (id: string, origin?: string) =>
    json<ImportState>('POST', `/api/imports/${id}/commit`, {
      aboutSomeoneElse: 'yes',
      ...(origin === undefined ? {} : { origin }),
    });

  return { url, token, send, json, state, read, commit };
}

export type Client = ReturnType<typeof clientOf>;

/** First run, or the login of whoever did it. */
export async function logIn(server: RunningServer): Promise<Client> {
  const nobody = clientOf(server.url, null);
  if ((await nobody.json<{ needed: boolean }>('GET', '/api/setup')).needed)
    await nobody.json('POST', '/api/setup', FIRST);
  const { email, password } = FIRST;
  const { token } = await nobody.json<{ token: string }>('POST', '/api/login', { email, password });
  return clientOf(server.url, token);
}

export const makePerson = async (client: Client, name: string): Promise<string> =>
  (await client.json<{ id: string }>('POST', '/api/people', { name, relation: 'self' })).id;

/** An act of the operator at the shell, through the running server. Throws what it was refused with. */
export async function operate<T>(
  place: ServerPlace,
  server: RunningServer,
  act: string,
  input: object = {},
): Promise<T> {
  const token = readFileSync(join(place.data, 'keys/operator.token'), 'utf8').trim();
  const ask = () =>
    fetch(`${server.url}/api/operator/${act}`, {
      method: 'POST',
      headers: { authorization: `Operator ${token}`, 'content-type': 'application/json', 'x-chartwarden': '1' },
      body: JSON.stringify(input),
    });
  let answer = await ask();
  // A machine that has much else to do sends work away, and says to try again.
  for (let tries = 0; answer.status === 503 && tries < 20; tries += 1) {
    await sleep(1000);
    answer = await ask();
  }
  const last = JSON.parse((await answer.text()).trim().split('\n').at(-1) ?? '{}') as {
    readonly result?: T;
    readonly error?: { readonly code: string };
  };
  if (last.result === undefined) throw new AnswerError(act, answer.status, last.error?.code ?? '');
  return last.result;
}

/** What the doctor calls a problem, and whether the ledger verifies: nothing in the end when all is well. */
export async function problemsOf(place: ServerPlace, server: RunningServer): Promise<string[]> {
  type Checks = {
    readonly checks: readonly { readonly name: string; readonly state: string; readonly message: string }[];
  };
  let { checks } = await operate<Checks>(place, server, 'doctor');
  // A rotation that was cut off goes on by itself after the start.
  for (let waited = 0; waited < 60 && checks.some((one) => one.name === 'vault.unfinished'); waited += 1) {
    await sleep(500);
    ({ checks } = await operate<Checks>(place, server, 'doctor'));
  }
  const { problems } = await operate<{ problems: { message: string }[] }>(place, server, 'verifyLedger');
  return [
    ...checks
      .filter((one) => one.state === 'problem' || one.name === 'vault.unfinished')
      .map((one) => `doctor: ${one.name}: ${one.message}`),
    ...problems.map((one) => `ledger: ${one.message}`),
  ];
}
