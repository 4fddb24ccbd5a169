import { openBenchCore, syntheticFacts } from './core/open-bench-core.ts';
import { medianOf } from './runner/measure.ts';
import type { Bench, Figures } from './runner/types.ts';

/** `work` done `count` times, `c` at a time. */
async function concurrently(count: number, c: number, work: (at: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: c }, async () => {
      while (next < count) {
        next += 1;
        await work(next);
      }
    }),
  );
}

export const bench: Bench = {
  title: 'Reading through gate and vault, entry durable before release',
  work: 'one fact by id; pages of 20 and 100 by code and date, of a record with 20,000 observations; medians of five rounds of 1,000, 400 and 150',
  engines: ['sqlite', 'postgres'],
  aims: {
    sqlite: {
      read_cpu_ms_c1: 1.0,
      read_cpu_ms_c8: 0.5,
      page20_cpu_ms_c1: 1.8,
      page20_cpu_ms_c8: 1.2,
      page100_cpu_ms_c1: 4,
      page100_cpu_ms_c8: 3,
    },
    postgres: {
      read_cpu_ms_c1: 2.4,
      read_cpu_ms_c8: 1.0,
      page20_cpu_ms_c1: 3.0,
      page20_cpu_ms_c8: 1.6,
      page100_cpu_ms_c1: 5,
      page100_cpu_ms_c8: 4,
    },
  },
  run: async (context) => {
    const app = await openBenchCore(context);
    await app.importAll(syntheticFacts(20_000));
    const { read } = app.core.vault;
    const { facts } = await read.page(await app.permit(['search']), { limit: 1000 });
    const code = { param: 'Observation.code', system: 'http://loinc.org', code: '1007-7' };
    const one = async (at: number): Promise<unknown> =>
      read.fact(await app.permit(['read']), facts[at % facts.length]?.id ?? facts[0]?.id ?? ('' as never));
    const page = (limit: number) => async (): Promise<unknown> =>
      read.page(await app.permit(['search']), { code, limit });
    const figures: Record<string, number> = {};
    for (const [name, work, count] of [
      ['read', one, 1000],
      ['page20', page(20), 400],
      ['page100', page(100), 150],
    ] as const) {
      await concurrently(count / 2, 4, work);
      for (const c of [1, 8, 32]) {
        const cost = await medianOf(5, () => context.measure(count, () => concurrently(count, c, work)));
        figures[`${name}_cpu_ms_c${c}`] = cost.cpu_ms_per_op;
        figures[`${name}_wall_ms_c${c}`] = cost.wall_ms_per_op;
      }
    }
    await app.close();
    return figures satisfies Figures;
  },
};
