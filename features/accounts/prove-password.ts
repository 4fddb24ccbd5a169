import { CodedError } from '@chartwarden/errors';
import type { AccountId } from '@chartwarden/ids';
import type { AccountRow } from './accounts.store.ts';
import { foldEmail, type Identities } from './identity.ts';
import { type Caller, type DoorAction, noteOf, stranger } from './notes.ts';
import { isPossiblePassword, type Passwords } from './password.ts';
import type { AccountsPorts } from './ports.ts';
import type { Throttle } from './throttle.ts';

/**
 * Counts, computes and compares; resolves with the right row. Throws CW-ACC-002, the same words after the same work for
 * an unknown address (`row` null), a wrong password and a disabled account (ASVS 6.3.8), or ThrottledError; each failure
 * is an entry of that action.
 */
export type ProvePassword = (
  what: { readonly email: string; readonly row: AccountRow | null; readonly password: string },
  caller: Caller,
  action: DoorAction,
) => Promise<AccountRow>;

export function createProvePassword(parts: {
  readonly identities: Identities;
  readonly passwords: Passwords;
  readonly throttle: Throttle;
  readonly ports: Pick<AccountsPorts, 'gate'>;
  /** Waits; a port so that tests need not. Milliseconds. */
  pause(ms: number): Promise<void>;
}): ProvePassword {
  const { identities, passwords, throttle, ports, pause } = parts;
  const { gate } = ports;
  return async ({ email, row, password }, caller, action) => {
    const fail = async (error: CodedError, account: AccountId | null): Promise<never> => {
      const detail = account === null ? {} : { detail: { account } };
      await gate.note(noteOf(stranger(caller), action, caller, { code: error.code, ...detail }));
      throw error;
    };
    const attempt = await throttle
      .enter(foldEmail(email), caller.facts.ip)
      .catch((error: unknown) => (error instanceof CodedError ? fail(error, row?.id ?? null) : Promise.reject(error)));
    await pause(attempt.pauseMs);
    const usable = isPossiblePassword(password);
    const stored = row === null || !usable ? null : identities.passwordHash(row);
    const { right, upgrade } = await passwords.verify(stored, usable ? password : '');
    if (row === null || !right || gate.account(row.id).status !== 'active')
      return fail(new CodedError('CW-ACC-002'), row?.id ?? null);
    await attempt.succeeded();
    if (upgrade === undefined) return row;
    await identities.setPassword(row, upgrade);
    return (await identities.byId(row.id)) ?? row;
  };
}
