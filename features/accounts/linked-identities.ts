import { CodedError } from '@chartwarden/errors';
import { type AccountId, newId } from '@chartwarden/ids';
import type { AccountRow, AccountsStore } from './accounts.store.ts';
import type { FactorRow, FactorsStore } from './factors.store.ts';
import { factorPlace } from './factors.ts';
import type { Identities } from './identity.ts';
import { type Caller, noteOf } from './notes.ts';
import { noticeOf } from './notices.ts';
import type { AccountsPorts } from './ports.ts';
import type { Session } from './sessions.ts';
import type { WaysIn } from './ways-in.ts';

/** Who somebody is elsewhere: a subject means nothing without its issuer (OpenID Connect Core 1.0, 5.7). */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  /** As the provider calls them, for their holder to tell several apart; never compared with anything. */
  readonly label: string | null;
}

export interface IdentityLine {
  readonly id: string;
  readonly issuer: string;
  readonly label: string | null;
  readonly createdAt: number;
  readonly usedAt: number | null;
}

/**
 * Accounts elsewhere that open an account here. Issuer and subject are sealed with the account's key and found by a blind
 * token of both; an address that a provider tells joins nobody to anything.
 */
export interface LinkedIdentities {
  list(account: AccountId): Promise<IdentityLine[]>;
  /** Whose account it opens, or null. */
  find(identity: Identity): Promise<AccountRow | null>;
  /** It was used just now. */
  used(account: AccountId, identity: Identity): Promise<void>;
  /** For an account that is being made with it. Throws CW-ACC-076 when it opens another one. */
  add(account: AccountId, identity: Identity): Promise<string>;
  /** The same by its holder: an entry, and a notice. Throws CW-ACC-076. */
  link(session: Session, identity: Identity, caller: Caller): Promise<IdentityLine>;
  /** Throws CW-GEN-002 when it is not one of the account's own, CW-ACC-077 when nothing else would open the account. */
  unlink(session: Session, id: string, caller: Caller): Promise<void>;
  /** Gives every identity the token of the newest generation. Resolves with how many had another. */
  retoken(): Promise<number>;
}

/** More than anybody has, and no more than a list can show. */
const MOST = 20;
/** Longer than it takes to make an account; milliseconds. */
const MAKING = 10 * 60_000;

export function createLinkedIdentities(parts: {
  readonly rows: FactorsStore;
  readonly store: AccountsStore;
  readonly identities: Identities;
  readonly waysIn: WaysIn;
  readonly ports: Pick<AccountsPorts, 'clock' | 'gate' | 'sealed'>;
}): LinkedIdentities {
  const { rows, store, identities, waysIn, ports } = parts;
  const { clock, gate, sealed } = ports;

  const nameOf = ({ issuer, subject }: Pick<Identity, 'issuer' | 'subject'>) => JSON.stringify([issuer, subject]);
  const contentOf = (row: FactorRow): Identity =>
    JSON.parse(sealed.open(row.account, factorPlace(row), row.content).toString('utf8')) as Identity;
  const lineOf = (row: FactorRow): IdentityLine => {
    const { issuer, label } = contentOf(row);
    return { id: row.id, issuer, label, createdAt: row.createdAt, usedAt: row.usedAt };
  };
  const own = async (account: AccountId): Promise<FactorRow[]> =>
    (await rows.ofAccount(account)).filter(({ kind }) => kind === 'identity');
  /** Of an account that was being made when the process ended: the gate never heard of it. */
  const isLeft = ({ account, createdAt }: FactorRow): boolean =>
    gate.account(account).status === 'unknown' && createdAt + MAKING < clock.now();
  const found = async (identity: Identity): Promise<{ row: FactorRow; holder: AccountRow } | null> => {
    const all = await rows.byLookup(sealed.tokens('identity', nameOf(identity)));
    for (const row of all.filter((one) => one.kind === 'identity' && !isLeft(one))) {
      // Also takes over the keys of an account that another process made.
      const holder = await identities.byId(row.account);
      // Eight bytes of token can collide; the identity itself decides.
      if (holder !== null && nameOf(contentOf(row)) === nameOf(identity)) return { row, holder };
    }
    return null;
  };
  const insert = async (account: AccountId, identity: Identity): Promise<FactorRow> => {
    if ((await own(account)).length >= MOST || (await found(identity)) !== null) throw new CodedError('CW-ACC-076');
    for (const row of (await rows.byLookup(sealed.tokens('identity', nameOf(identity)))).filter(isLeft))
      await rows.remove(row.account, row.id);
    const now = clock.now();
    const { issuer, subject, label } = identity;
    const row: Omit<FactorRow, 'content'> = {
      id: newId(now),
      account,
      kind: 'identity',
      version: 1,
      createdAt: now,
      usedAt: null,
      counter: 0,
      lookup: sealed.token('identity', nameOf(identity)),
    };
    const content = sealed.seal(account, factorPlace(row), Buffer.from(JSON.stringify({ issuer, subject, label })));
    const filled = { ...row, content };
    // Two accounts at once: the database takes one of them.
    if (!(await rows.insert(filled, []))) throw new CodedError('CW-ACC-076');
    return filled;
  };

  return {
    list: async (account) => (await own(account)).map(lineOf),
    find: async (identity) => (await found(identity))?.holder ?? null,
    async used(account, identity) {
      const one = await found(identity);
      if (one?.row.account === account) await rows.touch(one.row, clock.now());
    },
    add: async (account, identity) => (await insert(account, identity)).id,
    async link(session, identity, caller) {
      const row = await insert(session.account, identity);
      try {
        await gate.note(noteOf(session.actor, 'identity', caller, { detail: { identity: row.id, what: 'linked' } }));
      } catch (error) {
        await rows.remove(session.account, row.id);
        throw error;
      }
      await store.addNotice(session.account, noticeOf('identity-linked', clock));
      return lineOf(row);
    },
    async unlink(session, id, caller) {
      const { account } = session;
      if (!(await own(account)).some((one) => one.id === id)) throw new CodedError('CW-GEN-002');
      await waysIn.lose(account, id);
      await gate.note(noteOf(session.actor, 'identity', caller, { detail: { identity: id, what: 'unlinked' } }));
      await store.addNotice(account, noticeOf('identity-unlinked', clock));
    },
    async retoken() {
      let moved = 0;
      for (const row of await rows.ofKind('identity')) {
        const lookup = sealed.token('identity', nameOf(contentOf(row)));
        if (row.lookup !== null && lookup.equals(row.lookup)) continue;
        await rows.replace(row, { ...row, lookup });
        moved += 1;
      }
      return moved;
    },
  };
}
