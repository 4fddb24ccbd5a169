import type { Core } from '@chartwarden/gate';
import type { AccountId, RecordId } from '@chartwarden/ids';
import type { Entry, Ledger, OpenEntry } from '@chartwarden/ledger';
import { type Before, MASS } from './alert-rules.ts';

/** Lines read at once. */
const PAGE = 500;
/** Failed logins looked through for one answer, of whomever: so many in an hour are a storm, of which some is enough. */
const MOST_FAILURES = 20_000;

interface Failure {
  readonly seq: number;
  readonly time: number;
  readonly account: unknown;
}

interface Shown {
  readonly seq: number;
  readonly time: number;
  readonly count: number;
}

const isOpen = (entry: Entry): entry is OpenEntry => !entry.sealed;

/**
 * What stood in the log before each of some lines that are judged one after another. What was read for one is kept for
 * the next: somebody who reads much must not cost the square of it.
 */
export function createHistory(
  { ledger, access }: { readonly ledger: Pick<Ledger, 'reader'>; readonly access: Core['access'] },
  holds: (account: AccountId, record: RecordId) => boolean,
) {
  const shown = new Map<string, Shown[]>();
  let failures: Failure[] | undefined;

  async function failuresBefore(seq: number, since: number): Promise<readonly Failure[]> {
    const found: Failure[] = [];
    const least = await ledger.reader.sequenceAt(since);
    for (let before = seq; found.length < MOST_FAILURES; ) {
      const words = { action: 'login', outcome: 'failed' };
      const page = await ledger.reader.searchIn(words, { before, least, skip: 0, limit: PAGE });
      found.push(
        ...page.filter(isOpen).map(({ seq: at, time, body }) => ({ seq: at, time, account: body.detail?.account })),
      );
      if (page.length < PAGE) break;
      before = page.at(-1)?.seq ?? 0;
    }
    return found;
  }

  /** Back to `since`, or to as many entries as make a difference. */
  async function shownBefore(account: AccountId, record: RecordId, seq: number, since: number): Promise<Shown[]> {
    const found: Shown[] = [];
    let sum = 0;
    for (let before = seq; ; ) {
      const words = { actor: account, outcome: 'permitted' };
      const page = await ledger.reader.list(record, { before, limit: PAGE }, words);
      for (const { seq: at, time, body } of page.filter(isOpen)) {
        if (time < since || sum >= MASS) return found;
        if (body.action === 'export') continue;
        found.push({ seq: at, time, count: body.count ?? 0 });
        sum += body.count ?? 0;
      }
      if (page.length < PAGE) return found;
      before = page.at(-1)?.seq ?? 0;
    }
  }

  const keyOf = (account: string, record: string): string => `${account} ${record}`;

  return {
    of: ({ seq }: OpenEntry): Before => ({
      async failures(account, since) {
        failures ??= [...(await failuresBefore(seq, since))];
        const inn = { actor: account, action: 'login', outcome: 'done' };
        const [last] = await ledger.reader.searchIn(inn, { before: seq, least: 0, skip: 0, limit: 1 });
        return failures.filter(
          (one) => one.account === account && one.seq < seq && one.time >= since && one.seq > (last?.seq ?? -1),
        ).length;
      },
      looked: async (account, record) =>
        (await ledger.reader.list(record, { before: seq, limit: 1 }, { actor: account, outcome: 'permitted' })).length >
        0,
      async shown(account, record, since) {
        const key = keyOf(account, record);
        const lines = shown.get(key) ?? (await shownBefore(account, record, seq, since));
        shown.set(key, lines);
        return lines.reduce((sum, line) => (line.seq < seq && line.time >= since ? sum + line.count : sum), 0);
      },
      isEmergency: async (record, event) =>
        (await access.eventsOf(record)).some(
          (one) => one.kind === 'consent' && one.id === event && one.under !== undefined && one.ends === undefined,
        ),
      holds,
    }),

    /** This line was judged, and is before the next. */
    passed({ seq, time, body }: OpenEntry): void {
      const { action, outcome, actor, record, count, detail } = body;
      if (action === 'login' && outcome === 'failed') failures?.push({ seq, time, account: detail?.account });
      if (outcome !== 'permitted' || action === 'export' || record === undefined || actor.account === undefined) return;
      shown.get(keyOf(actor.account, record))?.push({ seq, time, count: count ?? 0 });
    },
  };
}
