import { createHash, createHmac } from 'node:crypto';
import { openTestSqlite, type TestDb } from '@chartwarden/db/testing';
import { CodedError } from '@chartwarden/errors';
import type { InstanceRole } from '@chartwarden/gate';
import type { EntryBody } from '@chartwarden/ledger';
import type { SealedPlace, SealedStore } from '@chartwarden/vault';
import { accountsMigrations } from './accounts.migrations.ts';
import { type Accounts, createAccounts } from './accounts.service.ts';
import type { Caller } from './notes.ts';
import type { Passwords } from './password.ts';
import type { AccountsPorts, AccountsSettings } from './ports.ts';
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

/** Accounts over a real database, with a clock that the test moves. */
export interface Bench {
  accounts: Accounts;
  readonly test: TestDb;
  readonly clock: { time: number; now(): number };
  readonly gate: ReturnType<typeof memoryGate>;
  readonly printed: string[];
  readonly pauses: number[];
  readonly witness: (string | null)[];
  /** As after a restart, with these settings changed. */
  restart(changes?: Partial<AccountsSettings>): Promise<void>;
}

const SETTINGS: AccountsSettings = {
  sessionSecret: 'a secret of the tests that is long enough',
  maxAgeMs: 14 * 24 * 3600_000,
  idleMs: 0,
  publicUrl: 'http://localhost:8800',
  cookie: { name: 'chartwarden', options: { path: '/', httpOnly: true, secure: false, sameSite: 'lax' } },
  loopback: true,
  version: '0.1.0',
};

export async function makeBench(
  options: {
    readonly test?: TestDb;
    readonly settings?: Partial<AccountsSettings>;
    readonly passwords?: Passwords;
  } = {},
): Promise<Bench> {
  const test = options.test ?? (await openTestSqlite(accountsMigrations));
  const clock = { time: Date.UTC(2026, 10, 22), now: () => clock.time };
  const gate = memoryGate(clock);
  const printed: string[] = [];
  const pauses: number[] = [];
  const witness: (string | null)[] = [];
  const make = (changes: Partial<AccountsSettings> = {}) => {
    const ports: AccountsPorts = {
      db: test.db,
      clock,
      gate,
      sealed: placedSeals(),
      witness: {
        suggested: async () => '/mnt/witness',
        configure: async (folder) => {
          witness.push(folder);
        },
      },
      recoveryKit: () => KIT,
      announce: (lines) => printed.push(...lines),
    };
    const outside = {
      ...(options.passwords ? { passwords: options.passwords } : {}),
      pause: async (ms: number) => {
        pauses.push(ms);
      },
    };
    return createAccounts(ports, { ...SETTINGS, ...options.settings, ...changes }, outside);
  };
  const bench: Bench = {
    accounts: make(),
    test,
    clock,
    gate,
    printed,
    pauses,
    witness,
    async restart(changes) {
      await test.reopen();
      bench.accounts = make(changes);
    },
  };
  return bench;
}

/** What a request carries after a login. */
export const carrying = (token: string, client: 'browser' | 'cli', cookieName = 'chartwarden') => ({
  cookie: (name: string) => (client === 'browser' && name === cookieName ? token : undefined),
  header: (name: string) => (client === 'cli' && name === 'authorization' ? `Bearer ${token}` : undefined),
});

function memoryGate(clock: { now(): number }) {
  const status = new Map<string, 'active' | 'disabled'>();
  const roles = new Map<string, InstanceRole[]>();
  const entries: EntryBody[] = [];
  const hasOwner = () => [...roles].some(([id, held]) => held.includes('owner') && status.get(id) === 'active');
  const gate: AccountsPorts['gate'] = {
    hasOwner,
    account: (id) => ({ status: status.get(id) ?? 'unknown', roles: roles.get(id) ?? [] }),
    async changeAccess(actor, event) {
      if (hasOwner() || actor.kind !== 'operator') throw new CodedError('CW-GATE-001');
      if (event.kind === 'account') status.set(event.account, event.state);
      if (event.kind === 'role') roles.set(event.account, [...(roles.get(event.account) ?? []), event.role]);
      return { ...event, id: event.kind as never, time: clock.now(), seq: 1, by: 'operator' } as never;
    },
    async note(entry) {
      entries.push(structuredClone(entry));
    },
  };
  return { ...gate, status, roles, entries };
}

/** Keeps what the real store promises: an envelope opens in its own place only. */
function placedSeals(): SealedStore {
  const mark = (scope: string, place: SealedPlace) =>
    createHash('sha256')
      .update(JSON.stringify([scope, { ...place, row: Buffer.from(place.row).toString('hex') }]))
      .digest();
  const turn = (bytes: Uint8Array) => Buffer.from(bytes.map((byte) => byte ^ 0xa5));
  return {
    createScope: async () => undefined,
    seal: (scope, place, plaintext) => Buffer.concat([mark(scope, place), turn(plaintext)]),
    open(scope, place, envelope) {
      if (!mark(scope, place).equals(envelope.subarray(0, 32))) throw new CodedError('CW-VLT-001');
      return turn(envelope.subarray(32));
    },
    refresh: async () => undefined,
    token: (param, text) => createHmac('sha256', param).update(text).digest().subarray(0, 8),
  };
}
