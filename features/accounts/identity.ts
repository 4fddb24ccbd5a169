import { CodedError } from '@chartwarden/errors';
import { type AccountId, idToBytes, newId } from '@chartwarden/ids';
import type { Reseal, SealedPlace } from '@chartwarden/vault';
import type { AccountRow, AccountsStore } from './accounts.store.ts';
import type { AccountsPorts } from './ports.ts';

/** Who an account is, in the clear. */
export interface Profile {
  readonly id: AccountId;
  readonly email: string;
  readonly name: string;
}

/** Accounts as sealed rows: the only code that seals and opens them. */
export interface Identities {
  /** Null when nobody has that address. */
  byEmail(email: string): Promise<AccountRow | null>;
  byId(account: AccountId): Promise<AccountRow | null>;
  /** Every row, also such that a crash left behind before the gate knew of them. */
  all(): Promise<AccountRow[]>;
  /** A row that is no account yet: the gate makes it active. Throws CW-ACC-003 when the address is in use. */
  create(profile: Omit<Profile, 'id'>, passwordHash: string | null): Promise<Profile>;
  remove(account: AccountId): Promise<void>;
  profile(row: AccountRow): Profile;
  /** Null for an account without a password, which is opened by what it has elsewhere. */
  passwordHash(row: AccountRow): string | null;
  /** False when it was changed by somebody else in between. */
  setPassword(row: AccountRow, passwordHash: string): Promise<boolean>;
  /** Moves an account's row to its newest key. Resolves with 1 when it was not there yet; again until it is 0. */
  reseal(account: AccountId, again: Reseal): Promise<number>;
  /** Gives every row the token of the newest generation. Resolves with how many had another. */
  retoken(): Promise<number>;
}

export function createIdentities(
  store: AccountsStore,
  ports: Pick<AccountsPorts, 'clock' | 'sealed' | 'gate'>,
): Identities {
  const { clock, sealed, gate } = ports;
  const tokenOf = (email: string) => sealed.token('email', foldEmail(email));
  const profile = (row: AccountRow): Profile => {
    const plain = sealed.open(row.id, place(row.id, 'profile', 1), row.profile);
    const { email, name } = JSON.parse(plain.toString('utf8')) as { email: string; name: string };
    return { id: row.id, email, name };
  };
  const sealPassword = (account: AccountId, version: number, hash: string) =>
    sealed.seal(account, place(account, 'password', version), Buffer.from(hash));
  const known = new Set<AccountId>();
  // Another process on the same database may have made the account, and with it keys that are not held here.
  const met = async <Row extends AccountRow | null>(row: Row): Promise<Row> => {
    if (row === null || known.has(row.id)) return row;
    await sealed.refresh([row.id]);
    known.add(row.id);
    return row;
  };
  const find = (email: string) => store.byEmail(sealed.tokens('email', foldEmail(email))).then(met);
  const byEmail = async (email: string): Promise<AccountRow | null> => {
    const row = await find(email);
    await gate.upToDate();
    // A row that the gate does not know is what a crash left behind: no account, and its keys are not held.
    if (row === null || gate.account(row.id).status === 'unknown') return null;
    // Eight bytes of token can collide; the address itself decides.
    return foldEmail(profile(row).email) === foldEmail(email) ? row : null;
  };

  return {
    byEmail,
    byId: (account) => store.byId(account).then(met),
    all: async () => {
      const rows = await store.all();
      for (const row of rows) await met(row);
      return rows;
    },
    profile,
    async create({ email, name }, passwordHash) {
      const now = clock.now();
      const id = newId<AccountId>(now);
      await sealed.createScope(id);
      const row: AccountRow = {
        id,
        emailToken: tokenOf(email),
        createdAt: now,
        profile: sealed.seal(id, place(id, 'profile', 1), Buffer.from(JSON.stringify({ email, name }))),
        password: sealPassword(id, 1, passwordHash ?? NO_PASSWORD),
        passwordVersion: 1,
      };
      const earlier = await find(email);
      const left = earlier !== null && gate.account(earlier.id).status === 'unknown' ? earlier.id : null;
      // The database refuses the same token twice, but not those of two generations.
      if ((earlier !== null && left === null) || !(await store.insert(row, left))) throw new CodedError('CW-ACC-003');
      return { id, email, name };
    },
    remove: (account) => store.remove(account),
    passwordHash(row) {
      const plain = sealed.open(row.id, place(row.id, 'password', row.passwordVersion), row.password).toString('utf8');
      return plain === NO_PASSWORD ? null : plain;
    },
    setPassword: (row, hash) =>
      store.setPassword(row.id, row.passwordVersion, sealPassword(row.id, row.passwordVersion + 1, hash)),
    async reseal(account, again) {
      const row = await store.byId(account);
      if (row === null) return 0;
      const profile = again(place(account, 'profile', 1), row.profile);
      const password = again(place(account, 'password', row.passwordVersion), row.password);
      if (profile === null && password === null) return 0;
      await store.reseal(row, { ...row, profile: profile ?? row.profile, password: password ?? row.password });
      return 1;
    },
    async retoken() {
      let moved = 0;
      for (const row of await store.all()) {
        // What a crash left behind has no keys that are held, and is no account.
        if (gate.account(row.id).status === 'unknown') continue;
        const emailToken = tokenOf(profile(row).email);
        if (emailToken.equals(row.emailToken)) continue;
        await store.reseal(row, { ...row, emailToken });
        moved += 1;
      }
      return moved;
    },
  };
}

/** Sealed in the place of a hash; no hash is so short. */
const NO_PASSWORD = '';

/** How addresses are compared: without case, surrounding space and variants of the same character. */
export const foldEmail = (email: string): string => email.trim().normalize('NFKC').toLowerCase();

const place = (account: AccountId, column: string, version: number): SealedPlace => ({
  table: 'accounts',
  row: idToBytes(account),
  column,
  version,
});
