import type { Accounts } from '@chartwarden/accounts';
import { createReadable, READABLE_SECTIONS } from '@chartwarden/chart';
import type { Db } from '@chartwarden/db';
import type { Core } from '@chartwarden/gate';
import type { Jobs } from '@chartwarden/jobs';
import {
  archiveRoutes,
  type ChartWordsIn,
  createArchiveExports,
  createRetention,
  type Erasures,
  type Operate,
  operateRoutes,
  retentionRoutes,
} from '@chartwarden/operate';
import type { Clock } from '@chartwarden/time';

/** How an entry reads as a line, as the chart says it. */
const chart: ChartWordsIn = (language) => ({ ...createReadable(language), sections: READABLE_SECTIONS });

/** A person's own acts on a whole record: taking it along, and having it destroyed. */
export function createRightsParts(
  core: Core,
  parts: {
    readonly db: Db;
    readonly clock: Clock;
    readonly accounts: Accounts;
    readonly jobs: Jobs;
    readonly publicUrl: () => string;
    readonly operate: Operate;
    readonly erasures: Erasures;
  },
) {
  const { db, clock, accounts, jobs, publicUrl, operate, erasures } = parts;
  const archives = createArchiveExports({
    core,
    db,
    clock,
    publicUrl,
    chart,
    nameOf: (account) => accounts.nameOf(account),
    languageOf: async (account) => (await accounts.preferences.get(account)).language ?? 'en',
  });
  const retention = createRetention({
    core,
    db,
    clock,
    keepers: {
      approvals: { count: core.approvals.old, apply: core.approvals.forget },
      jobs: { count: async (before) => ({ things: await jobs.ended(before), of: 0 }), apply: jobs.prune },
      notices: accounts.seenNotices,
    },
  });
  return {
    retention,
    routes: [...operateRoutes({ operate, erasures }), ...archiveRoutes(archives), ...retentionRoutes(retention)],
  };
}

export type RightsParts = ReturnType<typeof createRightsParts>;
