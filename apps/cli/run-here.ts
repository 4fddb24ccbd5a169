import { loadConfig } from '@chartwarden/config';
import type { EgressClaim } from '@chartwarden/egress';
import { systemClock } from '@chartwarden/time';
import { createLoginFile, loginFileName } from './login-file.ts';
import type { ExitCode } from './outcome.ts';
import { runCli } from './run-cli.ts';
import { createTerminal } from './terminal.ts';
import { connect } from './transport/connect.ts';
import { openInProcess } from './transport/open-app.ts';

/** Runs the command line of this process. */
export async function runHere(egress: EgressClaim): Promise<ExitCode> {
  const terminal = createTerminal(process, () => systemClock.now());
  return runCli(process.argv.slice(2), terminal, async () => {
    // A verb serves nobody: what only a server must refuse is not refused here.
    const loaded = await loadConfig({ env: process.env, cwd: process.cwd(), serving: false });
    return {
      terminal,
      clock: systemClock,
      config: loaded.config,
      logins: createLoginFile(loginFileName(loaded.config.session.loginFile, process.env)),
      connect: () => connect(loaded, egress, openInProcess),
      async restore(input, report) {
        const { restore } = await import('@chartwarden/app-server');
        return restore({ loaded, egress, input, report });
      },
    };
  });
}
