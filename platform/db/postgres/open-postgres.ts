import { CodedError } from '@chartwarden/errors';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { migrate } from '../migrate.ts';
import type { Db, MigrationStep, Priority, Value } from '../types.ts';
import { runBatch } from './batch.ts';
import { cursorStream } from './cursor-stream.ts';
import { kyselyPool } from './kysely-pool.ts';
import { toDbError } from './pg-errors.ts';
import { createPreparedTexts } from './prepared-texts.ts';
import { createReadGroups } from './read-groups.ts';
import { valueParsers } from './value-parsers.ts';

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database`. */
  readonly url: string;
  readonly migrations: readonly MigrationStep[];
  /** Connections in all, one of them kept for the ledger. Default 10, at least 2. */
  readonly connections?: number;
  /** Milliseconds an interactive transaction may take; then it is rolled back. Default 5,000. */
  readonly transactionTimeLimit?: number;
  /** Called with the first pending step before an existing database is changed: the place for a dump. */
  readonly beforeMigrate?: (step: string) => Promise<void>;
}

export interface PostgresDb<Schema = unknown> extends Db<Schema> {
  readonly engine: 'postgres';
}

/** Connects to a PostgreSQL 15+ database (CW-DB-004 for an older one) and brings its schema up to date. */
export async function openPostgres<Schema = unknown>(options: PostgresOptions): Promise<PostgresDb<Schema>> {
  const timeLimit = options.transactionTimeLimit ?? 5000;
  const pools = openPools(options.url, Math.max(2, options.connections ?? 10));
  try {
    await checkVersion(pools.normal);
    await migrate({
      db: new Kysely<unknown>({
        dialect: new PostgresDialect({ pool: kyselyPool({ pool: pools.normal, prepare: createPreparedTexts() }) }),
      }),
      engine: 'postgres',
      steps: options.migrations,
      beforeMigrate: options.beforeMigrate ?? (async () => undefined),
    });
  } catch (error) {
    await pools.end();
    throw error;
  }
  return assemble<Schema>(pools, timeLimit);
}

const OLDEST = 15;

async function checkVersion(pool: pg.Pool): Promise<void> {
  const { rows } = await pool
    .query<{ version: number }>(`select current_setting('server_version_num')::int as version`)
    .catch((error: unknown) => {
      throw toDbError(error);
    });
  const version = rows[0]?.version ?? 0;
  if (version < OLDEST * 10_000) throw new CodedError('CW-DB-004', `version ${Math.floor(version / 10_000)}`);
}

interface Pools {
  readonly ledger: pg.Pool;
  readonly normal: pg.Pool;
  of(priority: Priority): pg.Pool;
  end(): Promise<void>;
}

function openPools(url: string, connections: number): Pools {
  const open = (max: number): pg.Pool => {
    const pool = new pg.Pool({
      connectionString: url,
      max,
      application_name: 'chartwarden',
      types: valueParsers,
      // Statements of one batch are sent without waiting for each other's answers.
      pipeline: true,
      // A server-wide default of "off" would acknowledge what a power cut then takes back.
      options: '-c synchronous_commit=on -c idle_in_transaction_session_timeout=60000 -c lock_timeout=30000',
      // Without these, a server that is gone or full would be waited for without end.
      connectionTimeoutMillis: 30_000,
      keepAlive: true,
    } as pg.PoolConfig);
    // A connection that breaks fails the statements it carries, and is replaced; unheard, the event ends the process.
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
    return pool;
  };
  const ledger = open(1);
  const normal = open(connections - 1);
  let ended: Promise<unknown> | undefined;
  return {
    ledger,
    normal,
    of: (priority) => (priority === 'ledger' ? ledger : normal),
    end() {
      ended ??= Promise.all([ledger.end(), normal.end()]);
      return ended.then(() => undefined);
    },
  };
}

/** Tables that autovacuum would look at as well, but up to a minute later. Their names come quoted. */
const MUCH_CHANGED = `select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables
  where schemaname = any(current_schemas(false)) and n_mod_since_analyze > 1000 + n_live_tup / 5`;

const translated = <T>(answer: Promise<T>): Promise<T> =>
  answer.catch((error: unknown) => {
    throw toDbError(error);
  });

function assemble<Schema>(pools: Pools, timeLimit: number): PostgresDb<Schema> {
  const prepare = createPreparedTexts();
  const kyselyOn = (pool: pg.Pool, limit?: number): Kysely<Schema> =>
    new Kysely<Schema>({
      dialect: new PostgresDialect({
        pool: kyselyPool({ pool, prepare, ...(limit !== undefined && { timeLimit: limit }) }),
      }),
    });
  const writing = { ledger: kyselyOn(pools.ledger, timeLimit), normal: kyselyOn(pools.normal, timeLimit) };

  const borrow = async <T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
    const client = await pool.connect().catch((error: unknown) => {
      throw toDbError(error);
    });
    let broken = false;
    try {
      return await work(client);
    } catch (error) {
      // A connection inside a transaction nobody will end must not go back to the others.
      broken = client.getTransactionStatus?.() !== 'I';
      throw error;
    } finally {
      client.release(broken);
    }
  };

  const together = createReadGroups((work) => borrow(pools.normal, work));
  const rowsOf = async <Row>(
    client: pg.PoolClient | null,
    sql: string,
    parameters: readonly Value[],
  ): Promise<Row[]> => {
    const query = { ...prepare(sql), values: [...parameters] };
    const { rows } = await translated(client === null ? together(query) : client.query(query));
    return rows as Row[];
  };

  return {
    engine: 'postgres',
    read: kyselyOn(pools.normal),
    all: (sql, parameters = []) => rowsOf(null, sql, parameters),
    batch: (statements, options) =>
      borrow(pools.of(options?.priority ?? 'normal'), (client) => runBatch(client, prepare, statements)),
    transaction: (work, options) =>
      (options?.priority === 'ledger' ? writing.ledger : writing.normal).transaction().execute(work),
    snapshot: (work) =>
      borrow(pools.normal, async (client) => {
        // BEGIN alone takes no snapshot: the first statement does.
        await translated(
          Promise.all([client.query('begin isolation level repeatable read read only'), client.query('select 1')]),
        );
        try {
          return await work((sql, parameters = []) => rowsOf(client, sql, parameters), cursorStream(client));
        } finally {
          await translated(client.query('commit'));
        }
      }),
    refreshStatistics: () =>
      borrow(pools.normal, async (client) => {
        const { rows } = await translated(client.query<{ name: string }>(MUCH_CHANGED));
        for (const { name } of rows) await translated(client.query(`analyze (skip_locked) ${name}`));
        // What is wrong with the server shows at the next write; this one only makes reads quicker.
      }).catch(() => undefined),
    close: () => pools.end(),
  };
}
