import type { Duplex } from 'node:stream';
import type { PoolClient } from 'pg';

/** Sends all that `send` puts into the pipeline of a connection with one call into the kernel instead of one for each message. */
export function inOneWrite<T>(client: PoolClient, send: () => T): T {
  // `pg` corks the same stream around each statement of its own; corks count.
  const { stream } = (client as unknown as { readonly connection: { readonly stream: Duplex } }).connection;
  stream.cork();
  try {
    return send();
  } finally {
    stream.uncork();
  }
}
