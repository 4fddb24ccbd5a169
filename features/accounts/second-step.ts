import { CodedError } from '@chartwarden/errors';
import type { AccountId } from '@chartwarden/ids';
import type { AccountRow, AccountsStore } from './accounts.store.ts';
import type { Challenges } from './challenges.ts';
import type { Factors, FactorsState, GivenFactor } from './factors.ts';
import type { Identities } from './identity.ts';
import { type Caller, type DoorAction, noteOf, stranger } from './notes.ts';
import { noticeOf } from './notices.ts';
import type { AccountsPorts } from './ports.ts';
import { sourceOf, type Throttle } from './throttle.ts';

/** What whoever gave the right password still has to do, within five minutes and from the same source. */
export interface SecondStepWanted {
  readonly token: string;
  /** Milliseconds. */
  readonly expires: number;
  /** What it can be done with; a passkey is a login of its own, and asked for by that route. */
  readonly ways: readonly ('code' | 'recovery' | 'passkey')[];
  /** The page that whoever signed in elsewhere had left for it. */
  readonly back?: string;
}

/** The password was right, and the account wants a code as well. */
export class SecondStepError extends CodedError {
  readonly wanted: SecondStepWanted;
  constructor(wanted: SecondStepWanted) {
    super('CW-ACC-029');
    this.wanted = wanted;
  }
}

/** The second step of a login, and codes as a proof of who is there. */
export interface SecondStep {
  /**
   * Throws SecondStepError when the account has a second step; the attempt so far is an entry. Or CW-ACC-034.
   * `or-passkey`: a passkey is one, too; asked of who signed in elsewhere, whom nobody here has looked at.
   */
  ask(row: AccountRow, caller: Caller, action: DoorAction, more?: 'or-passkey'): Promise<void>;
  /** The same for a program, which sends both at once. Throws CW-ACC-029 without a code, CW-ACC-031, CW-ACC-034. */
  demand(row: AccountRow, given: GivenFactor | undefined, caller: Caller, action: DoorAction): Promise<void>;
  /** Whose login that was. Throws CW-ACC-032 when it is over, CW-ACC-031, ThrottledError. */
  finish(token: string, given: GivenFactor, caller: Caller): Promise<AccountRow>;
  /** Counts and compares. Throws CW-ACC-031, ThrottledError; each failure is an entry of that action. */
  check(account: AccountId, given: GivenFactor, caller: Caller, action: DoorAction): Promise<'code' | 'recovery'>;
}

export function createSecondStep(parts: {
  readonly store: AccountsStore;
  readonly identities: Identities;
  readonly factors: Factors;
  readonly challenges: Challenges;
  readonly throttle: Throttle;
  readonly ports: Pick<AccountsPorts, 'clock' | 'gate'>;
  pause(ms: number): Promise<void>;
}): SecondStep {
  const { store, identities, factors, challenges, throttle, ports, pause } = parts;
  const { clock, gate } = ports;

  /** An owner took the second step away: what is left is too short to stand alone. */
  const mustStandAlone = ({ totpSince, shortPassword }: FactorsState): void => {
    if (totpSince === null && shortPassword) throw new CodedError('CW-ACC-034');
  };
  const wantsMore = async (account: AccountId): Promise<boolean> => {
    const state = await factors.state(account);
    mustStandAlone(state);
    return state.totpSince !== null;
  };
  const check: SecondStep['check'] = async (account, given, caller, action) => {
    const fail = async (error: CodedError): Promise<never> => {
      await gate.note(
        noteOf(stranger(caller), action, caller, { code: error.code, detail: { account, step: 'code' } }),
      );
      throw error;
    };
    const attempt = await throttle
      .enter(`the second step of ${account}`, caller.facts.ip, 'few')
      .catch((error: unknown) => (error instanceof CodedError ? fail(error) : Promise.reject(error)));
    await pause(attempt.pauseMs);
    if (gate.account(account).status !== 'active' || !(await factors.take(account, given)))
      return fail(new CodedError('CW-ACC-031'));
    await attempt.succeeded();
    if ('code' in given) return 'code';
    await store.addNotice(account, noticeOf('recovery-code-used', clock));
    return 'recovery';
  };

  return {
    async ask(row, caller, action, more) {
      const state = await factors.state(row.id);
      // Only a password can be too short.
      if (more === undefined) mustStandAlone(state);
      const ways: SecondStepWanted['ways'][number][] = [];
      if (state.totpSince !== null) ways.push('code');
      if (state.totpSince !== null && state.recoveryLeft > 0) ways.push('recovery');
      if (state.passkeys > 0 && (more === 'or-passkey' || ways.length > 0)) ways.push('passkey');
      if (ways.length === 0) return;
      // The password's version: whoever changes it meanwhile ends what was begun with the old one.
      const data = String(row.passwordVersion);
      const bound = sourceOf(caller.facts.ip);
      const wanted = await challenges.begin({ purpose: 'second-step', account: row.id, bound, data });
      const detail = { account: row.id, step: more === undefined ? 'password' : 'sign-on' };
      await gate.note(noteOf(stranger(caller), action, caller, { detail }));
      throw new SecondStepError({ ...wanted, ways });
    },
    async demand(row, given, caller, action) {
      if (!(await wantsMore(row.id))) return;
      if (given !== undefined) {
        await check(row.id, given, caller, action);
        return;
      }
      const detail = { account: row.id, step: 'password' };
      await gate.note(noteOf(stranger(caller), action, caller, { code: 'CW-ACC-029', detail }));
      throw new CodedError('CW-ACC-029');
    },
    async finish(token, given, caller) {
      const begun = await challenges.find(token, 'second-step', sourceOf(caller.facts.ip));
      const row = begun?.account ? await identities.byId(begun.account) : null;
      if (begun === null || row === null || begun.data !== String(row.passwordVersion)) {
        await gate.note(noteOf(stranger(caller), 'login', caller, { code: 'CW-ACC-032' }));
        throw new CodedError('CW-ACC-032');
      }
      await check(row.id, given, caller, 'login');
      if (!(await begun.use())) throw new CodedError('CW-ACC-032');
      return row;
    },
    check,
  };
}
