import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../scripts/project-files.ts';
import { makeDatabase } from '../../tests/support/databases.ts';
import { type Client, FIRST, logIn, startServer } from '../../tests/support/running-server.ts';

/** A running server on an engine, a client that is logged in, and the command line beside it. */
export interface HttpPlace {
  readonly client: Client;
  /** Runs the real command line as the same owner; resolves with its `--json` document. Rejects when it fails. */
  cli(...argv: string[]): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

/** `postgres` null: the embedded database. */
export async function openHttpPlace(scratch: string, postgres: string | null): Promise<HttpPlace> {
  const folder = join(scratch, postgres === null ? 'sqlite' : 'postgres');
  mkdirSync(join(folder, 'cwd'), { recursive: true });
  // The readers ask faster than one address may.
  writeFileSync(join(folder, 'cwd', 'chartwarden.yaml'), 'limits:\n  requestsPerMinute: 0\n');
  const database = postgres === null ? undefined : await makeDatabase(postgres);
  const data = join(folder, 'data');
  const server = await startServer({ folder, data, ...(database === undefined ? {} : { database: database.url }) });
  const close = async (): Promise<void> => {
    if (!server.isOver()) await server.end('SIGTERM');
    await database?.drop();
  };
  try {
    const client = await logIn(server);
    const password = join(folder, 'password');
    writeFileSync(password, FIRST.password, { mode: 0o600 });
    const run = promisify(execFile);
    const cli = async (...argv: string[]): Promise<Record<string, unknown>> => {
      const launcher = join(projectRoot, 'apps/cli/chartwarden.mjs');
      const { stdout } = await run(process.execPath, [launcher, ...argv, '--json'], {
        cwd: join(folder, 'cwd'),
        env: {
          PATH: process.env.PATH,
          HOME: folder,
          CHARTWARDEN_DATA: data,
          CHARTWARDEN_LOGIN_FILE: join(folder, 'login.json'),
          ...(database === undefined ? {} : { DATABASE_URL: database.url }),
        },
      });
      return JSON.parse(stdout) as Record<string, unknown>;
    };
    await cli('login', '--email', FIRST.email, '--password-file', password);
    return { client, cli, close };
  } catch (error) {
    await close();
    throw error;
  }
}
