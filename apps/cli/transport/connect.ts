import type { LoadedConfig } from '@chartwarden/config';
import type { EgressClaim } from '@chartwarden/egress';
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

export type OpenApp = (parts: { readonly loaded: LoadedConfig; readonly egress: EgressClaim }) => Promise<OpenedApp>;

/**
 * Through the running server when one serves this data folder, otherwise on the data folder itself (design 6). Both
 * are the same routes; the difference is a socket.
 */
export async function connect(loaded: LoadedConfig, egress: EgressClaim, openApp: OpenApp): Promise<Connection> {
  const { data } = loaded.config.server;
  const server = findRunningServer(data);
  if (server === null) {
    const app = await openApp({ loaded, egress });
    const { operator } = app;
    return {
      client: createInjectClient(app.inject),
      operator: () => operator,
      through: 'data folder',
      close: () => app.close(),
    };
  }
  const { hostname, port, protocol } = new URL(server.url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const number = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
  egress.openEgress({ allow: [{ host, port: number, purpose: 'own server', private: true }] });
  const client = createHttpClient(server.url);
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
