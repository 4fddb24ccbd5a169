import type { Accounts } from '@chartwarden/accounts';
import { createReadable, READABLE_SECTIONS } from '@chartwarden/chart';
import type { Db } from '@chartwarden/db';
import type { Core } from '@chartwarden/gate';
import {
  archiveRoutes,
  type ChartWordsIn,
  createArchiveExports,
  createExports,
  type Erasures,
  type Operate,
  operateRoutes,
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
    readonly accounts: Pick<Accounts, 'nameOf' | 'preferences'>;
    readonly publicUrl: () => string;
    readonly operate: Operate;
    readonly erasures: Erasures;
  },
) {
  const { db, clock, accounts, publicUrl, operate, erasures } = parts;
  const archives = createArchiveExports({
    core,
    db,
    clock,
    publicUrl,
    chart,
    nameOf: (account) => accounts.nameOf(account),
    languageOf: async (account) => (await accounts.preferences.get(account)).language ?? 'en',
  });
  return {
    archives,
    routes: [...operateRoutes({ operate, erasures, exports: createExports(core) }), ...archiveRoutes(archives)],
  };
}

export type RightsParts = ReturnType<typeof createRightsParts>;
