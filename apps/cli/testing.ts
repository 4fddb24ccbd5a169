import type { EgressDoor } from '@chartwarden/egress';
import { CodedError } from '@chartwarden/errors';
import { testSpawn } from '@chartwarden/sandbox/testing';
import type { ExitCode } from './outcome.ts';
import { openOutside } from './outside.ts';
import { runCli } from './run-cli.ts';
import type { Terminal } from './terminal.ts';

/** What a run wrote, line by line. */
export interface Written {
  readonly out: string[];
  readonly notes: string[];
}

/** Nothing guards the process of a test: it allows everything. */
const door = { allow: () => () => undefined, rules: () => [] } as unknown as EgressDoor;
const egress = { openEgress: () => door, takeSpawnSandbox: () => testSpawn, onRefused: () => undefined };

/**
 * The command line without a process of its own and without a terminal: everything but the launcher and the guard, and
 * without the second that loading them takes. `env` and `cwd` are those of the place.
 */
export async function runInProcess(
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd: string,
): Promise<{ readonly code: ExitCode } & Written> {
  const written: Written = { out: [], notes: [] };
  const nobody = (_question: string, option: string): Promise<never> =>
    Promise.reject(new CodedError('CW-CLI-003', option));
  const terminal: Terminal = {
    interactive: false,
    out: (line) => void written.out.push(line),
    note: (line) => void written.notes.push(line),
    progress: () => undefined,
    ask: nobody,
    secret: nobody,
    confirm: nobody,
    choose: nobody,
  };
  const doors = { door, spawn: () => testSpawn };
  const code = await runCli(argv, terminal, () => openOutside({ terminal, env, cwd, egress, doors }));
  return { code, ...written };
}
