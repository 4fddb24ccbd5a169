import { setTimeout as sleep } from 'node:timers/promises';
import type { PoolClient, QueryResult } from 'pg';
import { insertInto, onConflict } from '../insert-names.ts';
import { ConflictError, type InsertStatement, type Statement, StorageError } from '../types.ts';
import { binaryArray } from './binary-arrays.ts';
import { inOneWrite } from './one-write.ts';
import { mayTryAgain, toDbError } from './pg-errors.ts';
import type { PreparedText } from './prepared-texts.ts';

type Query = PreparedText & { values: unknown[] };
type Prepare = (sql: string, numbered?: boolean) => PreparedText;

/** How often a batch that lost against another one (deadlock, serialization) is tried in all. */
const TRIES = 5;

/** Runs the statements as one transaction in one round trip. */
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
      if (error instanceof ConflictError || error instanceof StorageError) throw error;
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
  // A single statement is a transaction by itself.
  const isOne = queries.length === 1;
  const [begun, answers, ended] = await inOneWrite(client, () =>
    Promise.all([
      settled(isOne ? nothing : client.query('begin')),
      Promise.all(queries.map((query) => settled(query === null ? nothing : client.query(query)))),
      settled(isOne ? nothing : client.query('commit')),
    ]),
  );
  // Without it each statement behind it was a transaction of its own.
  if (begun.status === 'rejected') throw new StorageError('the batch did not begin; what was kept of it is not known');
  // After one that failed, the server refuses the others and makes the commit a rollback: the first says why.
  for (const [index, answer] of answers.entries()) {
    if (answer.status === 'fulfilled') continue;
    const conditional = expectOf(statements[index]) !== undefined;
    throw conditional && isWrongCount(answer.reason) ? new ConflictError(index) : answer.reason;
  }
  if (ended.status === 'rejected') throw ended.reason;
  return answers.map((answer, index) => expectOf(statements[index]) ?? changesOf(answer));
}

const nothing: Promise<QueryResult | null> = Promise.resolve(null);
const changesOf = (answer: PromiseSettledResult<QueryResult | null>): number =>
  answer.status === 'fulfilled' ? (answer.value?.rowCount ?? 0) : 0;

const expectOf = (statement: Statement | undefined): number | undefined =>
  statement !== undefined && 'sql' in statement ? statement.expect : undefined;

/** division_by_zero: what {@link expecting} makes of another number of rows. */
const isWrongCount = (error: unknown): boolean => (error as { readonly code?: unknown }).code === '22012';

/** Fails where it changes another number of rows, so that the commit can be sent before that is known here. */
const expecting = (sql: string, expect: number): string =>
  `with changed as (${sql} returning 1) select 1 / (case when count(*) = ${expect} then 1 else 0 end) from changed`;

const settled = async <T>(promise: Promise<T>): Promise<PromiseSettledResult<T>> =>
  (await Promise.allSettled([promise]))[0];

function toQuery(prepare: Prepare, statement: Statement): Query | null {
  if ('sql' in statement) {
    const { sql, parameters, expect } = statement;
    return { ...prepare(expect === undefined ? sql : expecting(sql, expect)), values: [...parameters] };
  }
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
