import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Db, openPostgres, openSqlite } from '@chartwarden/db';
import { describe } from '@chartwarden/fhir';
import { type Core, coreMigrations, openCore } from '@chartwarden/gate';
import { type AccountId, newId, type RecordId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import { openFileObjects } from '@chartwarden/objects';
import { systemClock } from '@chartwarden/time';
import { type Action, keyringMigrations, type Permit, rootKeyFrom, type StagedFact } from '@chartwarden/vault';
import type { BenchContext } from '../runner/types.ts';

/** An open trusted core with an owner and one person, for benchmarks through the service layer. */
export interface BenchCore {
  readonly core: Core;
  readonly record: RecordId;
  readonly permit: (actions: readonly Action[]) => Promise<Permit>;
  readonly permitFor: (record: RecordId, actions: readonly Action[]) => Promise<Permit>;
  readonly actor: Actor;
  readonly db: Db;
  /** Stages and commits; `batch` facts at a time. */
  readonly importAll: (facts: readonly StagedFact[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

const REQUEST = { method: 'BENCH', path: '/bench', ip: '127.0.0.1', agent: 'bench' };

export async function openBenchCore(context: Pick<BenchContext, 'scratch' | 'databaseUrl'>): Promise<BenchCore> {
  mkdirSync(context.scratch, { recursive: true });
  const db: Db =
    context.databaseUrl === null
      ? await openSqlite({ file: join(context.scratch, 'core.db'), migrations: coreMigrations })
      : await openPostgres({ url: context.databaseUrl, migrations: coreMigrations });
  const keyringDb = await openSqlite({
    file: join(context.scratch, 'keyring.db'),
    migrations: keyringMigrations,
    writer: 'inline',
  });
  const objects = await openFileObjects({ folder: join(context.scratch, 'objects') });
  const highWater = join(context.scratch, 'high-water');
  const core = await openCore({
    db,
    keyringDb,
    objects,
    root: rootKeyFrom(Buffer.alloc(32, 7)),
    clock: systemClock,
    highWater,
  });
  const account = newId<AccountId>();
  const operator: Actor = { kind: 'operator', role: 'operator' };
  await core.gate.changeAccess(operator, { kind: 'account', account, state: 'active', capacity: 'operator' }, REQUEST);
  await core.gate.changeAccess(
    operator,
    { kind: 'role', account, role: 'owner', state: 'given', capacity: 'operator' },
    REQUEST,
  );
  const actor: Actor = { kind: 'account', account, role: 'owner', session: newId() };
  const record = await core.people.create(actor, { name: 'Bench', relation: 'self' }, REQUEST);
  const permitFor = (whose: RecordId, actions: readonly Action[]): Promise<Permit> => {
    const purpose = core.gate.purposeOf(account, whose);
    return core.gate.permit({ actor, record: whose, actions, purpose, channel: 'browser', request: REQUEST });
  };
  const permit = (actions: readonly Action[]): Promise<Permit> => permitFor(record, actions);

  return {
    core,
    record,
    permit,
    permitFor,
    actor,
    db,
    async importAll(facts) {
      const { imports } = core.vault;
      const one = await imports.begin(await permit(['create']));
      const bytes = (async function* () {
        yield Buffer.from(newId(), 'utf8');
      })();
      const source = await imports.addSource(await permit(['create']), one.id, {
        name: 'bench',
        mediaType: 'text/plain',
        bytes,
      });
      await imports.setState(await permit(['create']), one.id, 'reading', {});
      for (let from = 0; from < facts.length; from += 100) {
        await imports.stage(await permit(['create']), one.id, source.id, facts.slice(from, from + 100));
      }
      await imports.setState(await permit(['create']), one.id, 'ready', {});
      await imports.commit(await permit(['create']), one.id);
    },
    async close() {
      await core.close();
      await db.close();
      await keyringDb.close();
    },
  };
}

/** Observations of ours, 100 days of ten codes a day; `count` of them, ids from `start`. About 900 bytes each. */
export function syntheticFacts(count: number, start = 0): StagedFact[] {
  return Array.from({ length: count }, (_, at) => {
    const number = start + at;
    const day = new Date(Date.UTC(2000, 0, 1) + number * 3_600_000).toISOString();
    const code = `${1000 + (number % 50)}-${number % 10}`;
    const resource = {
      resourceType: 'Observation',
      id: `obs-${number}`,
      meta: { profile: ['http://hl7.org/fhir/us/core/StructureDefinition/us-core-observation-lab'] },
      status: 'final',
      category: [
        {
          coding: [
            {
              system: 'http://terminology.hl7.org/CodeSystem/observation-category',
              code: 'laboratory',
              display: 'Laboratory',
            },
          ],
        },
      ],
      code: {
        coding: [{ system: 'http://loinc.org', code, display: `Analyte ${code} in serum or plasma` }],
        text: `Analyte ${code}`,
      },
      subject: { reference: 'Patient/bench' },
      encounter: { reference: `Encounter/enc-${Math.floor(number / 20)}` },
      effectiveDateTime: day,
      issued: day,
      valueQuantity: {
        value: Math.round((50 + (number % 977) / 7) * 100) / 100,
        unit: 'mg/dL',
        system: 'http://unitsofmeasure.org',
        code: 'mg/dL',
      },
      referenceRange: [
        { low: { value: 40, unit: 'mg/dL' }, high: { value: 160, unit: 'mg/dL' }, text: '40 to 160 mg/dL' },
      ],
    };
    return stagedFrom(resource, 'https://bench.example/fhir');
  });
}

export function stagedFrom(resource: unknown, origin: string): StagedFact {
  const bytes = Buffer.from(JSON.stringify(resource), 'utf8');
  return { fact: describe(bytes, 'resource'), bytes, origin };
}

/** The resources of the six Synthea bundles, when the test data is there; null otherwise. */
export function realFacts(): StagedFact[] | null {
  const folder = resolve(import.meta.dirname, '../../../shared/data/fhir-synthea-r4');
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .flatMap(
        (name) => (JSON.parse(readFileSync(join(folder, name), 'utf8')) as { entry: { resource: unknown }[] }).entry,
      )
      .map((entry) => stagedFrom(entry.resource, 'unknown'));
  } catch {
    return null;
  }
}
