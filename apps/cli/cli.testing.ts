import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '@chartwarden/config';
import { CodedError } from '@chartwarden/errors';
import type { Client, RequestOptions } from './client.ts';
import { readText } from './client.ts';
import { createLoginFile } from './login-file.ts';
import type { Operator, RestoreInput } from './operator-api.ts';
import type { ExitCode } from './outcome.ts';
import { runCli } from './run-cli.ts';
import type { Terminal } from './terminal.ts';

/** One request as the server would have seen it. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
  readonly authorization: string | undefined;
}

/** What a route answers: a value (200), `[status, body]`, or bytes. */
type Answer = (seen: Seen) => unknown;

export interface Bench {
  /** `GET /api/people`, with `*` for one part of the path. */
  readonly routes: Record<string, Answer>;
  readonly operator: Partial<Operator>;
  readonly seen: Seen[];
  readonly out: string[];
  readonly notes: string[];
  /** Milliseconds before it asked again. */
  readonly waited: number[];
  readonly folder: string;
  readonly config: { backupDir?: string };
  /** Answers for questions, in order; with any there is a terminal. */
  answers: (string | boolean)[];
  restored: RestoreInput[];
  run(...argv: string[]): Promise<ExitCode>;
  /** The one document of a run with `--json`. */
  json(...argv: string[]): Promise<Record<string, unknown>>;
  login(): void;
  remove(): void;
}

export const NOW = Date.UTC(2026, 10, 22, 12);

/** The command line with a terminal, a server and a clock of the test's own. */
export function makeBench(): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'chartwarden-cli-'));
  const loginFile = join(folder, 'config', 'login.json');
  const bench: Bench = {
    routes: {},
    operator: {},
    seen: [],
    out: [],
    notes: [],
    waited: [],
    folder,
    config: {},
    answers: [],
    restored: [],
    async run(...argv) {
      const outside = async () => ({
        terminal,
        clock: { now: () => NOW },
        config: settings(),
        logins: createLoginFile(loginFile),
        connect: async () => ({
          client: scriptedClient(bench),
          operator: () => bench.operator as Operator,
          through: 'data folder' as const,
          close: async () => undefined,
        }),
        ownRootKey: true,
        restore: async (input: RestoreInput) => {
          bench.restored.push(input);
          const restored = { people: 1, facts: 2, sources: 3, entries: 4 };
          return { restored, takenAt: NOW, erasedAgain: 0, verified: true, problems: [] };
        },
      });
      const terminal = scriptedTerminal(bench);
      return runCli(argv, terminal, outside);
    },
    async json(...argv) {
      bench.out.length = 0;
      await bench.run(...argv, '--json');
      if (bench.out.length !== 1) throw new Error(`not one document but ${bench.out.length}`);
      return JSON.parse(bench.out[0] ?? '');
    },
    login: () => createLoginFile(loginFile).save(folder, { token: 'tok', account: 'acc', expires: NOW + 1 }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
  const settings = () =>
    ({ server: { data: folder }, backup: { dir: bench.config.backupDir }, keys: {} }) as unknown as Config;
  return bench;
}

function scriptedTerminal(bench: Bench): Terminal {
  const interactive = bench.answers.length > 0;
  const next = async (option: string): Promise<never> => {
    if (!interactive) throw new CodedError('CW-CLI-003', option);
    const answer = bench.answers.shift();
    if (answer === undefined) throw new CodedError('CW-CLI-004');
    return answer as never;
  };
  return {
    interactive,
    out: (text) => void bench.out.push(text),
    note: (line) => void bench.notes.push(line),
    progress: () => undefined,
    ask: (_question, option) => next(option),
    secret: (_question, option) => next(option),
    confirm: (_question, option) => next(option),
    choose: (_question, option) => next(option),
  };
}

function scriptedClient(bench: Bench): Client {
  return {
    wait: async (ms) => void bench.waited.push(ms),
    async request(method, path, options: RequestOptions = {}) {
      const body = options.stream === undefined ? options.body : await readText(options.stream);
      const seen = { method, path, query: options.query ?? {}, body, authorization: options.authorization };
      bench.seen.push(seen);
      const name = Object.keys(bench.routes).find((route) => fits(route, `${method} ${path}`));
      if (name === undefined) throw new Error(`no route for ${method} ${path}`);
      const answer = bench.routes[name]?.(seen);
      const [status, content] = Array.isArray(answer) ? (answer as [number, unknown]) : [200, answer];
      return { status, bytes: () => bytesOf(content) };
    },
  };
}

const fits = (route: string, asked: string): boolean => new RegExp(`^${route.replaceAll('*', '[^/]+')}$`).test(asked);

async function* bytesOf(content: unknown): AsyncGenerator<Uint8Array> {
  if (content === undefined || content === null) return;
  if (typeof content === 'object' && Symbol.asyncIterator in content) yield* content as AsyncIterable<Uint8Array>;
  else yield Buffer.from(JSON.stringify(content));
}

/** An error as the server writes it. */
export const refusal = (status: number, code: string, message = 'No.'): [number, object] => [status, { code, message }];
