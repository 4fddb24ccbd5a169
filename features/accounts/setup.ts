import { randomInt, timingSafeEqual } from 'node:crypto';
import { CodedError } from '@chartwarden/errors';
import type { NewAccessEvent } from '@chartwarden/gate';
import type { Actor } from '@chartwarden/ledger';
import type { AccountsStore } from './accounts.store.ts';
import type { Devices } from './devices.ts';
import type { Identities } from './identity.ts';
import type { Links } from './links.ts';
import type { LoggedIn } from './login.ts';
import { type Caller, noteOf, OPERATOR, stranger } from './notes.ts';
import { checkPassword, type Passwords } from './password.ts';
import type { AccountsPorts, AccountsSettings, RecoveryKit } from './ports.ts';
import type { Session, Sessions } from './sessions.ts';
import type { Throttle } from './throttle.ts';

export interface SetupState {
  readonly needed: boolean;
  readonly version: string;
  /** True when the first run must prove that it sees the operator's console. */
  readonly codeNeeded: boolean;
  /** Whether people may make accounts for themselves. */
  readonly registration: boolean;
  /** Whether a lost password is replaced by mail. */
  readonly mail: boolean;
  /** Where people may sign in instead of here. */
  readonly signOn: readonly { readonly id: string; readonly name: string }[];
  readonly suggestedWitness: string | null;
}

export interface FirstOwner {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  /** A folder for ledger checkpoints; null: none. */
  readonly witness: string | null;
}

export interface Setup {
  state(): Promise<SetupState>;
  /** When somebody outside this machine could be first: prints the set-up code where only the operator looks. */
  start(): void;
  /** `code` is the printed code or the token of a first-run link; null from the operator, who needs none. */
  firstOwner(
    input: FirstOwner,
    caller: Caller,
    proof: { readonly code: string | undefined } | 'operator',
  ): Promise<LoggedIn & { readonly kit: RecoveryKit }>;
  firstRunLink(): Promise<{ readonly token: string; readonly expires: number }>;
  kitConfirmed(): Promise<boolean>;
  /** Throws CW-ACC-010 unless an owner asks and the kit is not confirmed. */
  kit(session: Session, caller: Caller): Promise<RecoveryKit>;
  /** The root key is another one: the owner is shown its kit, and asked to confirm it, again. */
  kitChanged(): Promise<void>;
  /** The last group of the kit's words, as typed. Throws CW-ACC-008, CW-ACC-010. */
  confirmKit(session: Session, lastGroup: string, caller: Caller): Promise<void>;
}

export interface SetupParts {
  readonly store: AccountsStore;
  readonly identities: Identities;
  readonly passwords: Passwords;
  readonly sessions: Sessions;
  readonly throttle: Throttle;
  readonly links: Links;
  readonly devices: Devices;
  readonly ports: AccountsPorts;
  readonly settings: AccountsSettings;
}

