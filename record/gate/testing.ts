import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Db, openSqlite } from '@chartwarden/db';
import type { TestDb, TestEngine } from '@chartwarden/db/testing';
import { contentHashOf, describe as describeFact } from '@chartwarden/fhir';
import { type AccountId, newId, type RecordId, type SourceId } from '@chartwarden/ids';
import type { Actor, EntryBody } from '@chartwarden/ledger';
import { type Objects, openFileObjects } from '@chartwarden/objects';
import {
  type Action,
  type Finding,
  type Import,
  keyringMigrations,
  type Permit,
  rootKeyFrom,
  type StagedFact,
  type View,
} from '@chartwarden/vault';
import { type Plans, watchedByRecord } from '../../tests/support/by-record.ts';
import type { InstanceRole } from './access-types.ts';
import { type Core, type CoreParts, coreMigrations, openCore } from './open-core.ts';

/** A trusted core over a fresh database, with a clock that a test moves. */
export interface TestCore {
  readonly core: Core;
  readonly db: Db;
  readonly test: TestDb;
  readonly objects: Objects;
  readonly folder: string;
  readonly clock: { now(): number; advance(ms: number): void };
  /** Makes an active account with a role. */
  account(role: InstanceRole): Promise<Actor & { readonly account: AccountId }>;
  person(actor: Actor, name: string): Promise<RecordId>;
  permit(actor: Actor, record: RecordId, actions: readonly Action[], view?: View): Promise<Permit>;
  /** Imports resources (JSON texts) as one file and commits it. */
  importAll(actor: Actor, record: RecordId, resources: readonly string[], origin?: string | null): Promise<Import>;
  /** Stages without committing. */
  stageAll(actor: Actor, record: RecordId, resources: readonly string[], origin?: string | null): Promise<Import>;
  /** Compares everything of a record with what the ledger says was written. */
  findings(record: RecordId): Promise<readonly Finding[]>;
  /** The core of another process on the same database; of this one where there is one process only (SQLite). */
  another(): Promise<Core>;
  /** Closes and opens again over the same data. */
  reopen(): Promise<Core>;
  remove(): Promise<void>;
}

export const staged = (text: string, origin: string | null, path = 'resource'): StagedFact => {
  const bytes = Buffer.from(text, 'utf8');
  contentHashOf(bytes);
  return { fact: describeFact(bytes, path), bytes, origin };
};

const REQUEST = { method: 'TEST', path: '/test', ip: '127.0.0.1', agent: 'test' };

/** @param more parts of the core that a test wants otherwise; @param plans is told how questions are answered (SQLite) */
export async function openTestCore(
  engine: TestEngine,
  more: Pick<CoreParts, 'ages'> = {},
  plans?: Plans,
): Promise<TestCore> {
  const folder = mkdtempSync(join(tmpdir(), 'chartwarden-core-'));
  const test = await engine.open(coreMigrations, 'core');
  let now = Date.parse('2026-01-02T03:04:05.000Z');
  const clock = {
    now: () => now,
    advance(ms: number) {
      now += ms;
    },
  };
  const objects = await openFileObjects({ folder: join(folder, 'objects') });
  let keyringDb: Db | undefined;
  const openOn = (keyringDb: Db, highWater: string): Promise<Core> =>
    openCore({
      db: watchedByRecord(test.db, plans),
      keyringDb,
      objects,
      root: rootKeyFrom(Buffer.alloc(32, 7)),
      clock,
      highWater: join(folder, highWater),
      ...more,
    });
  const open = async (): Promise<Core> => {
    keyringDb = await openSqlite({
      file: join(folder, 'keyring.db'),
      migrations: keyringMigrations,
      writer: 'inline',
      secureDelete: true,
    });
    return openOn(keyringDb, 'high-water');
  };
  let core = await open();
  const others: Core[] = [];
  let isOpen = true;

  const own: TestCore = {
    get core() {
      return core;
    },
    get db() {
      return test.db;
    },
    test,
    objects,
    folder,
    clock,
    async account(role) {
      const account = newId<AccountId>();
      const by: Actor = core.gate.hasOwner()
        ? {
            kind: 'account',
            account: [...core.access.state().accounts].find(([, one]) => one.roles.includes('owner'))?.[0] ?? '',
            role: 'owner',
          }
        : { kind: 'operator', role: 'operator' };
      const capacity = by.kind === 'operator' ? 'operator' : 'staff';
      // Before there is an owner, only the two events that make one are allowed.
      await core.gate.changeAccess(by, { kind: 'account', account, state: 'active', capacity }, REQUEST);
      await core.gate.changeAccess(by, { kind: 'role', account, role, state: 'given', capacity }, REQUEST);
      return { kind: 'account', account, role, session: newId() };
    },
    person: (actor, name) => core.people.create(actor, { name, relation: 'self' }, REQUEST),
    permit: (actor, record, actions, view = 'effective') =>
      core.gate.permit({ actor, record, actions, purpose: 'self', channel: 'browser', view, request: REQUEST }),
    async stageAll(actor, record, resources, origin = 'https://hospital.example/fhir') {
      const { imports } = core.vault;
      const create = () => own.permit(actor, record, ['create']);
      const one = await imports.begin(await create());
      const text = resources.join('\n');
      const bytes = (async function* () {
        yield Buffer.from(text, 'utf8');
      })();
      const source = await imports.addSource(await create(), one.id, {
        name: 'test.ndjson',
        mediaType: 'application/x-ndjson',
        bytes,
      });
      await imports.setState(await create(), one.id, 'reading', {});
      const facts = resources.map((resource, at) => staged(resource, origin, `line ${at + 1}`));
      await imports.stage(await create(), one.id, source.id as SourceId, facts);
      await imports.setState(await create(), one.id, 'ready', {});
      return one;
    },
    async importAll(actor, record, resources, origin) {
      const one = await own.stageAll(actor, record, resources, origin);
      return core.vault.imports.commit(await own.permit(actor, record, ['create']), one.id);
    },
    async findings(record) {
      const entries: { readonly body: EntryBody }[] = [];
      for (const scope of ['instance', record] as const)
        for (const entry of (await core.ledger.reader.list(scope, { limit: 1000 })).toReversed())
          if (!entry.sealed && (scope === record || entry.body.record === record)) entries.push(entry);
      const actor = { kind: 'system', role: 'system' } as const;
      const asking = { actor, record, actions: ['read'], purpose: 'operate', channel: 'system', request: {} } as const;
      return (await core.vault.checks.check(await core.gate.permit(asking), entries)).findings;
    },
    async another() {
      if (test.db.engine === 'sqlite' || keyringDb === undefined) return core;
      const other = await openOn(keyringDb, `high-water-${others.length}`);
      others.push(other);
      return other;
    },
    async reopen() {
      await core.close();
      isOpen = false;
      await keyringDb?.close();
      await test.reopen();
      core = await open();
      isOpen = true;
      return core;
    },
    async remove() {
      for (const other of others) await other.close();
      if (isOpen) await core.close();
      await keyringDb?.close();
      await test.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return own;
}
