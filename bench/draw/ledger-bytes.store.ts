import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Client } from 'pg';
import type { BenchContext } from '../runner/types.ts';

/** Bytes of all entries of the ledger: bodies and lists of ids, as they are stored. */
export async function ledgerBytes({ databaseUrl, scratch }: BenchContext): Promise<number> {
  const all = 'select sum(length(body) + coalesce(length(ids), 0)) as bytes from ledger_entries';
  if (databaseUrl === null) {
    const db = new Database(join(scratch, 'data/chartwarden.db'), { readonly: true });
    const row = db.prepare(all).get() as { bytes: number };
    db.close();
    return row.bytes;
  }
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ bytes: string }>(all);
  await client.end();
  return Number(rows[0]?.bytes);
}
