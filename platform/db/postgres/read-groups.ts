import type { PoolClient, QueryResult } from 'pg';
import { inOneWrite } from './one-write.ts';
import type { PreparedText } from './prepared-texts.ts';

type Query = PreparedText & { readonly values: unknown[] };

interface Asked {
  readonly query: Query;
  readonly resolve: (result: QueryResult) => void;
  readonly reject: (error: unknown) => void;
}

/** Statements that share a connection. More would wait for each other while other connections have nothing to do. */
const MOST = 4;

/**
 * Reads that are asked for in one turn of the event loop go out together, up to four on a connection: what one costs
 * is mostly its way to the server and back. Each is a transaction of its own, and fails on its own.
 */
export function createReadGroups(
  borrow: <T>(work: (client: PoolClient) => Promise<T>) => Promise<T>,
): (query: Query) => Promise<QueryResult> {
  let waiting: Asked[] = [];

  const send = (group: readonly Asked[]): Promise<unknown> =>
    borrow((client) =>
      Promise.all(
        inOneWrite(client, () => group.map(({ query, resolve, reject }) => client.query(query).then(resolve, reject))),
      ),
    ).catch((error: unknown) => {
      for (const { reject } of group) reject(error);
    });

  const sendAll = (): void => {
    const all = waiting;
    waiting = [];
    for (let at = 0; at < all.length; at += MOST) void send(all.slice(at, at + MOST));
  };

  return (query) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) process.nextTick(sendAll);
      waiting.push({ query, resolve, reject });
    });
}
