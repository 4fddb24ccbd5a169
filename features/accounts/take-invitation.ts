import { CodedError, isCoded } from '@chartwarden/errors';
import { deciding, type NewAccessEvent } from '@chartwarden/gate';
import { newId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { AccountsStore } from './accounts.store.ts';
import type { Devices } from './devices.ts';
import { foldEmail, type Identities, type Profile } from './identity.ts';
import type { Accepting, InvitationPurpose } from './invitation-content.ts';
import type { InvitationsStore } from './invitations.store.ts';
import type { Invitations, LiveInvitation } from './invitations.ts';
import type { LoggedIn } from './login.ts';
import { type Caller, noteOf, stranger } from './notes.ts';
import { checkPassword, type Passwords } from './password.ts';
import type { AccountsPorts } from './ports.ts';
import { topRole } from './roles.ts';
import type { Session, Sessions } from './sessions.ts';
import type { Throttle } from './throttle.ts';

/** What somebody who holds an invitation is shown of it. */
export interface ShownInvitation {
  readonly purpose: InvitationPurpose;
  readonly email: string | null;
  /** Who invites. */
  readonly issuer: string;
  readonly expires: number;
}

/** Taking an invitation: an account comes into being, once, in the name of whoever issued it and may do so still. */
export interface TakeInvitation {
  /** Throws CW-ACC-015. */
  look(token: string, caller: Caller): Promise<ShownInvitation>;
  /**
   * Throws CW-ACC-015, CW-ACC-016 for another address than the one it is for, CW-ACC-017 for an address that has an
   * account (the invitation stays), CW-ACC-006, CW-ACC-007, ThrottledError. `previous` is the session the caller had; it
   * ends.
   */
  take(
    input: { readonly token: string; readonly email: string; readonly name: string; readonly password: string },
    caller: Caller,
    previous: Session | null,
  ): Promise<LoggedIn>;
}

export function createTakeInvitation(parts: {
  readonly invitations: Invitations;
  readonly store: AccountsStore;
  readonly rows: InvitationsStore;
  readonly identities: Identities;
  readonly passwords: Passwords;
  readonly sessions: Sessions;
  readonly throttle: Throttle;
  readonly devices: Devices;
  readonly ports: Pick<AccountsPorts, 'clock' | 'gate'>;
}): TakeInvitation {
  const { invitations, store, rows, identities, passwords, sessions, throttle, devices, ports } = parts;
  const { clock, gate } = ports;

  const find = async (token: string, caller: Caller): Promise<LiveInvitation> => {
    try {
      return await invitations.find(token);
    } catch (error) {
      if (isCoded(error)) await gate.note(noteOf(stranger(caller), 'invitation', caller, { code: error.code }));
      throw error;
    }
  };
  const issuerOf = ({ content }: LiveInvitation, caller: Caller): Actor => {
    const { roles } = gate.account(content.issuer);
    return { kind: 'account', account: content.issuer, role: topRole(roles), client: caller.client };
  };
  /** The account, or the invitation as it was. */
  const claim = async (found: LiveInvitation, profile: Omit<Profile, 'id'>, hash: string): Promise<Profile> => {
    if (!(await rows.remove(found.row))) throw new CodedError('CW-ACC-015');
    try {
      return await identities.create(profile, hash);
    } catch (error) {
      await rows.insert(found.row);
      if (isCoded(error) && error.code === 'CW-ACC-003') throw new CodedError('CW-ACC-017');
      throw error;
    }
  };
  const accept = async (found: LiveInvitation, account: Profile, caller: Caller): Promise<void> => {
    const issuer = issuerOf(found, caller);
    const change = (event: NewAccessEvent) => deciding(() => gate.changeAccess(issuer, event, caller.facts));
    const accepting: Accepting = {
      async join({ role }, id) {
        await change({ kind: 'account', account: id, state: 'active', capacity: 'staff' });
        await change({ kind: 'role', account: id, role, state: 'given', capacity: 'staff' });
      },
    };
    // The chain says that it was used, whatever becomes of its row: one that is put back does not work again.
    await change({ kind: 'approval', approval: found.row.id, capacity: 'self' });
    await accepting[found.content.purpose.kind](found.content.purpose, account.id);
  };

  return {
    async look(token, caller) {
      const { content } = await find(token, caller);
      const issuer = await identities.byId(content.issuer);
      return {
        purpose: content.purpose,
        email: content.email,
        issuer: issuer === null ? '' : identities.profile(issuer).name,
        expires: content.expires,
      };
    },
    async take({ token, email, name, password }, caller, previous) {
      const found = await find(token, caller);
      const wanted = found.content.email;
      if (wanted !== null && foldEmail(wanted) !== foldEmail(email)) throw new CodedError('CW-ACC-016');
      checkPassword(password, { email, name });
      // Whether an address has an account is told to who was invited, but not of many addresses.
      const attempt = await throttle.enter(`the invitation ${found.row.id}`, caller.facts.ip);
      const account = await claim(found, { email, name }, await passwords.hash(password));
      try {
        await accept(found, account, caller);
      } catch (error) {
        await identities.remove(account.id);
        // Meanwhile whoever issued it lost the right to, or it had been used before.
        throw isCoded(error) && error.code === 'CW-GATE-007'
          ? new CodedError('CW-ACC-015', undefined, { cause: error })
          : error;
      }
      await attempt.succeeded();
      const { row, content } = found;
      const opened = await sessions.open(account.id, caller.client, caller.facts, 1, 'link');
      const detail = { invitation: row.id, issuer: content.issuer, what: 'taken' };
      await gate.note(noteOf(opened.session.actor, 'invitation', caller, { detail }));
      await devices.met(account.id, caller);
      if (previous !== null) await sessions.end(previous.account, previous.id);
      const now = clock.now();
      await store.addNotice(content.issuer, { id: newId(now), kind: 'invitation-taken', at: now });
      return { account, opened };
    },
  };
}
