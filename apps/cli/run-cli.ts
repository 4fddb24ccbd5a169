import { ConfigError } from '@chartwarden/config';
import { CodedError } from '@chartwarden/errors';
import { CommanderError } from 'commander';
import { type ExitCode, type Failure, failureOf, type Outcome } from './outcome.ts';
import { createProgram } from './program.ts';
import { createShell, type Outside, type Shell } from './shell.ts';
import type { Terminal } from './terminal.ts';

/**
 * Runs one command line and returns its exit code. `open` reads the settings; it is called only when a verb runs, so
 * that help works everywhere.
 */
export async function runCli(
  argv: readonly string[],
  terminal: Terminal,
  open: () => Promise<Outside>,
): Promise<ExitCode> {
  const json = argv.includes('--json');
  let exit: ExitCode = 0;

  const output = {
    writeOut: (text: string) => terminal.out(text.trimEnd()),
    writeErr: (text: string) => terminal.note(text.trimEnd()),
  };
  const program = createProgram(async (verb, work) => {
    let shell: Shell | undefined;
    try {
      shell = createShell(await open(), json);
      const outcome = await work(shell);
      await shell.close();
      shell = undefined;
      exit = show(verb, outcome);
    } catch (error) {
      exit = fail(verb, error);
      // The first failure is the one to tell.
      await shell?.close().catch(() => undefined);
    }
  }, output);

  function show(verb: string, { exit: code = 0, document, lines }: Outcome): ExitCode {
    if (json) terminal.out(JSON.stringify({ ok: code === 0, verb, ...document }));
    else for (const line of lines) terminal.out(line);
    return code;
  }

  function fail(verb: string, error: unknown): ExitCode {
    const failure = error instanceof ConfigError ? configFailure(error) : failureOf(error);
    const { code, message, detail, retryAfter } = failure.error;
    if (json) terminal.out(JSON.stringify({ ok: false, verb, error: failure.error }));
    else {
      terminal.note(message);
      if (detail !== undefined) terminal.note(`  ${detail}`);
      if (retryAfter !== undefined) terminal.note(`  Try again in ${retryAfter} seconds.`);
      terminal.note(`  (${code})`);
    }
    return failure.exit;
  }

  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    // Commander has written what was wrong; a script reads it from the document.
    if (json) {
      const { code, message } = new CodedError('CW-CLI-001');
      const detail = error.message.replace(/^error: /, '');
      terminal.out(JSON.stringify({ ok: false, verb: argv[0] ?? '', error: { code, message, detail } }));
    }
    return 2;
  }
  return exit;
}

const configFailure = (error: ConfigError): Failure => ({
  exit: 1,
  error: { code: error.problems[0]?.code ?? 'CW-CFG-002', message: error.message },
});
