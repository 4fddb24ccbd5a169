import { CodedError, isCoded } from '@chartwarden/errors';
import { type Capability, deciding, type InstanceRole, type NewAccessEvent } from '@chartwarden/gate';
import { type AccountId, newId } from '@chartwarden/ids';
import type { AccountsStore } from './accounts.store.ts';
import type { AccountUse, AdministrationStore } from './administration.store.ts';
import type { ApiTokens } from './api-tokens.ts';
import type { Identities, Profile } from './identity.ts';
import type { Links } from './links.ts';
import { type Caller, noteOf } from './notes.ts';
import type { AccountsPorts, AccountsSettings } from './ports.ts';
import { areFor } from './roles.ts';
import type { Session, Sessions } from './sessions.ts';

/** One line of the list of accounts. */
export interface AccountLine extends Profile, AccountUse {
  readonly roles: readonly InstanceRole[];
  readonly status: 'active' | 'disabled';
}

/**
 * What owners and admins do with the accounts of others. Whether somebody may is the gate's to say; what is asked here is
 * only whether the caller may look at the list at all. None of it opens a record, and nobody sets another's password.
 */
export interface Administration {
  /** Throws CW-GATE-007 for everybody but owners and admins, as all of these do. */
  list(session: Session, caller: Caller): Promise<AccountLine[]>;
  /** Disabling ends every login, API token and link of the account. Throws CW-GEN-002, CW-ACC-013. */
  setStatus(session: Session, account: AccountId, state: 'active' | 'disabled', caller: Caller): Promise<void>;
  /** Throws CW-GEN-002, CW-ACC-013. */
  setRole(
    session: Session,
    account: AccountId,
    role: InstanceRole,
    state: 'given' | 'taken',
    caller: Caller,
  ): Promise<void>;
  /**
   * A link with which the other person sets a new password, for an owner to hand over; the account is told. Only for
   * another's account: whoever holds an owner's session must not get around the password of that owner.
   * Throws CW-GEN-002, CW-ACC-014 for a disabled account.
   */
  passwordLink(
    session: Session,
    account: AccountId,
    caller: Caller,
  ): Promise<{ readonly url: string; readonly expires: number }>;
}

/** Long enough to reach somebody by another way, short enough not to lie about; milliseconds. */
const HANDED_OVER = 24 * 3600_000;

export function createAdministration(parts: {
  readonly store: AccountsStore;
  readonly uses: AdministrationStore;
  readonly identities: Identities;
  readonly sessions: Sessions;
  readonly apiTokens: ApiTokens;
  readonly links: Links;
  readonly ports: Pick<AccountsPorts, 'clock' | 'gate'>;
  readonly settings: Pick<AccountsSettings, 'publicUrl' | 'idleMs'>;
}): Administration {
  const { store, uses, identities, sessions, apiTokens, links, ports, settings } = parts;
  const { clock, gate } = ports;

  const existing = async (account: AccountId): Promise<void> => {
    if ((await identities.byId(account)) === null || gate.account(account).status === 'unknown')
      throw new CodedError('CW-GEN-002');
  };
  const isLastOwner = async (account: AccountId): Promise<boolean> => {
    const owners = (await store.all()).filter(({ id }) => {
      const { status, roles } = gate.account(id);
      return status === 'active' && roles.includes('owner');
    });
    return owners.length === 1 && owners[0]?.id === account;
  };
  const change = async (session: Session, event: NewAccessEvent & { account: AccountId }, caller: Caller) => {
    try {
      await deciding(() => gate.changeAccess(session.actor, event, caller.facts));
    } catch (error) {
      // The gate says no in any case; whoever may administer is told which no it is.
      const takes = event.kind === 'account' || (event.kind === 'role' && event.role === 'owner');
      if (isCoded(error) && error.code === 'CW-GATE-007' && takes && (await isLastOwner(event.account)))
        throw new CodedError('CW-ACC-013', undefined, { cause: error });
      if (isCoded(error) && error.code === 'CW-GATE-007' && event.kind === 'role' && event.account === session.account)
        throw new CodedError('CW-ACC-079', undefined, { cause: error });
      throw error;
    }
  };

  return {
    async list(session, caller) {
      await requireAdministrator(gate, session, caller);
      const now = clock.now();
      const used = await uses.uses(now, settings.idleMs > 0 ? now - settings.idleMs : null);
      await gate.note(noteOf(session.actor, 'accounts', caller, { detail: { count: used.size } }));
      const lines = (await identities.all()).flatMap((row): AccountLine[] => {
        const { status, roles } = gate.account(row.id);
        const use = used.get(row.id);
        return status === 'unknown' || use === undefined ? [] : [{ ...identities.profile(row), roles, status, ...use }];
      });
      return lines.sort((one, other) => one.createdAt - other.createdAt);
    },
    async setStatus(session, account, state, caller) {
      await requireAdministrator(gate, session, caller);
      await existing(account);
      if (gate.account(account).status !== state)
        await change(session, { kind: 'account', account, state, capacity: 'staff' }, caller);
      if (state === 'active') return;
      await sessions.endAll(account);
      await apiTokens.endAll(account);
      await links.endAll('new-password', account);
    },
    async setRole(session, account, role, state, caller) {
      await requireAdministrator(gate, session, caller);
      await existing(account);
      if (gate.account(account).roles.includes(role) === (state === 'given')) return;
      await change(session, { kind: 'role', account, role, state, capacity: 'staff' }, caller);
    },
    async passwordLink(session, account, caller) {
      await requireAdministrator(gate, session, caller, 'owners', account === session.account);
      await existing(account);
      if (gate.account(account).status !== 'active') throw new CodedError('CW-ACC-014');
      await gate.note(noteOf(session.actor, 'password-link', caller, { detail: { account } }));
      const now = clock.now();
      await store.addNotice(account, { id: newId(now), kind: 'new-password-link-by-owner', at: now });
      const { token, expires } = await links.make('new-password', account, {
        lifetime: HANDED_OVER,
        issuer: session.account,
      });
      return { url: `${settings.publicUrl}/new-password#link=${token}`, expires };
    },
  };
}

/** Throws CW-GATE-007, and writes that it did, unless a role of the session is for that. `never`: whatever the role. */
export async function requireAdministrator(
  gate: Pick<AccountsPorts['gate'], 'note'>,
  session: Session,
  caller: Caller,
  capability: Capability = 'accounts',
  never = false,
): Promise<void> {
  if (!never && areFor(session.roles, capability)) return;
  await gate.note({ ...noteOf(session.actor, 'accounts', caller, { code: 'CW-GATE-007' }), outcome: 'refused' });
  throw new CodedError('CW-GATE-007');
}
