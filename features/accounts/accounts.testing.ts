import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '@chartwarden/db';
import { openTestSqlite, type TestDb } from '@chartwarden/db/testing';
import { type Core, coreMigrations, type InstanceRole, openCore } from '@chartwarden/gate';
import { type AccountId, INSTANCE_ID, newId } from '@chartwarden/ids';
import type { EntryBody } from '@chartwarden/ledger';
import { openFileObjects } from '@chartwarden/objects';
import { keyringMigrations, rootKeyFrom } from '@chartwarden/vault';
import { accountsMigrations } from './accounts.migrations.ts';
import { type Accounts, createAccounts } from './accounts.service.ts';
import type { Caller, DoorAction } from './notes.ts';
import type { AccountsPorts, AccountsSettings, MailPort } from './ports.ts';
import type { FirstOwner } from './setup.ts';

export const OWNER: FirstOwner = {
  email: 'Maya@Example.org',
  name: 'Maya',
  password: 'four quiet unrelated herons',
  witness: null,
};

export const KIT = { text: 'KIT TEXT', words: 'AB12-CD34-EF5G', publicKey: 'key', file: 'KIT FILE' };

export const browser = (ip = '192.0.2.1', agent = 'Browser/1'): Caller => ({
  client: 'browser',
  facts: { method: 'POST', path: '/api/login', ip, agent },
});

export const cli: Caller = { client: 'cli', facts: {} };

/** Accounts over a real database and a real trusted core, with a clock that the test moves. */
export interface Bench {
  accounts: Accounts;
  readonly test: TestDb;
  readonly clock: { time: number; now(): number };
  /** The core's gate; a test may replace one of its functions. */
  readonly gate: { -readonly [K in keyof AccountsPorts['gate']]: AccountsPorts['gate'][K] };
  /** Null until a test puts one there and restarts. */
  mail: MailPort | null;
  readonly printed: string[];
  readonly pauses: number[];
  readonly witness: (string | null)[];
  /** What stands in the ledger since {@link forgetEntries}, oldest first, without what the gate wrote about its own events. */
  entries(): Promise<EntryBody[]>;
  forgetEntries(): Promise<void>;
  /** Makes the owner and forgets the entries of it. */
  setUp(): Promise<AccountId>;
  /** By another owner. */
  setStatus(account: AccountId, state: 'active' | 'disabled'): Promise<void>;
  setRole(account: AccountId, role: InstanceRole, state: 'given' | 'taken'): Promise<void>;
  ledger(): Core['ledger'];
  sealed(): Core['sealed'];
  core(): Core;
  /** New keys for an account or the instance, as a key rotation makes them; `forget` destroys the old ones. Resolves with the cells moved. */
  renewKeys(scope: AccountId | 'instance', forget?: 'forget'): Promise<number>;
  /** As after a restart, with these settings changed. */
  restart(changes?: Partial<AccountsSettings>): Promise<void>;
  remove(): Promise<void>;
}

const SETTINGS: AccountsSettings = {
  sessionSecret: 'a secret of the tests that is long enough',
  maxAgeMs: 14 * 24 * 3600_000,
  idleMs: 0,
  publicUrl: 'http://localhost:8800',
  cookie: { name: 'chartwarden', options: { path: '/', httpOnly: true, secure: false, sameSite: 'lax' } },
  loopback: true,
  registration: false,
  holdersInvite: true,
  tokenHours: 8,
  signOn: [],
  version: '0.1.0',
};

const ACTIONS = new Set<string>([
  'login',
  'logout',
  'setup',
  'setup-link',
  'new-password',
  'kit',
  'session-end',
  'accounts',
  'password-link',
  'invitation',
  'registration',
  'second-step',
  'passkey',
  'identity',
  'address',
  'looking',
  'confirm',
  'organizations',
  'ownership',
  'lock',
  'api-token',
  'password-asked',
] satisfies DoorAction[]);

