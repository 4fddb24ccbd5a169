import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError } from '@chartwarden/errors';
import pg from 'pg';
import { toDbError } from './pg-errors.ts';

/** That this process is open on the database, for as long as it is. */
export interface Presence {
  /**
   * Runs work while no other process is open on the same database, and none can be opened. Throws CW-OPS-013, and runs
   * nothing, when there is another one.
   */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Runs work when no other process runs any of the same name: one after the other, in no promised order. Within a
   * process the caller sees to that. Throws CW-DB-007, and runs nothing, when its turn does not come within `patience`
   * milliseconds (half a minute).
   */
  inTurn<T>(name: Uint8Array, work: () => Promise<T>, patience?: number): Promise<T>;
  leave(): Promise<void>;
}

/** Advisory locks are numbers that all programs of a database share: this one is "chartwarden" as far as it goes. */
const LOCK = 0x63686172_7477n;
/** What is done in turn has locks of two numbers: this one, and one of the name. */
const TURNS = 0x63_68_74_6e;
/** Milliseconds between tries for a turn, and for which it is waited for unless somebody has more time. */
const AGAIN = 20;
const PATIENCE = 30_000;
/** How long a broken connection is left before the next try; milliseconds. */
const PAUSE = 1000;

/**
 * Holds a shared advisory lock (PostgreSQL manual, 13.3.5) on a connection of its own; {@link Presence.alone} takes it
 * exclusively beside. Throws CW-OPS-014 while another process has it so. A connection that breaks is replaced; until it
 * is, others may think that they are alone.
 */
export async function enterPostgres(url: string): Promise<Presence> {
  let client: pg.Client | undefined;
  let left = false;

  async function enter(): Promise<void> {
    const next = new pg.Client({ connectionString: url, application_name: 'chartwarden', keepAlive: true });
    next.on('error', () => undefined);
    try {
      await next.connect();
      if (!(await ask(next, 'pg_try_advisory_lock_shared'))) throw new CodedError('CW-OPS-014');
    } catch (error) {
      await next.end().catch(() => undefined);
      throw error instanceof CodedError ? error : toDbError(error);
    }
    client = next;
    next.on('end', () => {
      client = undefined;
      if (!left) void comeBack();
    });
  }

  async function comeBack(): Promise<void> {
    while (!left && client === undefined) {
      await sleep(PAUSE, undefined, { ref: false });
      await enter().catch(() => undefined);
    }
    if (left) await client?.end();
  }

  await enter();
  return {
    async alone(work) {
      const own = client;
      if (own === undefined || !(await ask(own, 'pg_try_advisory_lock'))) throw new CodedError('CW-OPS-013');
      try {
        return await work();
      } finally {
        // When the connection is gone, so is the lock.
        await ask(own, 'pg_advisory_unlock').catch(() => undefined);
      }
    },
    async inTurn(name, work, patience = PATIENCE) {
      // Never waits inside the server: what others wait for may be given back on the same connection.
      const lock = `${TURNS}, ${createHash('sha256').update(name).digest().readInt32BE()}`;
      for (const until = performance.now() + patience; ; ) {
        const own = client;
        // A connection that breaks meanwhile is one that is not had yet.
        if (own !== undefined && (await ask(own, 'pg_try_advisory_lock', lock).catch(() => false))) {
          try {
            return await work();
          } finally {
            // When the connection is gone, so is the lock.
            await ask(own, 'pg_advisory_unlock', lock).catch(() => undefined);
          }
        }
        if (left || performance.now() > until) throw new CodedError('CW-DB-007');
        await sleep(AGAIN + Math.random() * AGAIN);
      }
    },
    async leave() {
      left = true;
      await client?.end();
    },
  };
}

async function ask(client: pg.Client, what: string, lock = String(LOCK)): Promise<boolean> {
  const { rows } = await client.query<{ done: boolean }>(`select ${what}(${lock}) as done`);
  return rows[0]?.done === true;
}

/** The embedded database has one process: the lock on the data folder sees to it. */
export const onlyProcess: Presence = {
  alone: (work) => work(),
  inTurn: (_name, work) => work(),
  leave: async () => undefined,
};
