import { CodedError } from '@chartwarden/errors';
import { type InstanceRole, isForShow } from '@chartwarden/gate';
import { type AccountId, idToBytes, newId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { RequestFacts, Reseal, SealedPlace } from '@chartwarden/vault';
import type { AccountsPorts, AccountsSettings } from './ports.ts';
import { topRole } from './roles.ts';
import { createRowMarks, type Marked } from './row-marks.ts';
import type { ProvedHow, SessionChange, SessionClient, SessionRow, SessionsStore } from './sessions.store.ts';
import { standingOf } from './standing.ts';
import { createTokens } from './tokens.ts';

/** Somebody who is logged in, for one request. */
export interface Session {
  /** UUID; not the token. */
  readonly id: string;
  readonly account: AccountId;
  readonly roles: readonly InstanceRole[];
  readonly client: SessionClient;
  /** Milliseconds. */
  readonly expires: number;
  /** When and how its holder last proved who they are (milliseconds); null for a program, which cannot. */
  readonly proved: { readonly at: number; readonly how: ProvedHow } | null;
  /** True: it opens nothing until its holder has proved who they are. */
  readonly locked: boolean;
  /** What goes to the gate and into the ledger. */
  readonly actor: Actor;
}

export interface OpenedSession {
  readonly session: Session;
  /** Given to the client once; only its digest is kept. */
  readonly token: string;
}

export interface SessionLine {
  readonly id: string;
  readonly client: SessionClient;
  readonly createdAt: number;
  readonly usedAt: number;
  readonly expires: number;
  readonly ip: string | null;
  readonly agent: string | null;
  readonly current: boolean;
}

/** How a session came with a request. */
export interface Presented {
  readonly token: string;
  /** A cookie opens only a browser's session, a header only a command line's or a program's. */
  readonly client: SessionClient;
}

export interface Sessions {
  /** A new token, whatever the caller had before (ASVS 7.2.4). `provedAt`: when that was, if not now. Throws CW-ACC-002 when the password changed meanwhile. */
  open(
    account: AccountId,
    client: SessionClient,
    facts: RequestFacts,
    passwordVersion: number,
    how?: ProvedHow,
    provedAt?: number,
  ): Promise<OpenedSession>;
  /** Its holder has just proved who they are: it is fresh, and not locked. */
  prove(session: Session, how: ProvedHow): Promise<void>;
  lock(session: Session): Promise<void>;
  /** Looked up on every request: ended, expired, idle and disabled are nobody. */
  find(presented: Presented): Promise<Session | null>;
  list(session: Session): Promise<SessionLine[]>;
  end(account: AccountId, session: string): Promise<boolean>;
  endAll(account: AccountId, but?: string): Promise<number>;
  sweep(): Promise<number>;
  /** Moves what is sealed of an account's sessions to its newest key. Resolves with how many cells there were. */
  reseal(account: AccountId, again: Reseal): Promise<number>;
}

/** Requests of one session at the same time change its row one after another. */
const ATTEMPTS = 20;
/** How often the time of the last use is written at most. */
const USED_EVERY = 60_000;

export function createSessions(
  store: SessionsStore,
  ports: Pick<AccountsPorts, 'clock' | 'gate' | 'sealed'>,
  settings: Pick<AccountsSettings, 'sessionSecret' | 'maxAgeMs' | 'idleMs'>,
): Sessions {
  const { clock, gate, sealed } = ports;
  const tokens = createTokens(settings.sessionSecret, 'session');
  const marks = createRowMarks(settings.sessionSecret, 'account_sessions');
  const usedEvery = settings.idleMs > 0 ? Math.min(USED_EVERY, settings.idleMs / 8) : USED_EVERY;
  const asSession = (row: Omit<SessionRow, 'origin' | 'tokenDigest' | 'mark'>): Session => {
    const { roles } = gate.account(row.account);
    const { id, account, client, expiresAt: expires } = row;
    const actor: Actor = { kind: 'account', account, role: topRole(roles), client, session: id };
    const proved = { at: row.provedAt, how: row.provedHow };
    return { id, account, roles, client, expires, proved, locked: row.lockedAt !== null, actor };
  };
  const isOver = (row: SessionRow, now: number): boolean =>
    row.expiresAt <= now || (settings.idleMs > 0 && row.usedAt + settings.idleMs <= now);

  // What is locked is not used, and goes on towards its idle end.
  const isDue = (row: SessionRow, now: number): boolean => row.lockedAt === null && row.usedAt + usedEvery <= now;
  const isOurs = (row: SessionRow): boolean => marks.holds(row.mark, cellsOf(row));
  /** Changes a row that is what this server wrote; whatever else changes it in the same moment keeps its part. */
  const change = async (
    id: string,
    what: (row: SessionRow) => Partial<Omit<SessionChange, 'mark'>> | null,
  ): Promise<void> => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const row = await store.byId(id);
      const more = row === null || !isOurs(row) ? null : what(row);
      if (row === null || more === null) return;
      const next = { ...row, ...more };
      if (await store.change(row, { ...next, mark: marks.of(cellsOf(next)) })) return;
    }
    throw new CodedError('CW-GEN-001');
  };

  return {
    async open(account, client, facts, passwordVersion, how = 'password', provedAt = clock.now()) {
      const now = clock.now();
      const id = newId(now);
      const token = tokens.make();
      const origin = Buffer.from(JSON.stringify({ ip: facts.ip ?? null, agent: facts.agent?.slice(0, 512) ?? null }));
      const row: Omit<SessionRow, 'mark'> = {
        id,
        tokenDigest: tokens.digest(token) ?? Buffer.alloc(0),
        account,
        client,
        createdAt: now,
        usedAt: now,
        expiresAt: now + settings.maxAgeMs,
        origin: sealed.seal(account, originPlace(id), origin),
        provedAt: Math.min(provedAt, now),
        provedHow: how,
        lockedAt: null,
      };
      if (!(await store.insert({ ...row, mark: marks.of(cellsOf(row)) }, passwordVersion)))
        throw new CodedError('CW-ACC-002');
      return { session: asSession(row), token };
    },
    async find({ token, client }) {
      const digest = tokens.digest(token);
      const row = digest === null ? null : await store.byToken(digest);
      if (row === null || row.client !== client || !isOurs(row)) return null;
      const now = clock.now();
      if (isOver(row, now)) {
        await store.end(row.account, row.id);
        return null;
      }
      if ((await standingOf(gate, row.account)).status !== 'active') {
        // All of them, so that none comes back to life when the account does.
        await store.endAll(row.account);
        return null;
      }
      if (isDue(row, now)) await change(row.id, (found) => (isDue(found, now) ? { usedAt: now } : null));
      return asSession(row);
    },
    async list({ account, id }) {
      const now = clock.now();
      const rows = await store.ofAccount(account);
      return (
        rows
          // Who else looks around with an account for showing, and from where, is nobody's business.
          .filter((row) => isOurs(row) && !isOver(row, now) && (row.id === id || !isForShow(gate.account(account))))
          .map((row) => ({
            id: row.id,
            client: row.client,
            createdAt: row.createdAt,
            usedAt: row.usedAt,
            expires: row.expiresAt,
            ...readOrigin(sealed.open(account, originPlace(row.id), row.origin)),
            current: row.id === id,
          }))
      );
    },
    prove: ({ id }, how) => change(id, () => ({ provedAt: clock.now(), provedHow: how, lockedAt: null })),
    lock: ({ id }) => change(id, ({ lockedAt }) => (lockedAt === null ? { lockedAt: clock.now() } : null)),
    end: async (account, session) => (await store.end(account, session)) > 0,
    endAll: (account, but) => store.endAll(account, but),
    async reseal(account, again) {
      let cells = 0;
      for (const row of await store.ofAccount(account)) {
        const origin = again(originPlace(row.id), row.origin);
        if (origin === null) continue;
        await store.reseal(row, origin);
        cells += 1;
      }
      return cells;
    },
    sweep() {
      const now = clock.now();
      return store.sweep(now, settings.idleMs > 0 ? now - settings.idleMs : null);
    },
  };
}

/** What decides whom a session opens, until when, and for what. */
const cellsOf = (row: Omit<SessionRow, 'mark' | 'origin'>): readonly Marked[] => [
  row.id,
  row.tokenDigest,
  row.account,
  row.client,
  row.createdAt,
  row.usedAt,
  row.expiresAt,
  row.provedAt,
  row.provedHow,
  row.lockedAt,
];

const originPlace = (session: string): SealedPlace => ({
  table: 'account_sessions',
  row: idToBytes(session),
  column: 'origin',
  version: 1,
});

function readOrigin(plain: Buffer): { readonly ip: string | null; readonly agent: string | null } {
  const origin = JSON.parse(plain.toString('utf8')) as { ip: string | null; agent: string | null };
  return { ip: origin.ip, agent: origin.agent };
}