/** Crockford base 32: 20 of these are 100 bits, and none is mistaken for another. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export function createSetup(parts: SetupParts): Setup {
  const { store, identities, passwords, sessions, throttle, links, devices, ports, settings } = parts;
  const { gate, witness, clock } = ports;
  const code = Array.from({ length: 20 }, () => ALPHABET[randomInt(32)]).join('');
  let turn: Promise<unknown> = Promise.resolve();

  const checkCode = async (given: string | undefined, caller: Caller): Promise<void> => {
    if (settings.loopback && given === undefined) return;
    const attempt = await throttle.enter('the set-up code', caller.facts.ip);
    const typed = given ?? '';
    const right = sameText(plain(typed), code) || (await isLive(links, typed));
    if (!right) {
      await gate.note(noteOf(stranger(caller), 'setup', caller, { code: 'CW-ACC-004' }));
      throw new CodedError('CW-ACC-004');
    }
    await attempt.succeeded();
  };
  const makeOwner = async (input: FirstOwner, caller: Caller, actor: Actor): Promise<LoggedIn> => {
    if (gate.hasOwner()) throw new CodedError('CW-ACC-003');
    await witness.configure(input.witness);
    const account = await identities.create(input, await passwords.hash(input.password));
    try {
      const { id } = account;
      const first = { account: id, capacity: 'operator' } as const;
      const events: NewAccessEvent[] = [
        { kind: 'account', state: 'active', ...first },
        { kind: 'role', role: 'owner', state: 'given', ...first },
      ];
      await gate.changeTogether(
        events.map((event) => ({ actor, event })),
        caller.facts,
      );
    } catch (error) {
      // Somebody else was first: what stands in the gate decides.
      if (!gate.account(account.id).roles.includes('owner')) await identities.remove(account.id);
      throw error;
    }
    await links.endAll('first-run', null);
    const opened = await sessions.open(account.id, caller.client, caller.facts, 1);
    await gate.note(noteOf(opened.session.actor, 'setup', caller, { detail: { witness: input.witness !== null } }));
    await devices.met(account.id, caller);
    return { account, opened };
  };
  const requireOwner = async (session: Session, caller: Caller): Promise<void> => {
    if (session.roles.includes('owner') && !(await store.done('kit-confirmed'))) return;
    // The key to everything: whoever asks for it in vain stands in the log.
    await gate.note({ ...noteOf(session.actor, 'kit', caller, { code: 'CW-ACC-010' }), outcome: 'refused' });
    throw new CodedError('CW-ACC-010');
  };

  return {
    async state() {
      const needed = !gate.hasOwner();
      return {
        needed,
        version: settings.version,
        codeNeeded: needed && !settings.loopback,
        registration: !needed && settings.registration,
        mail: ports.mail !== null,
        signOn: needed ? [] : settings.signOn.map(({ id, name }) => ({ id, name })),
        suggestedWitness: needed ? await witness.suggested() : null,
      };
    },
    start() {
      if (gate.hasOwner() || settings.loopback) return;
      const printed = code.replace(/.{5}(?=.)/g, '$&-');
      ports.announce([
        `To set up Chartwarden, open ${settings.publicUrl} and type this set-up code:`,
        '',
        `    ${printed}`,
        '',
      ]);
    },
    async firstOwner(input, caller, proof) {
      if (gate.hasOwner()) throw new CodedError('CW-ACC-003');
      if (proof !== 'operator') await checkCode(proof.code, caller);
      checkPassword(input.password, input);
      // One at a time: two people who press the button together do not both become the first.
      const mine = turn.then(() => makeOwner(input, caller, { ...OPERATOR, client: caller.client }));
      turn = mine.catch(() => undefined);
      return { ...(await mine), kit: await ports.recoveryKit() };
    },
    async firstRunLink() {
      if (gate.hasOwner()) throw new CodedError('CW-ACC-003');
      await gate.note(noteOf(OPERATOR, 'setup-link', { client: 'cli', facts: {} }));
      return links.make('first-run', null);
    },
    kitConfirmed: () => store.done('kit-confirmed'),
    async kit(session, caller) {
      await requireOwner(session, caller);
      await gate.note(noteOf(session.actor, 'kit', caller, { detail: { shown: true } }));
      return ports.recoveryKit();
    },
    kitChanged: () => store.unsetDone('kit-confirmed'),
    async confirmKit(session, lastGroup, caller) {
      await requireOwner(session, caller);
      const words = (await ports.recoveryKit()).words;
      const last = /([^\s-]+)[\s-]*$/.exec(words)?.[1] ?? '';
      if (last === '' || !sameText(plain(lastGroup), plain(last))) throw new CodedError('CW-ACC-008');
      await store.setDone('kit-confirmed', clock.now());
      await gate.note(noteOf(session.actor, 'kit', caller, { detail: { confirmed: true } }));
    },
  };
}

/** As the vault reads a typed kit: case, spaces and dashes do not matter; O, I, L are 0, 1, 1. */
const plain = (typed: string): string =>
  typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

const isLive = (links: Links, token: string): Promise<boolean> =>
  links.peek(token, 'first-run').then(
    () => true,
    () => false,
  );