export async function makeBench(settings: Partial<AccountsSettings> = {}): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'chartwarden-accounts-'));
  const test = await openTestSqlite([...coreMigrations, ...accountsMigrations]);
  const keyring = { file: join(folder, 'keyring.db'), migrations: keyringMigrations };
  const keyringDb = await openSqlite({ ...keyring, writer: 'inline', secureDelete: true });
  const objects = await openFileObjects({ folder: join(folder, 'objects') });
  const clock = { time: Date.UTC(2026, 10, 22), now: () => clock.time };
  const highWater = join(folder, 'high-water');
  const openOne = (): Promise<Core> =>
    openCore({ db: test.db, keyringDb, objects, root: rootKeyFrom(Buffer.alloc(32, 7)), clock, highWater });
  let core = await openOne();
  let forgotten = 0;
  let otherOwner: AccountId | undefined;
  const gate = { ...core.gate };
  const printed: string[] = [];
  const pauses: number[] = [];
  const witness: (string | null)[] = [];

  const make = (changes: Partial<AccountsSettings> = {}, mail: MailPort | null = null): Accounts => {
    const ports: AccountsPorts = {
      db: test.db,
      clock,
      gate,
      grants: core.grants,
      invited: core.invited,
      organizations: core.organizations,
      sealed: core.sealed,
      witness: {
        suggested: async () => '/mnt/witness',
        configure: async (place) => {
          witness.push(place);
        },
      },
      mail,
      recoveryKit: () => KIT,
      announce: (lines) => printed.push(...lines),
    };
    const pause = async (ms: number) => {
      pauses.push(ms);
    };
    return createAccounts(ports, { ...SETTINGS, ...settings, ...changes }, { pause });
  };

  /** The last owner cannot be disabled, and nobody changes their own roles. */
  const anotherOwner = async (account: AccountId) => {
    const other = newId<AccountId>();
    const first = { kind: 'account' as const, account, role: 'owner' };
    if (otherOwner === undefined) {
      const made = { account: other, capacity: 'staff' as const };
      await gate.changeAccess(first, { kind: 'account', state: 'active', ...made }, {});
      await gate.changeAccess(first, { kind: 'role', role: 'owner', state: 'given', ...made }, {});
      otherOwner = other;
    }
    return { kind: 'account' as const, account: otherOwner, role: 'owner' };
  };

  const bench: Bench = {
    accounts: make(),
    test,
    clock,
    gate,
    mail: null,
    printed,
    pauses,
    witness,
    async entries() {
      const newest = await core.ledger.reader.list('instance', { limit: 1000 });
      return newest.reverse().flatMap((entry) => {
        if (entry.sealed || entry.seq < forgotten || !ACTIONS.has(entry.body.action)) return [];
        const { chain: _chain, access: _access, ...body } = entry.body;
        return [body];
      });
    },
    async forgetEntries() {
      forgotten = (await core.ledger.refresh()).size;
    },
    async setUp() {
      const { account } = await bench.accounts.operator.setup(OWNER);
      await bench.forgetEntries();
      return account.id;
    },
    async setStatus(account, state) {
      await gate.changeAccess(await anotherOwner(account), { kind: 'account', account, state, capacity: 'staff' }, {});
    },
    async setRole(account, role, state) {
      await gate.changeAccess(
        await anotherOwner(account),
        { kind: 'role', account, role, state, capacity: 'staff' },
        {},
      );
    },
    ledger: () => core.ledger,
    sealed: () => core.sealed,
    core: () => core,
    async renewKeys(scope, forget) {
      const cells = await core.sealed.renew(scope, (again) => bench.accounts.reseal(scope, again));
      if (forget !== undefined) await core.keyring.forget(scope === 'instance' ? INSTANCE_ID : scope);
      return cells;
    },
    async restart(changes) {
      await core.close();
      await test.reopen();
      core = await openOne();
      Object.assign(gate, core.gate);
      bench.accounts = make(changes, bench.mail);
    },
    async remove() {
      await core.close();
      await keyringDb.close();
      await test.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return bench;
}

/** What a request carries after a login. */
export const carrying = (token: string, client: 'browser' | 'cli', cookieName = 'chartwarden') => ({
  cookie: (name: string) => (client === 'browser' && name === cookieName ? token : undefined),
  header: (name: string) => (client === 'cli' && name === 'authorization' ? `Bearer ${token}` : undefined),
});
