import { CodedError } from '@chartwarden/errors';
import { isForShow } from '@chartwarden/gate';
import { callerOf } from './caller.ts';
import { noteOf } from './notes.ts';
import type { AccountsPorts } from './ports.ts';
import type { Session } from './sessions.ts';

/**
 * An account for showing is everybody's: whoever is logged in with it looks, and leaves everything as it was, the account
 * itself included. Throws CW-ACC-080 after its line.
 */
export type MayChange = (session: Session, caller: Parameters<typeof callerOf>[0]) => Promise<void>;

export const createMayChange =
  ({ gate }: Pick<AccountsPorts, 'gate'>): MayChange =>
  async (session, caller) => {
    if (!isForShow(session)) return;
    await gate.note({
      ...noteOf(session.actor, 'looking', callerOf(caller), { code: 'CW-ACC-080' }),
      outcome: 'refused',
    });
    throw new CodedError('CW-ACC-080');
  };
