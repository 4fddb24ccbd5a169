import { CodedError } from '@chartwarden/errors';
import { type InstanceRole, isForShow, mayActAs } from '@chartwarden/gate';
import { type AccountId, idToBytes, newId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { Reseal, SealedPlace } from '@chartwarden/vault';
import type { AccountRow } from './accounts.store.ts';
import type { ApiTokenRow, ApiTokensStore } from './api-tokens.store.ts';
import type { GivenFactor } from './factors.ts';
import type { Identities } from './identity.ts';
import { type Caller, noteOf } from './notes.ts';
import type { AccountsPorts, AccountsSettings } from './ports.ts';
import type { ProvePassword } from './prove-password.ts';
import { topRole } from './roles.ts';
import type { SecondStep } from './second-step.ts';
import type { Session } from './sessions.ts';
import { createSignedTokens } from './signed-tokens.ts';
import { standingOf } from './standing.ts';

/** What is asked for with a token; all of it can be less than the account has, and nothing more. */
export interface WantedToken {
  /** What its holder calls it. */
  readonly label: string;
  /** Absent: whatever the account is, at each moment. */
  readonly roles?: readonly InstanceRole[] | undefined;
  /** Absent: as long as the operator lets tokens live. */
  readonly hours?: number | undefined;
}

export interface IssuedToken {
  readonly id: string;
  /** The only copy. */
  readonly token: string;
  readonly tokenType: 'Bearer';
  /** Milliseconds. */
  readonly expires: number;
  readonly roles: readonly InstanceRole[];
}

export interface ApiTokenLine {
  readonly id: string;
  readonly label: string;
  readonly roles: readonly InstanceRole[] | null;
  readonly createdAt: number;
  readonly usedAt: number | null;
  readonly expires: number;
}

/** Tokens for programs: signed, looked up at every request, ended by hand, by time, with the password and with the account. */
export interface ApiTokens {
  /** Throws CW-ACC-002, CW-ACC-029 when the account wants a code and none was given, CW-ACC-031, CW-ACC-020 for a role that the account has not, CW-ACC-080, CW-ACC-021 for a longer life, ThrottledError. */
  byPassword(
    login: { readonly email: string; readonly password: string; readonly given?: GivenFactor | undefined },
    wanted: WantedToken,
    caller: Caller,
  ): Promise<IssuedToken>;
  /** Throws CW-ACC-022 when the session is a token's itself: a stolen one must not outlive its time. */
  bySession(session: Session, wanted: WantedToken, caller: Caller): Promise<IssuedToken>;
  /** Who presents it, or null: ended, expired and disabled are nobody. */
  find(token: string): Promise<Session | null>;
  list(session: Session): Promise<ApiTokenLine[]>;
  /** Throws CW-GEN-002 when it is not one of the account's own. */
  end(session: Session, id: string, caller: Caller): Promise<void>;
  endAll(account: AccountId): Promise<number>;
  sweep(): Promise<void>;
  /** Moves what is sealed of an account's tokens to its newest key. Resolves with how many cells there were. */
  reseal(account: AccountId, again: Reseal): Promise<number>;
}

interface Content {
  readonly label: string;
  readonly roles: readonly InstanceRole[] | null;
}

const HOUR = 3600_000;
/** How often the time of the last use is written at most. */
const USED_EVERY = 60_000;

export function createApiTokens(parts: {
  readonly store: ApiTokensStore;
  readonly identities: Identities;
  readonly prove: ProvePassword;
  readonly second: SecondStep;
  readonly ports: Pick<AccountsPorts, 'clock' | 'gate' | 'sealed'>;
  readonly settings: Pick<AccountsSettings, 'sessionSecret' | 'publicUrl' | 'tokenHours'>;
}): ApiTokens {
  const { store, identities, prove, second, ports, settings } = parts;
  const { clock, gate, sealed } = ports;
  const signed = createSignedTokens(settings.sessionSecret, () => settings.publicUrl, clock);

  const contentOf = (row: ApiTokenRow): Content =>
    JSON.parse(sealed.open(row.account, place(row.id), row.content).toString('utf8')) as Content;
  const sessionOf = (row: Pick<ApiTokenRow, 'id' | 'account' | 'expiresAt'>, limit: Content['roles']): Session => {
    const has = gate.account(row.account).roles;
    const roles = limit === null ? has : mayActAs(has).filter((role) => limit.includes(role));
    const actor: Actor = {
      kind: 'account',
      account: row.account,
      role: topRole(roles),
      client: 'api',
      session: row.id,
      // The gate looks at what the account is, and at no more of it than this.
      ...(limit === null ? {} : { roles: limit }),
    };
    return {
      id: row.id,
      account: row.account,
      roles,
      client: 'api',
      expires: row.expiresAt,
      proved: null,
      locked: false,
      actor,
    };
  };
  const issue = async (account: AccountRow, wanted: WantedToken, caller: Caller): Promise<IssuedToken> => {
    const { label, roles, hours = settings.tokenHours } = wanted;
    const has = gate.account(account.id).roles;
    if (isForShow({ roles: has })) {
      const actor: Actor = { kind: 'account', account: account.id, role: topRole(has), client: caller.client };
      await gate.note({ ...noteOf(actor, 'api-token', caller, { code: 'CW-ACC-080' }), outcome: 'refused' });
      throw new CodedError('CW-ACC-080');
    }
    if (roles?.some((role) => !mayActAs(has).includes(role))) throw new CodedError('CW-ACC-020');
    if (hours > settings.tokenHours) throw new CodedError('CW-ACC-021', `at most ${settings.tokenHours} hours`);
    const now = clock.now();
    const id = newId(now);
    const limit = roles === undefined ? null : [...new Set(roles)];
    const content: Content = { label, roles: limit };
    const row: ApiTokenRow = {
      id,
      account: account.id,
      passwordVersion: account.passwordVersion,
      createdAt: now,
      usedAt: null,
      expiresAt: now + hours * HOUR,
      content: sealed.seal(account.id, place(id), Buffer.from(JSON.stringify(content))),
    };
    const session = sessionOf(row, limit);
    await gate.note(noteOf(session.actor, 'api-token', caller, { detail: { token: id, what: 'issued' } }));
    await store.insert(row);
    const { expires } = session;
    return { id, token: await signed.sign(id, expires), tokenType: 'Bearer', expires, roles: session.roles };
  };

  return {
    async byPassword({ email, password, given }, wanted, caller) {
      const row = await identities.byEmail(email);
      const proven = await prove({ email, row, password }, caller, 'api-token');
      await second.demand(proven, given, caller, 'api-token');
      return issue(proven, wanted, caller);
    },
    async bySession(session, wanted, caller) {
      if (session.client === 'api') throw new CodedError('CW-ACC-022');
      const row = await identities.byId(session.account);
      if (row === null) throw new CodedError('CW-ACC-001');
      return issue(row, wanted, caller);
    },
    async find(token) {
      const id = await signed.read(token);
      const row = id === null ? null : await store.byId(id);
      const now = clock.now();
      if (row === null || row.expiresAt <= now) return null;
      if ((await standingOf(gate, row.account)).status !== 'active') {
        // All of them, so that none comes back to life when the account does.
        await store.endAll(row.account);
        return null;
      }
      // Also takes over the keys of an account that another process made.
      if ((await identities.byId(row.account)) === null) return null;
      if ((row.usedAt ?? 0) + USED_EVERY <= now) await store.touch(row.id, now);
      return sessionOf(row, contentOf(row).roles);
    },
    async list({ account }) {
      const now = clock.now();
      const rows = (await store.ofAccount(account)).filter((row) => row.expiresAt > now);
      return rows.map((row) => ({
        id: row.id,
        ...contentOf(row),
        createdAt: row.createdAt,
        usedAt: row.usedAt,
        expires: row.expiresAt,
      }));
    },
    async end(session, id, caller) {
      if ((await store.end(session.account, id)) === 0) throw new CodedError('CW-GEN-002');
      await gate.note(noteOf(session.actor, 'api-token', caller, { detail: { token: id, what: 'ended' } }));
    },
    endAll: (account) => store.endAll(account),
    sweep: () => store.sweep(clock.now()),
    async reseal(account, again) {
      let cells = 0;
      for (const row of await store.ofAccount(account)) {
        const content = again(place(row.id), row.content);
        if (content === null) continue;
        await store.reseal(row, content);
        cells += 1;
      }
      return cells;
    },
  };
}

const place = (token: string): SealedPlace => ({
  table: 'api_tokens',
  row: idToBytes(token),
  column: 'content',
  version: 1,
});
