import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Config } from '@chartwarden/config';

/** Where a program on this machine reaches the server: at the address it listens on, at loopback when it listens on all. */
export function localUrl({ server, tls }: Pick<Config, 'server' | 'tls'>, port: number): string {
  const { host } = server;
  const reached = host === '0.0.0.0' || host === 'localhost' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `${tls.cert === undefined ? 'http' : 'https'}://${reached.includes(':') ? `[${reached}]` : reached}:${port}`;
}

/** Tells the command line of this data folder where the server is and which certificate it shows (ADR 0062). */
export function writeServerNote(file: string, config: Pick<Config, 'server' | 'tls'>, port: number): void {
  const certificate = config.tls.cert === undefined ? {} : { certificate: resolve(config.tls.cert) };
  const note = { version: 1, pid: process.pid, url: localUrl(config, port), ...certificate };
  writeFileSync(file, `${JSON.stringify(note)}\n`, { mode: 0o600 });
}
