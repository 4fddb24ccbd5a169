import { loadConfig } from '@chartwarden/config';
import type { EgressClaim } from '@chartwarden/egress';
import { systemClock } from '@chartwarden/time';
import { createLoginFile, loginFileName } from './login-file.ts';
import type { Outside } from './shell.ts';
import type { Terminal } from './terminal.ts';
import { connect, type Doors } from './transport/connect.ts';
import { openInProcess } from './transport/open-app.ts';

interface Place {
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly egress: EgressClaim;
  readonly doors: Doors;
}

/** Reads the settings that hold at a place, and gives what verbs use there. */
export async function openOutside({ terminal, env, cwd, egress, doors }: Place): Promise<Outside> {
  // A verb serves nobody: what only a server must refuse is not refused here.
  const loaded = await loadConfig({ env, cwd, serving: false });
  const { config, rootKey } = loaded;
  return {
    terminal,
    clock: systemClock,
    config,
    ownRootKey: rootKey.place === 'data',
    logins: createLoginFile(loginFileName(config.session.loginFile, env)),
    connect: (create) => connect({ loaded, ...doors }, openInProcess, create),
    async restore(input, report) {
      const { restore } = await import('@chartwarden/app-server');
      return restore({ loaded, egress: behind(egress, doors), input, report });
    },
  };
}

/** The claim for whoever opens the door themselves: it is open already, and gets their rules. */
const behind = (egress: EgressClaim, { door }: Doors): EgressClaim => ({
  ...egress,
  openEgress({ allow }) {
    for (const rule of allow) door.allow(rule);
    return door;
  },
});
