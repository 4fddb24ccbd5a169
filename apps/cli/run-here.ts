import { loadConfig } from '@chartwarden/config';
import type { EgressClaim, EgressDoor } from '@chartwarden/egress';
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
  const doors = { door: egress.openEgress({ allow: [] }), spawn: () => egress.takeSpawnSandbox() };
  return runCli(process.argv.slice(2), terminal, async () => {
    // A verb serves nobody: what only a server must refuse is not refused here.
    const loaded = await loadConfig({ env: process.env, cwd: process.cwd(), serving: false });
    const { config, rootKey } = loaded;
    return {
      terminal,
      clock: systemClock,
      config,
      ownRootKey: rootKey.place === 'data',
      logins: createLoginFile(loginFileName(config.session.loginFile, process.env)),
      connect: (create) => connect({ loaded, ...doors }, openInProcess, create),
      async restore(input, report) {
        const { restore } = await import('@chartwarden/app-server');
        return restore({ loaded, egress: behind(egress, doors.door), input, report });
      },
    };
  });
}

/** The claim for whoever opens the door themselves: it is open already, and gets their rules. */
const behind = (egress: EgressClaim, door: EgressDoor): EgressClaim => ({
  ...egress,
  openEgress({ allow }) {
    for (const rule of allow) door.allow(rule);
    return door;
  },
});
