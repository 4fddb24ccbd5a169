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

/** When each entry was last shown; milliseconds. */
type Shown = Map<string, number>;

const isOpen = (entry: Entry): entry is OpenEntry => !entry.sealed;

/**
 * What stood in the log before each of some lines that are judged one after another. What was read for one is kept for
 * the next: somebody who reads much must not cost the square of it.
 */
export function createHistory(
  { ledger, access }: { readonly ledger: Pick<Ledger, 'reader'>; readonly access: Core['access'] },
  holds: (account: AccountId, record: RecordId) => boolean,
) {
  const shown = new Map<string, Shown>();
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

  /** The different entries of a line. What released something and names nothing counts as so many of its own. */
  async function namesIn({ seq, hasIds, body }: OpenEntry): Promise<readonly string[]> {
    if (body.action === 'export' || !body.count) return [];
    if (hasIds) return (await ledger.reader.ids(seq)) ?? [];
    return Array.from({ length: Math.min(body.count, MASS) }, (_, at) => `unnamed ${at}`);
  }

  /** Back to `since`, or to as many entries as make a difference. */
  async function shownBefore(account: AccountId, record: RecordId, seq: number, since: number): Promise<Shown> {
    const found: Shown = new Map();
    for (let before = seq; ; ) {
      const words = { actor: account, outcome: 'permitted' };
      const page = await ledger.reader.list(record, { before, limit: PAGE }, words);
      for (const line of page.filter(isOpen)) {
        if (line.time < since || found.size >= MASS) return found;
        // Newest first: what is there already was shown again later.
        for (const name of await namesIn(line)) if (!found.has(name)) found.set(name, line.time);
      }
      if (page.length < PAGE) return found;
      before = page.at(-1)?.seq ?? 0;
    }
  }

  const keyOf = (account: string, record: string): string => `${account} ${record}`;

  return {
    of: (line: OpenEntry): Before => ({
      async failures(account, since) {
        const { seq } = line;
        failures ??= [...(await failuresBefore(seq, since))];
        const inn = { actor: account, action: 'login', outcome: 'done' };
        const [last] = await ledger.reader.searchIn(inn, { before: seq, least: 0, skip: 0, limit: 1 });
        return failures.filter(
          (one) => one.account === account && one.seq < seq && one.time >= since && one.seq > (last?.seq ?? -1),
        ).length;
      },
      looked: (account, record) => ledger.reader.has(record, line.seq, { actor: account, outcome: 'permitted' }),
      async shown(account, record, since) {
        const key = keyOf(account, record);
        const times = shown.get(key) ?? (await shownBefore(account, record, line.seq, since));
        shown.set(key, times);
        // Times never go back: what is too old for this line is so for every later one.
        for (const [name, time] of times) if (time < since) times.delete(name);
        const before = times.size;
        for (const name of await namesIn(line)) times.set(name, line.time);
        return { before, after: times.size };
      },
      isEmergency: async (record, event) =>
        (await access.eventsOf(record)).some(
          (one) => one.kind === 'consent' && one.id === event && one.under !== undefined && one.ends === undefined,
        ),
      holds,
    }),

    /** This line was judged, and is before the next. */
    passed({ seq, time, body: { action, outcome, detail } }: OpenEntry): void {
      if (action === 'login' && outcome === 'failed') failures?.push({ seq, time, account: detail?.account });
    },
  };
}
