import type { LoadedConfig } from '@chartwarden/config';
import { createLog } from '@chartwarden/log';
import { systemClock } from '@chartwarden/time';
import type { Doors, OpenedApp } from './connect.ts';

/** Opens the data folder in this process, without listening. What is worth saying goes to standard error. */
export async function openInProcess({
  loaded,
  door,
  spawn,
}: { readonly loaded: LoadedConfig } & Doors): Promise<OpenedApp> {
  // The server and its parts load only when a verb needs them: help must be quick.
  const { allowedEgress, openApp } = await import('@chartwarden/app-server');
  for (const rule of allowedEgress(loaded)) door.allow(rule);
  const app = await openApp({
    loaded,
    door,
    spawn: spawn(),
    clock: systemClock,
    log: createLog({ level: 'error', destination: process.stderr }),
    announce: (lines) => process.stderr.write(`${lines.join('\n')}\n`),
  });
  await app.jobs.start();
  return {
    inject: (request) => app.http.inject(request),
    operator: app.operator,
    async close() {
      await app.jobs.stop();
      await app.close();
    },
  };
}
