import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeDatabase } from '../../tests/support/databases.ts';
import { type RunningServer, type ServerPlace, startServer } from '../../tests/support/running-server.ts';
import { openTestS3 } from '../../tests/support/s3-server.ts';

/**
 * Server processes as they would stand on several machines: a folder of their own each, and nothing in common but the
 * database, the keyring, the store of files, and what the operator gives all of them: root key, session secret, and the
 * places of the sealed keyring and of the witness.
 */
export interface Servers {
  readonly places: readonly ServerPlace[];
  /** The one at this place now; `at` counts on beyond their number. */
  at(at: number): RunningServer;
  /** Ends one and starts it again at the same place. */
  restart(at: number): Promise<void>;
  close(): Promise<void>;
}

export async function openServers(count: number, folder: string, postgres: string): Promise<Servers> {
  const [database, keyring] = [await makeDatabase(postgres), await makeDatabase(postgres)];
  const s3 = await openTestS3();
  const settings = {
    CHARTWARDEN_KEYRING_URL: keyring.url,
    CHARTWARDEN_ROOT_KEY: randomBytes(32).toString('hex'),
    SESSION_SECRET: randomBytes(32).toString('hex'),
    CHARTWARDEN_OBJECTS_ENDPOINT: s3.settings.endpoint,
    CHARTWARDEN_OBJECTS_BUCKET: s3.settings.bucket,
    CHARTWARDEN_OBJECTS_ACCESS_KEY: s3.settings.accessKey,
    CHARTWARDEN_OBJECTS_SECRET_KEY: s3.settings.secretKey,
    CHARTWARDEN_LIMIT_REQUESTS_PER_MINUTE: '0',
    CHARTWARDEN_WITNESS_DIR: join(folder, 'witness'),
    CHARTWARDEN_KEYS_BACKUP_DIR: join(folder, 'sealed'),
    // The test's PostgreSQL gives a hundred to all of them.
    CHARTWARDEN_DATABASE_CONNECTIONS: '6',
  };
  for (const name of ['witness', 'sealed']) mkdirSync(join(folder, name));
  const places = Array.from({ length: count }, (_, at): ServerPlace => {
    const own = join(folder, `machine-${at}`);
    mkdirSync(own);
    return { folder: own, data: join(own, 'data'), database: database.url, settings };
  });
  const running: RunningServer[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(running.map((one) => one.end('SIGTERM')));
    await s3.close();
    await database.drop();
    await keyring.drop();
  };
  try {
    // All at once, on an empty database: each would make its tables.
    const started = await Promise.allSettled(places.map(startServer));
    for (const one of started) if (one.status === 'fulfilled') running.push(one.value);
    const failed = started.find((one) => one.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  } catch (error) {
    await close();
    throw error;
  }
  return {
    places,
    at: (at) => running[at % count] as RunningServer,
    async restart(at) {
      await running[at]?.end('SIGTERM');
      running[at] = await startServer(places[at] as ServerPlace);
    },
    close,
  };
}

/** Every error of a connection that means that nobody was there: the request was never taken. */
const refused = (error: unknown): boolean =>
  error instanceof Error && (error.cause as { code?: string } | undefined)?.code === 'ECONNREFUSED';

/**
 * A client behind a proxy that knows all of them: each request goes to the next one, and on to the one after it when
 * nobody listens there. Anything else is the client's.
 */
export function throughProxy(servers: Servers) {
  let turn = 0;
  return async (token: string | null, method: string, path: string, body?: unknown): Promise<Response> => {
    for (let tries = 0; ; tries += 1) {
      turn += 1;
      try {
        return await fetch(servers.at(turn).url + path, {
          method,
          headers: {
            // As most proxies ask: a connection for each request.
            connection: 'close',
            'x-chartwarden': '1',
            'x-chartwarden-cli': '1',
            ...(token === null ? {} : { authorization: `Bearer ${token}` }),
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
      } catch (error) {
        if (!refused(error) || tries > 200) throw error;
        await sleep(20);
      }
    }
  };
}
