import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { ConfigError, isLoopback, type LoadedConfig, loadConfig } from '@chartwarden/config';
import { type EgressClaim, type EgressRule, postgresRule } from '@chartwarden/egress';
import { isCoded } from '@chartwarden/errors';
import { createLog, handleCrashes } from '@chartwarden/log';
import { systemClock } from '@chartwarden/time';
import { agesOf } from './ages.ts';
import { createAlertWatch } from './alert-watch.ts';
import { addDemo, refuseInProd } from './demo.ts';
import { giveBackMemory } from './give-back-memory.ts';
import { createHousekeeping } from './housekeeping.ts';
import { openApp } from './open-app.ts';
import { objectsEgress } from './open-objects.ts';
import { localUrl, writeServerNote } from './server-note.ts';
import { signOnEgress } from './sign-on-parts.ts';

const say = (lines: readonly string[]): void => {
  process.stderr.write(`${lines.join('\n')}\n`);
};

/** What the process may connect to: the configured database, keyring, store of files, mail server and sign-in
 * providers, and nothing else. */
export function allowedEgress({ config }: LoadedConfig): EgressRule[] {
  const urls = { database: config.database.url?.reveal(), keyring: config.keys.keyringUrl?.reveal() };
  const { host, port } = config.mail;
  return [
    ...Object.entries(urls).flatMap(([purpose, url]) => (url === undefined ? [] : [postgresRule(url, purpose)])),
    // Private addresses are meant: the operator named the server.
    ...(host === undefined ? [] : [{ host, port, purpose: 'mail', private: true }]),
    ...objectsEgress(config),
    ...signOnEgress(config),
  ];
}

/**
 * Starts the server of this process and keeps it until a signal. `claim` is the one to the egress door, taken before any
 * other module could ask for it; `words` are those of the command line after the program's name. Exit code 1 with a
 * sentence when it cannot start.
 */
export async function main(claim: EgressClaim, words: readonly string[] = []): Promise<void> {
  const loaded = await loadConfig({ env: process.env, cwd: process.cwd() });
  const { config } = loaded;
  const isDemo = words.includes('--demo');
  if (isDemo) refuseInProd(config.server.env);
  const clock = systemClock;
  const started = clock.now();
  const log = createLog({ level: config.log.level, debugPayloads: config.log.debugPayloads, clock });
  handleCrashes(log);
  log.info('process.started', {
    version: '0.1.0',
    node: process.version,
    engine: config.database.url ? 'postgres' : 'sqlite',
    env: config.server.env,
    pid: process.pid,
  });
  claim.onRefused((refusal) => log.warn('egress.refused', { code: refusal.code, kind: refusal.way }));
  const listen = isLoopback(config.server.host) ? [] : [{ host: config.server.host, port: config.server.port }];
  const door = claim.openEgress({ allow: allowedEgress(loaded), listen });
  const app = await openApp({ loaded, log, clock, spawn: claim.takeSpawnSandbox(), door, announce: say });
  const { port } = await app.http.listen();
  app.reserve.watch();
  await app.jobs.start();
  app.accounts.setup.start();
  const housekeeping = createHousekeeping({ ...app, log, ages: agesOf(config) });
  housekeeping.start();
  const alertWatch = createAlertWatch({ ...app, log });
  alertWatch.start();

  giveBackMemory();

  writeFileSync(app.data.operatorToken, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
  writeServerNote(app.data.serverNote, config, port);
  const { user, system } = process.cpuUsage();
  log.info('process.ready', {
    origin: localUrl(config, port),
    ms: clock.now() - started,
    cpu: Math.round((user + system) / 1000),
  });

  let stopping = false;
  const stop = async (signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP'): Promise<void> => {
    if (stopping) return;
    stopping = true;
    const from = clock.now();
    log.info('process.stopping', { signal });
    rmSync(app.data.serverNote, { force: true });
    rmSync(app.data.operatorToken, { force: true });
    housekeeping.stop();
    await alertWatch.stop();
    await app.http.stop();
    await app.jobs.stop();
    await app.close();
    log.info('process.stopped', { ms: clock.now() - from });
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(signal));

  const url = app.http.publicUrl();
  if (isDemo)
    // The server serves all the same; and whoever stops it meanwhile need not hear that the household is not whole.
    await addDemo(app, clock, url, say).catch((error: unknown) => stopping || explainFailure(error));
  else if (!app.core.gate.hasOwner()) say(['', `Chartwarden is ready. Open ${url} in a browser to set it up.`, '']);
}

/** Says why the start failed in words, without content, and leaves with exit code 1. */
export function explainFailure(error: unknown): void {
  if (error instanceof ConfigError) say([error.message]);
  else if (isCoded(error))
    say([`${error.code}: ${error.message}`, ...(error.detail === undefined ? [] : [error.detail])]);
  else
    say([
      `Chartwarden could not start (${error instanceof Error ? error.name : 'unknown error'}). Run it with --stack-trace-limit=50, or "chartwarden doctor".`,
    ]);
  process.exitCode = 1;
}
