import { createHash, randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { isAsMade, looksOf } from './given-back.ts';

/** A database of one test's own. */
export interface TestDatabase {
  readonly url: string;
  /** Ends its connections and removes it. */
  drop(): Promise<void>;
}

/** Makes an empty database on the server at `serverUrl` (what describeWithPostgres gives). */
export async function makeDatabase(serverUrl: string): Promise<TestDatabase> {
  const name = `chartwarden_test_${randomBytes(6).toString('hex')}`;
  await onServer(serverUrl, (client) => client.query(`CREATE DATABASE ${name}`));
  return { url: urlOf(serverUrl, name), drop: () => dropDatabase(serverUrl, name) };
}

/** Names the run of the tests, for what all its files share (before-all.ts); absent: nothing is shared. */
export const RUN = 'CHARTWARDEN_TEST_RUN';

const prefixOf = (run: string): string => `chartwarden_template_${run}_`;

/**
 * A copy of a database that `fill` made ready, once in a run for each `kind`. Hundreds of tests begin with the same
 * tables, and making them anew costs several times as much as a copy. What a test hands back is emptied for the next one
 * of its worker (given-back.ts): a tenth of what making and removing a copy costs.
 * @param fill gets the URL of an empty database, and leaves no connection to it open
 */
export async function copyDatabase(
  serverUrl: string,
  kind: string,
  fill: (url: string) => Promise<void>,
): Promise<TestDatabase> {
  const run = process.env[RUN];
  if (run === undefined) {
    const database = await makeDatabase(serverUrl);
    await fill(database.url);
    return database;
  }
  const template = prefixOf(run) + createHash('sha256').update(kind).digest('hex').slice(0, 16);
  let copies = known.get(template);
  if (copies === undefined) {
    await onServer(serverUrl, async (client) => {
      // The workers of a run begin at the same time: one makes it, the others wait.
      await client.query('SELECT pg_advisory_lock(hashtext($1))', [template]);
      const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
      if (rowCount !== 0) return;
      const unfinished = `${template}_unfinished`;
      await client.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`);
      await client.query(`CREATE DATABASE ${unfinished}`);
      await fill(urlOf(serverUrl, unfinished));
      await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${template}`);
    });
    copies = { free: [], asMade: null };
    known.set(template, copies);
  }
  const { free } = copies;
  const name = free.pop() ?? (await copyOf(serverUrl, template, copies));
  return {
    url: urlOf(serverUrl, name),
    async drop() {
      if (await isAsMade(urlOf(serverUrl, name), copies.asMade ?? '')) free.push(name);
      else await dropDatabase(serverUrl, name);
    },
  };
}

interface Copies {
  /** Names of those that were handed back. */
  readonly free: string[];
  /** What all of them look like; known from the first. */
  asMade: string | null;
}

async function copyOf(serverUrl: string, template: string, copies: Copies): Promise<string> {
  // Below the prefix of the run, so that it goes with it.
  const name = `${template}_${randomBytes(4).toString('hex')}`;
  await onServer(serverUrl, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  copies.asMade ??= await looksOf(urlOf(serverUrl, name));
  return name;
}

const known = new Map<string, Copies>();

/** Removes what copyDatabase of a run copied from. */
export const dropTemplates = (serverUrl: string, run: string): Promise<void> =>
  onServer(serverUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      'SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1)',
      [prefixOf(run)],
    );
    for (const { name } of rows) await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
  });

async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  await onServer(serverUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
}

function urlOf(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function onServer(serverUrl: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
