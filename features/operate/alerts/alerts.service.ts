import type { Db, Statement } from '@chartwarden/db';
import type { Core } from '@chartwarden/gate';
import type { AccountId, RecordId } from '@chartwarden/ids';
import type { Entry, OpenEntry } from '@chartwarden/ledger';
import { z } from 'zod';
import { ALERTS, ALWAYS, type Alert, type AlertFor, alertsIn } from './alert-rules.ts';
import { alertsStore } from './alerts.store.ts';
import { createHistory } from './before.ts';

/** What an account wants to be told about. */
export type AlertChoices = Readonly<Record<Alert, boolean>>;

export interface AlertsPorts {
  readonly db: Db;
  readonly core: Pick<Core, 'access' | 'ledger'>;
  /** What an account chose, kept with it. */
  readonly notes: {
    get(account: AccountId, name: string): Promise<unknown>;
    put(account: AccountId, name: string, value: unknown): Promise<void>;
  };
  /** Writes a notice of an account, in the transaction of the caller. `at`: milliseconds. */
  readonly notice: (account: AccountId, kind: string, at: number) => Statement;
}

const NOTE = 'operate.alerts';
const KEPT = z.object({ off: z.array(z.enum(ALERTS)) });
/** Whose role it is to look after the log, or to check it. */
const CHECKS: ReadonlySet<string> = new Set(['owner', 'admin', 'auditor']);
/** Lines opened at once. */
const CHUNK = 200;

/**
 * Tells people what they should know, from the lines of the log: nothing is alerted that is not written there, and since
 * the place in the log moves on together with the notices, a crash neither loses nor repeats one.
 */
export function createAlerts({ db, core, notes, notice }: AlertsPorts) {
  const { ledger, access } = core;
  const store = alertsStore(db);
  let busy: Promise<number> | undefined;

  const isOpen = (entry: Entry): entry is OpenEntry => !entry.sealed;

  /** Accounts that hold a record, and those that manage an organization which does. */
  function holdersOf(record: RecordId): readonly AccountId[] {
    const { records, accounts } = access.state();
    const holders = new Set(records.get(record)?.custody.map(({ holder }) => holder.id));
    return [...accounts].flatMap(([account, { status, memberships }]) => {
      const manages = memberships.some(({ organization, role }) => role === 'manager' && holders.has(organization));
      return status === 'active' && (holders.has(account) || manages) ? [account] : [];
    });
  }

  function accountsFor(to: AlertFor): readonly AccountId[] {
    switch (to.kind) {
      case 'account':
        return access.state().accounts.get(to.account)?.status === 'active' ? [to.account] : [];
      case 'holders':
        return holdersOf(to.record).filter((account) => account !== to.but);
      case 'checkers':
        return [...access.state().accounts].flatMap(([account, { status, roles }]) =>
          status === 'active' && roles.some((role) => CHECKS.has(role)) ? [account] : [],
        );
    }
  }

  async function off(account: AccountId): Promise<readonly Alert[]> {
    const kept = KEPT.safeParse(await notes.get(account, NOTE));
    return kept.success ? kept.data.off : [];
  }

  const choicesOf = (off: readonly Alert[]): AlertChoices =>
    Object.fromEntries(ALERTS.map((alert) => [alert, ALWAYS.includes(alert) || !off.includes(alert)])) as AlertChoices;

  /** The notices that some lines give reason for. A record is named by its id. */
  async function noticesFor(lines: readonly OpenEntry[], history: History): Promise<readonly Statement[]> {
    const statements: Statement[] = [];
    for (const line of lines) {
      const found = await alertsIn(line, history.of(line));
      history.passed(line);
      for (const { alert, for: to } of found)
        for (const account of accountsFor(to)) {
          if (!choicesOf(await off(account))[alert]) continue;
          const kind = to.kind === 'holders' ? `${alert}:${to.record}` : alert;
          statements.push(notice(account, kind, line.time));
        }
    }
    return statements;
  }

  async function lookOn(): Promise<number> {
    const { size } = await ledger.refresh();
    let place = await store.place();
    if (place === null) {
      // What was written before anybody could be told is history.
      await store.begin(size);
      return 0;
    }
    let told = 0;
    await access.refresh();
    const history = createHistory(core, (account, record) => holdersOf(record).includes(account));
    while (place < size) {
      const to = Math.min(place + CHUNK, size);
      const entries = await ledger.reader.searchIn({}, { before: to, least: place, skip: 0, limit: CHUNK });
      const found = await noticesFor(entries.filter(isOpen).toReversed(), history);
      if (!(await store.moveOn(place, to, found))) return told;
      told += found.length;
      place = to;
    }
    return told;
  }

  return {
    /** Looks at every line since the last time. Resolves with how many notices that made; runs that meet are one. */
    run(): Promise<number> {
      busy ??= lookOn().finally(() => {
        busy = undefined;
      });
      return busy;
    },

    choices: async (account: AccountId): Promise<AlertChoices> => choicesOf(await off(account)),

    /** Replaces them; what is always told stays on. */
    async choose(account: AccountId, choices: AlertChoices): Promise<AlertChoices> {
      const turnedOff = ALERTS.filter((alert) => !choices[alert] && !ALWAYS.includes(alert));
      await notes.put(account, NOTE, { off: turnedOff });
      return choicesOf(turnedOff);
    },
  };
}

type History = ReturnType<typeof createHistory>;
export type Alerts = ReturnType<typeof createAlerts>;
