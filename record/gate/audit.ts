import { CodedError } from '@chartwarden/errors';
import type { AccountId } from '@chartwarden/ids';
import type { Actor, Entry, EntryBody, Ledger } from '@chartwarden/ledger';
import type { RequestFacts, SealedStore } from '@chartwarden/vault';
import type { Access } from './access.ts';
import { actingAccount, isFor } from './roles.ts';

/** What to look for; all of it must match. Times in milliseconds, `from` inclusive, `to` exclusive. */
export interface AuditQuery {
  readonly actor?: AccountId | 'operator' | 'system' | 'anonymous';
  readonly action?: string;
  readonly type?: string;
  /** `success` is permitted or done, `failure` refused or failed. */
  readonly outcome?: EntryBody['outcome'] | 'success' | 'failure';
  readonly from?: number;
  readonly to?: number;
}

/** A question, or what makes one of the words that somebody gave: asked only for whose role it is. */
export type AskedOfLog = AuditQuery | (() => Promise<AuditQuery>);

/** One line as an auditor sees it: what was done, by whom and from where, and not whose record it was or what was in it. */
export interface AuditLine {
  readonly seq: number;
  readonly time: number;
  /** Of an erased person: the line stands, and nobody can read it. */
  readonly sealed: boolean;
  readonly body?: Pick<EntryBody, (typeof SHOWN)[number]>;
  /** The same for all lines about one record, and says nothing else about it. Changes when the instance's keys do. */
  readonly record?: string;
}

export interface AuditPage {
  readonly lines: readonly AuditLine[];
  /** Lines that match; null on a page that goes on from another, which said so. */
  readonly total: number | null;
  /** Lines below this sequence come next; null: there are none. */
  readonly next: number | null;
}

const SHOWN = [
  'actor', 'action', 'outcome', 'code', 'purpose', 'channel', 'types', 'count', 'form', 'method', 'path', 'status', 'ip',
  'agent',
] as const; // biome-ignore format: one list

const OUTCOMES: Readonly<Record<NonNullable<AuditQuery['outcome']>, readonly string[]>> = {
  permitted: ['permitted'],
  done: ['done'],
  refused: ['refused'],
  failed: ['failed'],
  success: ['permitted', 'done'],
  failure: ['refused', 'failed'],
};

/** Matches of a search that may be passed over by a page number; whoever goes further gives the last line they have. */
export const MOST_SKIPPED = 20_000;
/** Lines opened at once for an export. */
const CHUNK = 500;

/**
 * The log for whose role it is to check it (promise E2): lines of all records, without the records (design 4.3). Each look
 * is a line.
 */
export function createAudit(parts: {
  readonly access: Access;
  readonly ledger: Ledger;
  readonly sealed: Pick<SealedStore, 'token'>;
}) {
  const { access, ledger, sealed } = parts;

  const lineOf = (entry: Entry): AuditLine => {
    const { seq, time } = entry;
    if (entry.sealed) return { seq, time, sealed: true };
    const body = Object.fromEntries(
      SHOWN.flatMap((name) => (entry.body[name] === undefined ? [] : [[name, entry.body[name]]])),
    ) as unknown as NonNullable<AuditLine['body']>;
    const { record } = entry.body;
    return {
      seq,
      time,
      sealed: false,
      body,
      ...(record === undefined ? {} : { record: sealed.token('audit-record', record).toString('hex') }),
    };
  };

  /** Throws CW-GATE-003, after its line, for whoever has no role for it. */
  async function mustBeFor(actor: Actor, request: RequestFacts): Promise<void> {
    const state = await access.refresh();
    if (isFor(actingAccount(state, actor), 'audit')) return;
    const body = { actor, action: 'read-audit', outcome: 'refused', code: 'CW-GATE-003', ...request } as const;
    await ledger.append({ scope: 'instance', body });
    throw new CodedError('CW-GATE-003');
  }

  /** What to look for, and in which part of the log. Nothing is looked up for whose role it is not. */
  async function asked(query: AskedOfLog) {
    const { actor, action, type, outcome, from, to } = typeof query === 'function' ? await query() : query;
    const words = {
      ...(actor === undefined ? {} : { actor }),
      ...(action === undefined ? {} : { action }),
      ...(type === undefined ? {} : { type }),
      ...(outcome === undefined ? {} : { outcome: OUTCOMES[outcome] }),
    };
    const least = from === undefined ? 0 : await ledger.reader.sequenceAt(from);
    const top = to === undefined ? (await ledger.refresh()).size : await ledger.reader.sequenceAt(to);
    return { words, least, top };
  }

  /**
   * A page of lines, newest first. `skip`: matches passed over, at most {@link MOST_SKIPPED}; `before`: lines below this
   * sequence.
   */
  async function lines(
    actor: Actor,
    query: AskedOfLog,
    page: { readonly limit: number; readonly skip?: number; readonly before?: number },
    request: RequestFacts,
  ): Promise<AuditPage> {
    await mustBeFor(actor, request);
    const { limit, skip = 0, before } = page;
    const { words, least, top } = await asked(query);
    const isAll = Object.keys(words).length === 0;
    if (!isAll && skip > MOST_SKIPPED)
      throw new CodedError('CW-GEN-003', `page: at most ${MOST_SKIPPED} lines are passed over`);
    const start = Math.min(top, before ?? top);
    // Without words every sequence is a match.
    const part = isAll
      ? { before: Math.max(least, start - skip), least, skip: 0, limit: limit + 1 }
      : { before: start, least, skip, limit: limit + 1 };
    const found = await ledger.reader.searchIn(words, part);
    const shown = found.slice(0, limit).map(lineOf);
    const total = async () => (isAll ? Math.max(0, top - least) : ledger.reader.count(words, { before: top, least }));
    const body = { actor, action: 'read-audit', outcome: 'permitted', count: shown.length, ...request } as const;
    await ledger.append({ scope: 'instance', body });
    return {
      lines: shown,
      total: before === undefined ? await total() : null,
      next: found.length > limit ? (shown.at(-1)?.seq ?? null) : null,
    };
  }

  /**
   * All that match, newest first, a chunk at a time; one line, durable before the first. Ends with CW-GATE-003 as soon as
   * the role is gone.
   */
  async function* all(actor: Actor, query: AskedOfLog, request: RequestFacts): AsyncGenerator<readonly AuditLine[]> {
    await mustBeFor(actor, request);
    const { words, least, top } = await asked(query);
    await ledger.append({
      scope: 'instance',
      body: { actor, action: 'export-audit', outcome: 'permitted', ...request },
    });
    for (let before = top; ; ) {
      const found = await ledger.reader.searchIn(words, { before, least, skip: 0, limit: CHUNK });
      const last = found.at(-1);
      if (last === undefined) return;
      await mustBeFor(actor, request);
      yield found.map(lineOf);
      before = last.seq;
    }
  }

  /** Whether that role is there still; for what goes out over a while. */
  const stillFor = async (actor: Actor): Promise<boolean> =>
    isFor(actingAccount(await access.refresh(), actor), 'audit');

  return { lines, all, stillFor };
}

export type Audit = ReturnType<typeof createAudit>;
