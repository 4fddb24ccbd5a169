import type { Db, DiskReserve } from '@chartwarden/db';
import type { Core } from '@chartwarden/gate';
import type { ReadyCheck } from '@chartwarden/http';
import type { Objects } from '@chartwarden/objects';

/** What one line of the log takes, its pages in SQLite's own log included, and then some. */
const A_LINE = 1024 * 1024;

/**
 * What has to work for a record to be read: each is asked now, and none says more than yes or no. A log that does not
 * verify is not among them because nothing is served then at all; a nearly full disk is not, because records can be read.
 */
export const readiness = (parts: {
  readonly db: Db;
  readonly keyringDb: Db;
  readonly core: Core;
  readonly objects: Pick<Objects, 'reach'>;
  readonly reserve: DiskReserve;
}): Readonly<Record<string, ReadyCheck>> => {
  const { db, keyringDb, core, objects, reserve } = parts;
  return {
    // An empty batch fails when the database takes no writes.
    database: async () => (await db.batch([])).length === 0 && (await db.all('select 1 as one')).length === 1,
    keyring: async () => (await keyringDb.all('select 1 as one')).length === 1,
    ledger: () => core.ledger.startup().sound,
    objects: async () => {
      await objects.reach();
      return true;
    },
    disk: () => {
      const { kept, free } = reserve.state();
      return kept + free >= A_LINE;
    },
  };
};
