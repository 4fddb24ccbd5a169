import { CodedError } from '@chartwarden/errors';
import type { GivenFactor } from './factors.ts';
import type { Identities } from './identity.ts';
import { type Caller, noteOf } from './notes.ts';
import type { AccountsPorts } from './ports.ts';
import type { ProvePassword } from './prove-password.ts';
import type { SecondStep } from './second-step.ts';
import type { ProvedHow } from './sessions.store.ts';
import type { Session, Sessions } from './sessions.ts';

/** How long after its holder proved who they are a session is fresh; milliseconds. */
export const FRESH_MS = 10 * 60_000;

/**
 * Acts with consequences (an export, a share, an erasure, a factor of the login) want somebody who proved lately who they
 * are: whoever finds a screen unlocked, or steals a session, does not get that far (ASVS 7.5.3).
 */
export interface Confirming {
  /** Throws CW-ACC-030 when the last proof is too long ago, and for a program's token. */
  mustBeFresh(session: Session): void;
  /** Throws CW-ACC-002, ThrottledError. */
  byPassword(session: Session, password: string, caller: Caller): Promise<void>;
  /** Throws CW-ACC-031, ThrottledError. */
  byFactor(session: Session, given: GivenFactor, caller: Caller): Promise<void>;
  /** After a passkey was checked. */
  confirmed(session: Session, how: ProvedHow, caller: Caller): Promise<void>;
  /** Shuts the session until one of these. */
  lock(session: Session, caller: Caller): Promise<void>;
}

export function createConfirming(parts: {
  readonly identities: Identities;
  readonly sessions: Sessions;
  readonly second: SecondStep;
  readonly prove: ProvePassword;
  readonly ports: Pick<AccountsPorts, 'clock' | 'gate'>;
}): Confirming {
  const { identities, sessions, second, prove, ports } = parts;
  const { clock, gate } = ports;
  const confirmed: Confirming['confirmed'] = async (session, how, caller) => {
    await gate.note(noteOf(session.actor, 'confirm', caller, { detail: { how } }));
    await sessions.prove(session, how);
  };
  return {
    mustBeFresh({ proved }) {
      if (proved === null || proved.at + FRESH_MS <= clock.now()) throw new CodedError('CW-ACC-030');
    },
    async byPassword(session, password, caller) {
      const row = await identities.byId(session.account);
      if (row === null) throw new CodedError('CW-ACC-001');
      await prove({ email: identities.profile(row).email, row, password }, caller, 'confirm');
      await confirmed(session, 'password', caller);
    },
    async byFactor(session, given, caller) {
      const how = await second.check(session.account, given, caller, 'confirm');
      await confirmed(session, how, caller);
    },
    confirmed,
    async lock(session, caller) {
      await sessions.lock(session);
      await gate.note(noteOf(session.actor, 'lock', caller));
    },
  };
}
