import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadedConfig } from '@chartwarden/config';
import type { EgressDoor, SpawnSandbox } from '@chartwarden/egress';
import { CodedError } from '@chartwarden/errors';
import type { Client } from '../client.ts';
import type { Operator } from '../operator-api.ts';
import { remoteOperator } from '../operator-wire.ts';
import { createHttpClient } from './http-client.ts';
import { createInjectClient, type Inject } from './inject-client.ts';
import { findRunningServer, readOperatorToken } from './running-server.ts';

/** The instance, however it is reached. */
export interface Connection {
  readonly client: Client;
  /** Throws CW-CLI-014 when the server runs as somebody else, whose operator this user is not. */
  operator(): Operator;
  readonly through: 'server' | 'data folder';
  close(): Promise<void>;
}

/** What `@chartwarden/app-server` opens in this process. */
export interface OpenedApp {
  readonly inject: Inject;
  readonly operator: Operator;
  close(): Promise<void>;
}

/** What this process may do outside itself: the door, and the one way to start the importer. */
export interface Doors {
  readonly door: EgressDoor;
  spawn(): SpawnSandbox;
}

export type OpenApp = (parts: { readonly loaded: LoadedConfig } & Doors) => Promise<OpenedApp>;

/**
 * Through the running server when one serves this data folder, otherwise on the data folder itself (design 6). Both
 * are the same routes; the difference is a socket. Without `create` a data folder that is not there stays away
 * (CW-CLI-016).
 */
export async function connect(
  { loaded, ...doors }: { readonly loaded: LoadedConfig } & Doors,
  openApp: OpenApp,
  create: boolean,
): Promise<Connection> {
  const { server, database } = loaded.config;
  const running = await reach(server.data, doors.door);
  if (running !== null) return running;
  if (!create && database.url === undefined && !holdsInstance(server.data))
    throw new CodedError('CW-CLI-016', server.data);
  const app = await openApp({ loaded, ...doors });
  const { operator } = app;
  return {
    client: createInjectClient(app.inject),
    operator: () => operator,
    through: 'data folder',
    close: () => app.close(),
  };
}

/** Keys or a database: empty folders stay behind when a restore is refused. */
export function holdsInstance(data: string): boolean {
  const keys = join(data, 'keys');
  return existsSync(join(data, 'chartwarden.db')) || (existsSync(keys) && readdirSync(keys).length > 0);
}

/** The server that serves the data folder; null when none answers, as after a crash whose note stayed behind. */
async function reach(data: string, door: EgressDoor): Promise<Connection | null> {
  const server = findRunningServer(data);
  if (server === null) return null;
  const { hostname, port, protocol } = new URL(server.url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const number = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
  const shut = door.allow({ host, port: number, purpose: 'own server', private: true });
  const client = createHttpClient(server.url, server.certificate);
  const answers = await client.request('GET', '/healthz').then(
    ({ status }) => status < 500,
    () => false,
  );
  if (!answers) {
    shut();
    return null;
  }
  return {
    client,
    operator() {
      const token = readOperatorToken(data);
      if (token === null) throw new CodedError('CW-CLI-014');
      return remoteOperator(client, token);
    },
    through: 'server',
    close: async () => undefined,
  };
}
