import type { AccountId, RecordId } from '@chartwarden/ids';
import type { OpenEntry } from '@chartwarden/ledger';

/** What somebody is told about unasked. */
export const ALERTS = [
  'failed-logins', 'first-look', 'export', 'mass-read', 'break-glass', 'log-broken', 'clock-back',
] as const; // biome-ignore format: one list
export type Alert = (typeof ALERTS)[number];

/** These are told whatever an account chose: nobody should be able to miss them. */
export const ALWAYS: readonly Alert[] = ['failed-logins', 'break-glass', 'log-broken'];

/** Whom an alert is for: an account, whoever holds a record, or owners, admins and auditors. */
export type AlertFor =
  | { readonly kind: 'account'; readonly account: AccountId }
  | { readonly kind: 'holders'; readonly record: RecordId; readonly but?: AccountId }
  | { readonly kind: 'checkers' };

export interface FoundAlert {
  readonly alert: Alert;
  readonly for: AlertFor;
}

/** What the rules ask about lines before the one that they judge; times in milliseconds. */
export interface Before {
  /** Failed logins of an account since a time and since its last login, without this line. */
  failures(account: AccountId, since: number): Promise<number>;
  /** True when the account was let see anything of the record. */
  looked(account: AccountId, record: RecordId): Promise<boolean>;
  /** How many different entries the account was shown of the record since a time: before this line, and with it. */
  shown(
    account: AccountId,
    record: RecordId,
    since: number,
  ): Promise<{ readonly before: number; readonly after: number }>;
  /** True for an access event in which somebody took what was offered for an emergency. */
  isEmergency(record: RecordId, event: string): Promise<boolean>;
  /** True for whoever holds the record now. */
  holds(account: AccountId, record: RecordId): boolean;
}

const HOUR = 3_600_000;
/** The failure within an hour at which an account is told, once. */
export const FAILURES = 5;
/** As many different entries shown to one account within an hour are many; the same ones again are not. */
export const MASS = 1000;

type Rule = (line: OpenEntry, before: Before) => Promise<FoundAlert | null>;

/** One rule for each alert. A rule fires at the line that makes it true, so that it is said once. */
const RULES: Readonly<Record<Alert, Rule>> = {
  async 'failed-logins'({ time, body: { action, outcome, detail } }, before) {
    const account = detail?.account as AccountId | undefined;
    if (action !== 'login' || outcome !== 'failed' || account === undefined) return null;
    if ((await before.failures(account, time - HOUR)) !== FAILURES - 1) return null;
    return { alert: 'failed-logins', for: { kind: 'account', account } };
  },
  async 'first-look'(line, before) {
    const look = lookOf(line);
    if (look === null || before.holds(look.account, look.record)) return null;
    if (await before.looked(look.account, look.record)) return null;
    return { alert: 'first-look', for: { kind: 'holders', record: look.record, but: look.account } };
  },
  async export(line) {
    const look = lookOf(line);
    // A snapshot for a link is a part that its maker chose; each opening of the link is told by itself.
    if (look === null || line.body.action !== 'export' || line.body.channel === 'link') return null;
    // Also to whoever did it: if it was not they, they should know.
    return { alert: 'export', for: { kind: 'holders', record: look.record } };
  },
  async 'mass-read'(line, before) {
    const look = lookOf(line);
    const { count = 0, action } = line.body;
    if (look === null || count === 0 || action === 'export' || before.holds(look.account, look.record)) return null;
    const shown = await before.shown(look.account, look.record, line.time - HOUR);
    if (shown.before >= MASS || shown.after < MASS) return null;
    return { alert: 'mass-read', for: { kind: 'holders', record: look.record, but: look.account } };
  },
  async 'break-glass'({ body: { action, outcome, record, detail } }, before) {
    if (action !== 'access-consent' || outcome !== 'done' || record === undefined) return null;
    if (!(await before.isEmergency(record as RecordId, String(detail?.event)))) return null;
    return { alert: 'break-glass', for: { kind: 'holders', record: record as RecordId } };
  },
  async 'log-broken'({ body: { action, outcome } }) {
    return action === 'verify' && outcome === 'failed' ? { alert: 'log-broken', for: { kind: 'checkers' } } : null;
  },
  async 'clock-back'({ body: { action } }) {
    return action === 'clock' ? { alert: 'clock-back', for: { kind: 'checkers' } } : null;
  },
};

/** Who was let see something of which record; null for every other line. */
function lookOf({ body }: OpenEntry): { readonly account: AccountId; readonly record: RecordId } | null {
  const { outcome, record, actor } = body;
  if (outcome !== 'permitted' || record === undefined || actor.account === undefined) return null;
  return { account: actor.account as AccountId, record: record as RecordId };
}

/** Everything that one line gives reason to tell, in the order of {@link ALERTS}. */
export async function alertsIn(line: OpenEntry, before: Before): Promise<readonly FoundAlert[]> {
  const found: FoundAlert[] = [];
  for (const name of ALERTS) {
    const one = await RULES[name](line, before);
    if (one !== null) found.push(one);
  }
  return found;
}
