import { readFileSync, statSync } from 'node:fs';
import type { Server } from 'node:https';
import type { Config } from '@chartwarden/config';
import type { Log } from '@chartwarden/log';

/** Milliseconds between two looks at the files: certificates are renewed under a running server. */
const LOOK = 60_000;

export interface TlsFiles {
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly minVersion: 'TLSv1.2';
}

/** The certificate and key, or undefined when TLS is not configured. Throws when a file cannot be read. */
export function readTls({ tls }: Pick<Config, 'tls'>): TlsFiles | undefined {
  if (!tls.cert || !tls.key) return undefined;
  return { cert: readFileSync(tls.cert), key: readFileSync(tls.key), minVersion: 'TLSv1.2' };
}

/** Takes a new certificate into use when its file changes; a broken one leaves the old in use. Returns the end of it. */
export function renewTls(server: Server, config: Pick<Config, 'tls'>, log: Log, every = LOOK): () => void {
  const stamp = (): string => [config.tls.cert, config.tls.key].map((file) => statSync(file ?? '').mtimeMs).join();
  let last = stamp();
  const timer = setInterval(() => {
    try {
      const now = stamp();
      if (now === last) return;
      last = now;
      const files = readTls(config);
      if (files) server.setSecureContext(files);
      log.info('http.tls-renewed');
    } catch (error) {
      log.error('http.tls-failed', {}, error);
    }
  }, every);
  timer.unref();
  return () => clearInterval(timer);
}
