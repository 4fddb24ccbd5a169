import { createHash } from 'node:crypto';
import type { Db } from '@chartwarden/db';
import { type FactId, idFromBytes } from '@chartwarden/ids';
import { archiveStore } from './archive.store.ts';
import { correctionsStore } from './corrections.store.ts';
import { importsStore } from './imports.store.ts';
import type { Condition } from './slice-sql.ts';

/** Changes with everything that counts in a record: commits, withdrawals, corrections and verdicts. */
export const recordState = async (db: Db, record: Buffer): Promise<string> =>
  `${await importsStore(db).lastCommit(record)}.${await correctionsStore(db).changes(record)}`;

const LISTED = 5000;

/** What somebody sees of a record who was granted a part: versions by fact, and a state that changes with them. */
export interface PartState {
  readonly state: string;
  readonly versions: ReadonlyMap<FactId, number>;
}

/**
 * The same of what a condition lets through, and of nothing else: whoever was granted a part must not learn from it that
 * something happened beside it.
 */
export async function partState(db: Db, record: Buffer, condition: () => Condition): Promise<PartState> {
  const digest = createHash('sha256');
  const versions = new Map<FactId, number>();
  for (let after: Buffer = Buffer.alloc(0); ; ) {
    const page = await archiveStore(db).current(record, condition(), after, LISTED);
    for (const { fact_id, version } of page) {
      versions.set(idFromBytes<FactId>(fact_id), version);
      digest.update(fact_id).update(`${version} `);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < LISTED) return { state: digest.digest('hex'), versions };
    after = last.fact_id;
  }
}
