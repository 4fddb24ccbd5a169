import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { newId } from '@chartwarden/ids';
import { createIntake } from '@chartwarden/intake';
import type { Actor } from '@chartwarden/ledger';
import type { Sandbox } from '@chartwarden/sandbox';
import { createTestSandbox } from '@chartwarden/sandbox/testing';
import { observation } from '../tests/support/observation.ts';
import { openBenchCore, syntheticFacts } from './core/open-bench-core.ts';
import type { Bench, Figures } from './runner/types.ts';

interface Upload {
  readonly name: string;
  readonly bytes: Buffer;
}

/** What somebody drops who has little: the six real bundles, or one of our own with 1,000 observations. */
function smallDrop(data: string | null): Upload[] {
  if (data === null) {
    const entry = syntheticFacts(1000).map((one) => ({
      resource: JSON.parse(Buffer.from(one.bytes).toString('utf8')) as unknown,
    }));
    const bundle = { resourceType: 'Bundle', type: 'collection', entry };
    return [{ name: 'ours.json', bytes: Buffer.from(JSON.stringify(bundle)) }];
  }
  const folder = join(data, 'fhir-synthea-r4');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
}

const largeDrop = (facts: number): Upload[] => {
  const lines = Array.from({ length: facts }, (_, at) => observation(at)).join('\n');
  return [{ name: 'large.ndjson', bytes: Buffer.from(lines) }];
};

export const bench: Bench = {
  title: 'Importing FHIR files: received, read in the sandbox, staged, committed; durable, encrypted, indexed',
  work: 'one resource of a small drop (six Synthea bundles, or ours) and of one large file; the importer process included from its start, by its own account',
  engines: ['sqlite', 'postgres'],
  aims: {
    sqlite: { small_cpu_ms_per_op: 0.25, large_cpu_ms_per_op: 0.25 },
    postgres: { small_cpu_ms_per_op: 0.6, large_cpu_ms_per_op: 0.6 },
  },
  run: async (context) => {
    const app = await openBenchCore(context);
    const inner = createTestSandbox(['features/intake/importers'], {
      cache: resolve(import.meta.dirname, '../.cache/importers'),
    });
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
      nameOf: async () => null,
      brought: async () => undefined,
    });
    const importAll = async (name: string, drop: readonly Upload[]): Promise<number> => {
      const person = await app.core.people.create(actor, { name, relation: 'custodian' }, who.request);
      const { id } = await intake.begin(who, person);
      for (const file of drop) {
        const bytes = (async function* () {
          yield file.bytes;
        })();
        await intake.addFile(who, id, { name: file.name, mediaType: 'application/fhir+json', bytes });
      }
      await intake.read(who, id, { aboutSomeoneElse: 'yes' });
      const view = await intake.commit(who, id, {});
      return view.totals.new;
    };
    // The server is warm, every importer starts anew.
    const small = smallDrop(context.data);
    const smallFacts = await importAll('warm-up', small);
    const largeFacts = Number(context.settings.facts ?? 20_000);
    const figures: Record<string, number> = {};
    for (const [name, drop, facts, rounds] of [
      ['small', small, smallFacts, 4],
      ['large', largeDrop(largeFacts), largeFacts, 1],
    ] as const) {
      childMicros = 0;
      const cost = await context.measure(facts * rounds, async () => {
        for (let round = 0; round < rounds; round += 1) await importAll(`${name} ${round}`, drop);
      });
      const child = childMicros / 1000 / (facts * rounds);
      figures[`${name}_facts`] = facts;
      figures[`${name}_cpu_ms_per_op`] = Number((cost.cpu_ms_per_op + child).toPrecision(4));
      figures[`${name}_importer_cpu_ms_per_op`] = Number(child.toPrecision(4));
      figures[`${name}_wall_ms_per_op`] = cost.wall_ms_per_op;
    }
    await inner.close();
    await app.close();
    return figures satisfies Figures;
  },
};
