import type { Db } from '@chartwarden/db';
import { correctionsStore } from './corrections.store.ts';
import { importsStore } from './imports.store.ts';

/** Changes with everything that counts in a record: commits, withdrawals, corrections and verdicts. */
export const recordState = async (db: Db, record: Buffer): Promise<string> =>
  `${await importsStore(db).lastCommit(record)}.${await correctionsStore(db).changes(record)}`;
