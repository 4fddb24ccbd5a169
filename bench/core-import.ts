import { openBenchCore, realFacts, syntheticFacts } from './core/open-bench-core.ts';
import type { Bench } from './runner/types.ts';

export const bench: Bench = {
  title: 'Staging and committing facts through the vault, the importer apart',
  work: 'one resource of the six Synthea bundles (of our own when they are not there)',
  engines: ['sqlite', 'postgres'],
  aims: { sqlite: { cpu_ms_per_op: 0.25 }, postgres: { cpu_ms_per_op: 0.6 } },
  run: async (context) => {
    const app = await openBenchCore(context);
    const facts = realFacts() ?? syntheticFacts(1000);
    const rounds = 4;
    const renamed = (round: number) =>
      facts.map((one) => ({
        ...one,
        fact: { ...one.fact, ...(one.fact.id === undefined ? {} : { id: `${round}-${one.fact.id}` }) },
      }));
    await app.importAll(renamed(0));
    const cost = await context.measure(facts.length * rounds, async () => {
      for (let round = 1; round <= rounds; round += 1) await app.importAll(renamed(round));
    });
    await app.close();
    return { ...cost };
  },
};
