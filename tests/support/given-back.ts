import { createHash } from 'node:crypto';
import { Client } from 'pg';

// A PostgreSQL database that a test hands back is emptied rather than removed. What it looked like when it was made is
// compared with what it looks like then, so that no test begins with what another one left.

/** Every column, index, constraint and trigger, and the rows that migrations left, as one text. */
const LOOKS = `
  select json_build_object(
    'columns', (
      select json_agg(json_build_array(c.oid::regclass::text, a.attname, a.atttypid, a.attnotnull, a.atthasdef) order by c.relname, a.attnum)
      from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and a.attnum > 0),
    'constraints', (
      select json_agg(pg_get_constraintdef(oid) order by conrelid::regclass::text, conname)
      from pg_constraint where connamespace = 'public'::regnamespace),
    'triggers', (select json_agg(json_build_array(tgrelid::regclass::text, tgname, tgenabled) order by tgname) from pg_trigger where not tgisinternal),
    'settings', (select count(*) from pg_db_role_setting where setdatabase = (select oid from pg_database where datname = current_database()))
  )::text as looks`;

/** Tables that hold what migrations wrote; no test has a reason to write there. */
const KEPT = ['schema_lock', 'schema_steps'];

/** What a database looks like: a digest of its tables and of what stands in those that are kept. */
export const looksOf = (url: string): Promise<string> => on(url, read);

/** Ends what is connected to it and empties it. False: it is not what it was, and has to go. */
export const isAsMade = (url: string, looks: string): Promise<boolean> =>
  on(url, async (client) => {
    await client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    const { rows } = await client.query<{ tables: string[] | null }>(
      `select array_agg(oid::regclass::text) as tables from pg_class
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname <> all ($1)`,
      [KEPT],
    );
    const deletes = (rows[0]?.tables ?? []).map((table) => `delete from ${table};`).join('\n');
    await client.query(`begin; set local session_replication_role = replica; ${deletes} commit;`);
    const sequences = await client.query<{ name: string }>(
      "select oid::regclass::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S'",
    );
    for (const { name } of sequences.rows) await client.query(`alter sequence ${name} restart`);
    return (await read(client)) === looks;
  });

async function read(client: Client): Promise<string> {
  const hash = createHash('sha256');
  const { rows } = await client.query<{ looks: string }>(LOOKS);
  hash.update(rows[0]?.looks ?? '');
  for (const table of KEPT) hash.update(JSON.stringify((await client.query(`select * from ${table} order by 1`)).rows));
  return hash.digest('hex');
}

async function on<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
