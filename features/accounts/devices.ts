import type { AccountId } from '@chartwarden/ids';
import type { AccountNotes } from './account-notes.ts';
import type { AccountsStore } from './accounts.store.ts';
import type { Caller } from './notes.ts';
import { noticeOf } from './notices.ts';
import type { AccountsPorts } from './ports.ts';
import type { Throttle } from './throttle.ts';

/** Tells an account when a login came from where none of its logins came from in 90 days. */
export interface Devices {
  /** After a login. The first place of an account is new to nobody. */
  met(account: AccountId, caller: Caller): Promise<void>;
}

const KNOWN = 'accounts.places';

export function createDevices(parts: {
  readonly store: AccountsStore;
  readonly throttle: Throttle;
  readonly notes: AccountNotes;
  readonly ports: Pick<AccountsPorts, 'clock'>;
}): Devices {
  const { store, throttle, notes, ports } = parts;
  return {
    async met(account, { client, facts }) {
      // The operator at the machine itself.
      if (facts.ip === undefined) return;
      const isFirst = (await notes.get(account, KNOWN)) === null;
      const isKnown = await throttle.meet(`a ${client} of ${account}`, facts.ip);
      if (isFirst) await notes.put(account, KNOWN, true);
      else if (!isKnown) await store.addNotice(account, noticeOf('new-device', ports.clock));
    },
  };
}
