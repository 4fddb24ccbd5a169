import { setTimeout as sleep } from 'node:timers/promises';
import type { PoolClient, QueryResult } from 'pg';
import { insertInto, onConflict } from '../insert-names.ts';
import { ConflictError, type InsertStatement, type Statement } from '../types.ts';
import { binaryArray } from './binary-arrays.ts';
import { mayTryAgain, toDbError } from './pg-errors.ts';
import type { PreparedText } from './prepared-texts.ts';

type Query = PreparedText & { values: unknown[] };
type Prepare = (sql: string, numbered?: boolean) => PreparedText;

/** How often a batch that lost against another one (deadlock, serialization) is tried in all. */
const TRIES = 5;

/**
 * Runs the statements as one transaction: one round trip, or two when a statement says how many rows it must change,
 * because only then the commit depends on an answer.
 */
export async function runBatch(
  client: PoolClient,
  prepare: Prepare,
  statements: readonly Statement[],
): Promise<number[]> {
  const queries = statements.map((statement) => toQuery(prepare, statement));
  for (let tries = 1; ; tries += 1) {
    try {
      return await once(client, statements, queries);
    } catch (error) {
      if (error instanceof ConflictError) throw error;
      if (!mayTryAgain(error) || tries >= TRIES) throw toDbError(error);
      await sleep(tries * 10 * (0.5 + Math.random()));
    }
  }
}

async function once(
  client: PoolClient,
  statements: readonly Statement[],
  queries: readonly (Query | null)[],
): Promise<number[]> {
  const conditional = statements.some((statement) => 'sql' in statement && statement.expect !== undefined);
  // A single statement is a transaction by itself.
  if (!conditional && queries.length === 1) {
    const [query] = queries;
    return [query === undefined || query === null ? 0 : changesOf(await client.query(query))];
  }
  const sent = [client.query('begin'), ...queries.map((query) => (query === null ? nothing : client.query(query)))];
  const committed = conditional ? undefined : client.query('commit');
  const [answers, end] = await Promise.all([Promise.allSettled(sent), settled(committed)]);
  const failed = answers.find((answer) => answer.status === 'rejected');
  if (failed !== undefined) {
    if (conditional) await client.query('rollback');
    throw failed.reason;
  }
  if (end?.status === 'rejected') throw end.reason;
  const changes = answers.slice(1).map((answer) => (answer.status === 'fulfilled' ? changesOf(answer.value) : 0));
  if (!conditional) return changes;
  const wrong = statements.findIndex(
    (statement, index) => 'sql' in statement && statement.expect !== undefined && statement.expect !== changes[index],
  );
  await client.query(wrong === -1 ? 'commit' : 'rollback');
  if (wrong !== -1) throw new ConflictError(wrong);
  return changes;
}

const nothing: Promise<QueryResult | null> = Promise.resolve(null);
const changesOf = (result: QueryResult | null): number => result?.rowCount ?? 0;

async function settled<T>(promise: Promise<T> | undefined): Promise<PromiseSettledResult<T> | undefined> {
  if (promise === undefined) return undefined;
  const [result] = await Promise.allSettled([promise]);
  return result;
}

function toQuery(prepare: Prepare, statement: Statement): Query | null {
  if ('sql' in statement) return { ...prepare(statement.sql), values: [...statement.parameters] };
  if (statement.rows.length === 0) return null;
  const columns = Object.entries(statement.columns);
  for (const row of statement.rows) {
    if (row.length !== columns.length) throw new RangeError('a row has another number of values than columns');
  }
  const values = columns.map(([, type], index) => binaryArray(type, statement.rows, index));
  return { ...prepare(insertText(statement), true), values };
}

function insertText(statement: InsertStatement): string {
  const arrays = Object.values(statement.columns).map((type, index) => `$${index + 1}::${type}[]`);
  return `${insertInto(statement)} select * from unnest(${arrays.join(', ')})${onConflict(statement)}`;
}
