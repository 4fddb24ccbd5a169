import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openSqlite } from '@chartwarden/db';
import { openTestPostgres, openTestSqlite } from '@chartwarden/db/testing';
import { isCoded } from '@chartwarden/errors';
import { type Core, openCore } from '@chartwarden/gate';
import { openTestCore, staged, type TestCore } from '@chartwarden/gate/testing';
import type { FactId, RecordId, SourceId } from '@chartwarden/ids';
import { createOperate, createSealedPlace } from '@chartwarden/operate';
import { keyringMigrations, rootKeyFrom } from '@chartwarden/vault';

export type Owner = Awaited<ReturnType<TestCore['account']>>;

/** A record with something of every kind in it, and the two ways to look at it: as its owner, and as the doctor. */
export interface Place {
  readonly test: TestCore;
  readonly owner: Owner;
  readonly record: RecordId;
  /** Everything the owner can see, as one text; throws when something of it does not open. */
  readAll(): Promise<string>;
  /** What the doctor names, as `name: message`. */
  named(): Promise<string[]>;
  remove(): Promise<void>;
}

const observation = (id: string, value: string): string =>
  `{"resourceType":"Observation","id":"${id}","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"2345-7"}],"text":"Glucose"},"subject":{"reference":"Patient/p1"},"effectiveDateTime":"2020-05-04","valueQuantity":{"value":${value},"unit":"mg/dL"}}`;
const patient =
  '{"resourceType":"Patient","id":"p1","name":[{"family":"Zebrafink","given":["Quirina"]}],"birthDate":"1961-02-03"}';

// The person's record as a bundle makes it: references by the urn of an entry, and by an identifier.
const encounter = JSON.stringify({
  resourceType: 'Encounter', id: 'e1', status: 'finished', class: { code: 'AMB' }, identifier: [{ system: 'urn:visits', value: '7' }],
}); // biome-ignore format: one resource
const condition = JSON.stringify({
  resourceType: 'Condition', id: 'c1', code: { text: 'Asthma' }, subject: { reference: 'urn:uuid:p1' },
  encounter: { reference: 'urn:visit' }, evidence: [{ detail: [{ identifier: { system: 'urn:visits', value: '7' } }] }],
}); // biome-ignore format: one resource

export async function openPlace(engine: 'sqlite' | 'postgres', server: string | null, scratch: string): Promise<Place> {
  const test = await openTestCore({
    engine,
    open: (migrations, list) =>
      engine === 'sqlite' ? openTestSqlite(migrations) : openTestPostgres(server ?? '', migrations, {}, list),
  });
  const folder = mkdtempSync(join(scratch, 'tamper-'));
  const owner = await test.account('owner');
  const record = await test.person(owner, 'Quirina');
  await test.importAll(owner, record, [patient, observation('o1', '1.50'), observation('o2', '7')]);
  await test.importAll(owner, record, [observation('o1', '1.60')]);
  await importBundle(test, owner, record);
  const [fact] = (await test.core.vault.read.page(await test.permit(owner, record, ['search']), { limit: 10 })).facts;
  const update = () => test.permit(owner, record, ['update']);
  if (fact !== undefined)
    await test.core.vault.corrections.make(await update(), fact.id, {
      kind: 'note',
      value: 'mine',
      reason: 'a reason',
    });
  const sealed = createSealedPlace({ backupDir: folder, note: join(folder, 'note'), clock: test.clock });
  await sealed.renew(test.core.keyring);

  return {
    test,
    owner,
    record,
    readAll: () => readAll(test, owner, record),
    async named() {
      const { core, db, objects, clock } = test;
      const operate = createOperate({
        core,
        db,
        keyringDb: test.db,
        objects,
        clock,
        sealed,
        backupDirSet: true,
        disk: async () => ({ size: 1, kept: 1, free: 2 ** 40, growing: true }),
        secrets: [],
        origins: {},
        witness: () => null,
        isolation: async () => ({ level: 'jail', explanation: '' }),
        mail: async () => ({ configured: false, late: 0 }),
        signOn: async () => [],
        deadJobs: async () => 0,
        nextRoot: undefined,
        cells: async () => 0,
        only: (work) => work(),
        rehearsal: () => Promise.reject(new Error('not rehearsed here')),
      });
      const { checks } = await operate.doctor(() => undefined);
      return checks.filter(({ state }) => state === 'problem').map(({ name, message }) => `${name}: ${message}`);
    },
    async remove() {
      await test.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function importBundle(test: TestCore, owner: Owner, record: RecordId): Promise<void> {
  const { imports } = test.core.vault;
  const create = () => test.permit(owner, record, ['create']);
  const { id } = await imports.begin(await create());
  const bytes = (async function* () {
    yield Buffer.from(`${encounter}\n${condition}`);
  })();
  const file = { name: 'bundle.json', mediaType: 'application/json', bytes };
  const source = await imports.addSource(await create(), id, file);
  await imports.setState(await create(), id, 'reading', {});
  const entries = [encounter, condition].map((text, at) => {
    const one = staged(text, null, `entry[${at}].resource`);
    return { ...one, fact: { ...one.fact, fullUrl: at === 0 ? 'urn:visit' : 'urn:uuid:c1' } };
  });
  await imports.stage(await create(), id, source.id, entries);
  await imports.setState(await create(), id, 'ready', {});
  await imports.commit(await create(), id);
}

/** Does another process that starts over the same data decide on it? */
export async function opensAgain({ test }: Place): Promise<'decides' | 'refuses'> {
  const keyringDb = await openSqlite({
    file: join(test.folder, 'keyring.db'),
    migrations: keyringMigrations,
    writer: 'inline',
  });
  try {
    const core = await openCore({
      db: test.db,
      keyringDb,
      objects: test.objects,
      root: rootKeyFrom(Buffer.alloc(32, 7)),
      clock: test.clock,
      highWater: join(test.folder, 'high-water'),
    });
    const { sound } = core.ledger.startup();
    await core.close();
    return sound ? 'decides' : 'refuses';
  } catch (error) {
    if (isCoded(error)) return 'refuses';
    throw error;
  } finally {
    await keyringDb.close();
  }
}

async function readAll(test: TestCore, owner: Owner, record: RecordId): Promise<string> {
  const { vault }: Core = test.core;
  const seen: unknown[] = [await vault.records.profile(await test.permit(owner, record, ['read']))];
  for (const view of ['effective', 'received'] as const) {
    const page = await vault.read.page(await test.permit(owner, record, ['search'], view), { limit: 100 });
    for (const { id, bytes } of page.facts) {
      const detail = await vault.read.fact(await test.permit(owner, record, ['read'], view), id as FactId);
      seen.push(bytes.toString('utf8'), detail);
    }
  }
  seen.push(await vault.read.listImports(await test.permit(owner, record, ['search'])));
  for (const { id } of await vault.read.listSources(await test.permit(owner, record, ['search']))) {
    const source = await vault.read.source(await test.permit(owner, record, ['read']), id as SourceId);
    for await (const piece of source?.bytes ?? []) seen.push(piece.toString('utf8'));
  }
  return JSON.stringify(seen, (_key, value: unknown) => (Buffer.isBuffer(value) ? value.toString('hex') : value));
}
