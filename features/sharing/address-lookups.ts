import type { Db } from '@chartwarden/db';
import type { Gate } from '@chartwarden/gate';
import type { AccountId } from '@chartwarden/ids';
import type { Clock } from '@chartwarden/time';
import type { Asking } from './asking.ts';
import type { ShareDraftRow } from './share-drafts.store.ts';
import { triesStore } from './tries.store.ts';

/** Addresses that were not found, by one account within an hour. */
const MOST_MISSED = 10;
const HOUR = 3_600_000;

/**
 * Who has an address; null: nobody who could receive anything. A lookup is taken before anything is looked up and given
 * back when somebody was found: of any number at once, ten learn that nobody is there. `spent`: what is said then.
 */
export function createAddressLookups(parts: {
  readonly db: Db;
  readonly gate: Pick<Gate, 'account'>;
  readonly clock: Clock;
  readonly accountAt: (address: string) => Promise<AccountId | null>;
  readonly spent: (who: Asking) => Promise<never>;
}) {
  const { db, gate, clock, accountAt, spent } = parts;
  const store = triesStore(db, 'share_lookups');
  return async (who: Asking, row: ShareDraftRow, address: string): Promise<AccountId | null> => {
    try {
      await store.take(row.account_id, clock.now(), { most: MOST_MISSED, span: HOUR });
    } catch (error) {
      if (error instanceof Error && error.name === 'ConflictError') return spent(who);
      throw error;
    }
    const found = await accountAt(address);
    if (found === null || gate.account(found).status !== 'active') return null;
    await store.giveBack(row.account_id);
    return found;
  };
}
