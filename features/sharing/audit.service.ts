import { type ErrorCode, errorRegistry } from '@chartwarden/errors';
import type { AuditLine, AuditQuery, Core } from '@chartwarden/gate';
import type { AccountId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { RequestFacts } from '@chartwarden/vault';

/** A filter as it is asked for; all of it must match. `from` inclusive, `to` exclusive, milliseconds since the epoch. */
export interface AuditFilter extends Omit<AuditQuery, 'actor'> {
  readonly actorEmail?: string;
  readonly actorKind?: 'operator' | 'system' | 'anonymous';
}

/** A line with the fields that auditors know from elsewhere (promise E2), and its place in the log. */
export interface AuditRow {
  readonly seq: number;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly actorKind?: string;
  readonly actorUserId?: string;
  readonly actorEmail?: string;
  readonly actorName?: string;
  readonly actorRole?: string;
  readonly action?: string;
  /** FHIR types of what was released, separated by blanks. */
  readonly resourceType?: string;
  /** The same for all lines about one record; it is not the record's id. */
  readonly resourceId?: string;
  readonly count?: number;
  readonly method?: string;
  /** Template of the route: an address never holds content, but it would name the record. */
  readonly path?: string;
  readonly statusCode?: number;
  readonly outcome?: 'success' | 'failure';
  readonly code?: string;
  readonly purpose?: string;
  readonly channel?: string;
  readonly ipAddress?: string;
  readonly userAgent?: string;
  /** The record of this line was erased: it stands, and nobody can read it. */
  readonly erased?: true;
}

export interface AuditLogParts {
  readonly audit: Core['audit'];
  readonly accounts: {
    cardOf(account: AccountId): Promise<{ readonly name: string; readonly email: string } | null>;
    findAccount(address: string, even?: 'unproven'): Promise<AccountId | null>;
  };
}

interface Who {
  readonly actor: Actor;
  readonly request: RequestFacts;
}

/** Nobody: an id that no account has, so that an unknown address finds nothing, and costs the same. */
const NOBODY = '00000000-0000-7000-8000-000000000000' as AccountId;

/** The log of the instance for owners, admins and auditors: pages, and all of it as a file. */
export function createAuditLog({ audit, accounts }: AuditLogParts) {
  async function queryOf({ actorEmail, actorKind, ...rest }: AuditFilter): Promise<AuditQuery> {
    if (actorEmail !== undefined)
      return { ...rest, actor: (await accounts.findAccount(actorEmail, 'unproven')) ?? NOBODY };
    return actorKind === undefined ? rest : { ...rest, actor: actorKind };
  }

  /** Rows of lines; each account is looked up once for all of them. */
  function toRows() {
    const cards = new Map<string, ReturnType<AuditLogParts['accounts']['cardOf']>>();
    const cardOf = (account: string) => {
      const known = cards.get(account) ?? accounts.cardOf(account as AccountId);
      cards.set(account, known);
      return known;
    };
    return async (line: AuditLine): Promise<AuditRow> => {
      const account = line.body?.actor.account;
      return rowOf(line, account === undefined ? null : await cardOf(account));
    };
  }

  return {
    /** `page` from 1 on, or lines below the sequence `before`. Throws CW-GATE-003 for whose role it is not. */
    async page(
      who: Who,
      filter: AuditFilter,
      { page, limit, before }: { readonly page: number; readonly limit: number; readonly before?: number },
    ) {
      const at = { limit, skip: (page - 1) * limit, ...(before === undefined ? {} : { before }) };
      const { lines, total, next } = await audit.lines(who.actor, () => queryOf(filter), at, who.request);
      return { page, limit, total, next, entries: await Promise.all(lines.map(toRows())) };
    },

    /** Whether a file that is on its way may go on. */
    stillFor: (who: Who): Promise<boolean> => audit.stillFor(who.actor),

    /** Everything that matches, as chunks of text; the first is there once its line in the log is durable. */
    async *file(who: Who, filter: AuditFilter, format: 'csv' | 'ndjson'): AsyncGenerator<string> {
      const rows = toRows();
      const chunks = audit.all(who.actor, () => queryOf(filter), who.request);
      // The refusal, or the line in the log, comes before the first letter.
      let chunk = await chunks.next();
      if (format === 'csv') yield `${COLUMNS.join(',')}\r\n`;
      for (; !chunk.done; chunk = await chunks.next()) {
        const list = await Promise.all(chunk.value.map(rows));
        yield list.map((row) => (format === 'csv' ? csvLine(row) : `${JSON.stringify(row)}\n`)).join('');
      }
    },
  };
}

export type AuditLog = ReturnType<typeof createAuditLog>;

function rowOf(line: AuditLine, card: { readonly name: string; readonly email: string } | null): AuditRow {
  const { seq, time, body, record } = line;
  const createdAt = new Date(time).toISOString();
  if (body === undefined) return { seq, createdAt, erased: true };
  const isSuccess = body.outcome === 'permitted' || body.outcome === 'done';
  const row = {
    seq,
    createdAt,
    actorKind: body.actor.kind,
    actorUserId: body.actor.account,
    actorEmail: card?.email,
    actorName: card?.name,
    actorRole: body.actor.role,
    action: body.action,
    resourceType: body.types?.join(' '),
    resourceId: record,
    count: body.count,
    method: body.method,
    path: body.path,
    statusCode: body.status ?? (isSuccess ? 200 : statusOf(body.code)),
    outcome: isSuccess ? ('success' as const) : ('failure' as const),
    code: body.code,
    purpose: body.purpose,
    channel: body.channel,
    ipAddress: body.ip,
    userAgent: body.agent,
  };
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as unknown as AuditRow;
}

const statusOf = (code: string | undefined): number | undefined =>
  code !== undefined && code in errorRegistry ? errorRegistry[code as ErrorCode].status : undefined;

const COLUMNS = [
  'seq', 'createdAt', 'actorKind', 'actorUserId', 'actorEmail', 'actorName', 'actorRole', 'action', 'resourceType',
  'resourceId', 'count', 'method', 'path', 'statusCode', 'outcome', 'code', 'purpose', 'channel', 'ipAddress', 'userAgent',
  'erased',
] as const; // biome-ignore format: one list

/** RFC 4180. A spreadsheet takes a cell that begins so for a formula: it gets an apostrophe in front (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;

function csvCell(value: string | number | boolean | undefined): string {
  const text = value === undefined ? '' : String(value);
  const safe = typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const csvLine = (row: AuditRow): string => `${COLUMNS.map((name) => csvCell(row[name])).join(',')}\r\n`;
