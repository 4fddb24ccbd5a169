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

/** `isUnproven`: nobody vouches for the address. */
export interface NewProfile extends Omit<Profile, 'id'> {
  readonly isUnproven?: true;
}

/** Accounts as sealed rows: the only code that seals and opens them. */
export interface Identities {
  /** Null when nobody has that address. */
  byEmail(email: string): Promise<AccountRow | null>;
  byId(account: AccountId): Promise<AccountRow | null>;
  /** Every row, also such that a crash left behind before the gate knew of them. */
  all(): Promise<AccountRow[]>;
  /** A row that is no account yet: the gate makes it active. Throws CW-ACC-003 when the address is in use. */
  create(profile: NewProfile, passwordHash: string | null): Promise<Profile>;
  remove(account: AccountId): Promise<void>;
  /** Whether the address is its holder's: whoever registered typed it, and nobody has shown it yet. */
  isProven(row: AccountRow): boolean;
  prove(account: AccountId): Promise<void>;
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
  ports: Pick<AccountsPorts, 'clock' | 'sealed' | 'gate' | 'db'>,
): Identities {
  const { clock, sealed, gate } = ports;
  const isAlone = ports.db.engine === 'sqlite';
  const tokenOf = (email: string) => sealed.token('email', foldEmail(email));
  const contentOf = (row: AccountRow): NewProfile =>
    JSON.parse(sealed.open(row.id, place(row.id, 'profile', 1), row.profile).toString('utf8')) as NewProfile;
  const sealProfile = (id: AccountId, content: NewProfile) =>
    sealed.seal(id, place(id, 'profile', 1), Buffer.from(JSON.stringify(content)));
  const profile = (row: AccountRow): Profile => {
    const { email, name } = contentOf(row);
    return { id: row.id, email, name };
  };
  const sealPassword = (account: AccountId, version: number, hash: string) =>
    sealed.seal(account, place(account, 'password', version), Buffer.from(hash));
  /** Made here, and perhaps not known to the gate yet: whoever wants the same address at that moment does not get it. */
  const making = new Set<AccountId>();
  /** What a crash left behind. Another process may be making it right now, where there can be one. */
  const isLeft = (row: AccountRow): boolean => {
    if (gate.account(row.id).status !== 'unknown') {
      making.delete(row.id);
      return false;
    }
    return !making.has(row.id) && (isAlone || row.createdAt + MAKING < clock.now());
  };
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
    isProven: (row) => contentOf(row).isUnproven !== true,
    async prove(account) {
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const row = await store.byId(account);
        if (row === null || contentOf(row).isUnproven !== true) return;
        const { email, name } = contentOf(row);
        if (await store.reseal(row, { ...row, profile: sealProfile(account, { email, name }) })) return;
      }
      throw new CodedError('CW-GEN-001');
    },
    async create({ email, name, isUnproven }, passwordHash) {
      const now = clock.now();
      const id = newId<AccountId>(now);
      await sealed.createScope(id);
      const row: AccountRow = {
        id,
        emailToken: tokenOf(email),
        createdAt: now,
        profile: sealProfile(id, { email, name, ...(isUnproven ? { isUnproven } : {}) }),
        password: sealPassword(id, 1, passwordHash ?? NO_PASSWORD),
        passwordVersion: 1,
      };
      making.add(id);
      const earlier = await find(email);
      const left = earlier !== null && isLeft(earlier) ? earlier.id : null;
      // The database refuses the same token twice, but not those of two generations.
      if ((earlier !== null && left === null) || !(await store.insert(row, left))) {
        making.delete(id);
        throw new CodedError('CW-ACC-003');
      }
      return { id, email, name };
    },
    async remove(account) {
      await store.remove(account);
      making.delete(account);
    },
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

/** Longer than it takes to make an account; milliseconds. */
const MAKING = 10 * 60_000;

/** A row changes by a login, a new password or a new key; rarely twice at once. */
const ATTEMPTS = 8;

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
