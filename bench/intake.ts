import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { newId } from '@chartwarden/ids';
import { createIntake } from '@chartwarden/intake';
import type { Actor } from '@chartwarden/ledger';
import type { Sandbox } from '@chartwarden/sandbox';
import { createTestSandbox } from '@chartwarden/sandbox/testing';
import { openBenchCore, syntheticFacts } from './core/open-bench-core.ts';
import type { Bench } from './runner/types.ts';

/** The six real bundles, or one of our own with 2,000 observations. */
function files(data: string | null): { readonly name: string; readonly bytes: Buffer }[] {
  if (data === null) {
    const entry = syntheticFacts(2000).map((one) => ({
      resource: JSON.parse(Buffer.from(one.bytes).toString('utf8')) as unknown,
    }));
    return [
      { name: 'ours.json', bytes: Buffer.from(JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry })) },
    ];
  }
  const folder = join(data, 'fhir-synthea-r4');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
}

export const bench: Bench = {
  title: 'Importing FHIR files: received, read in the sandbox, staged, committed; durable, encrypted, indexed',
  work: 'one resource, the importer process included by its own account',
  engines: ['sqlite', 'postgres'],
  aims: { sqlite: { cpu_ms_per_op: 0.25 }, postgres: { cpu_ms_per_op: 0.6 } },
  run: async (context) => {
    const app = await openBenchCore(context);
    const inner = createTestSandbox(['features/intake/importers']);
    let childMicros = 0;
    const sandbox: Sandbox = {
      ...inner,
      async open(program) {
        const session = await inner.open(program);
        return {
          ...session,
          async run(job) {
            const outcome = await session.run(job);
            childMicros += outcome.cpuMicros;
            return outcome;
          },
        };
      },
    };
    const { gate, vault } = app.core;
    const account = [...app.core.access.state().accounts.keys()][0];
    if (account === undefined) throw new Error('the bench has no account');
    const actor: Actor = { kind: 'account', account, role: 'owner', session: newId() };
    const who = { actor, account, request: { method: 'BENCH', path: '/bench' } };
    const intake = createIntake({
      gate,
      vault,
      people: app.core.people,
      sandbox,
      importer: resolve(import.meta.dirname, '../features/intake/importers/fhir-r4/main.ts'),
      enqueue: (job) => intake.run(job, who, new AbortController().signal, () => undefined),
      progressOf: () => undefined,
      stop: async () => undefined,
    });
    const all = files(context.data);
    const importAll = async (name: string): Promise<number> => {
      const person = await app.core.people.create(actor, { name, relation: 'custodian' }, who.request);
      const { id } = await intake.begin(who, person);
      for (const file of all) {
        const bytes = (async function* () {
          yield file.bytes;
        })();
        await intake.addFile(who, id, { name: file.name, mediaType: 'application/fhir+json', bytes });
      }
      await intake.read(who, id, { aboutSomeoneElse: 'yes' });
      const view = await intake.commit(who, id, {});
      return view.totals.new;
    };
    const facts = await importAll('warm-up');
    childMicros = 0;
    const rounds = 3;
    const cost = await context.measure(facts * rounds, async () => {
      for (let round = 0; round < rounds; round += 1) await importAll(`round ${round}`);
    });
    const child = childMicros / 1000 / (facts * rounds);
    await inner.close();
    await app.close();
    return { ...cost, cpu_ms_per_op: cost.cpu_ms_per_op + child, importer_cpu_ms_per_op: child };
  },
};
