import type { EgressClaim } from '@chartwarden/egress';
import { systemClock } from '@chartwarden/time';
import type { ExitCode } from './outcome.ts';
import { openOutside } from './outside.ts';
import { runCli } from './run-cli.ts';
import { createTerminal } from './terminal.ts';

/** Runs the command line of this process. */
export async function runHere(egress: EgressClaim): Promise<ExitCode> {
  const terminal = createTerminal(process, () => systemClock.now());
  const doors = { door: egress.openEgress({ allow: [] }), spawn: () => egress.takeSpawnSandbox() };
  const place = { terminal, env: process.env, cwd: process.cwd(), egress, doors };
  return runCli(process.argv.slice(2), terminal, () => openOutside(place));
}
