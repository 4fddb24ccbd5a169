import { openBenchCore, syntheticFacts } from './core/open-bench-core.ts';
import { medianOf } from './runner/measure.ts';
import type { Bench, Figures } from './runner/types.ts';

const TOGETHER = 100;

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
  title: 'Writing single facts and transactions through gate and vault, HTTP apart',
  work: 'one Observation created, changed; transactions of 100 (figures by resource); medians of five rounds of 500, 300 and 10',
  engines: ['sqlite', 'postgres'],
  aims: {
    sqlite: { create_cpu_ms_c1: 1.5, create_cpu_ms_c8: 0.9, transaction_cpu_ms: 0.6 },
    postgres: { create_cpu_ms_c1: 3.0, create_cpu_ms_c8: 2.0, transaction_cpu_ms: 1.2 },
  },
  run: async (context) => {
    const app = await openBenchCore(context);
    const subject = `"Patient/${app.record}"`;
    const bodies = syntheticFacts(2000).map(({ bytes }) =>
      Buffer.from(Buffer.from(bytes).toString('utf8').replace('"Patient/bench"', subject), 'utf8'),
    );
    const body = (at: number): Buffer => bodies[at % bodies.length] as Buffer;
    const { write } = app.core.vault;
    const create = async (at: number) => write.create(await app.permit(['create']), { bytes: body(at) });
    const { id } = await create(0);
    const update = async (at: number) => write.update(await app.permit(['update']), id, { bytes: body(at) });
    const transaction = async (at: number) =>
      write.transaction(
        await app.permit(['create']),
        Array.from({ length: TOGETHER }, (_, nth) => ({ kind: 'create', bytes: body(at * TOGETHER + nth) }) as const),
      );
    await concurrently(1000, 8, create);
    const figures: Record<string, number> = {};
    for (const [name, work, count, levels] of [
      ['create', create, 500, [1, 8, 32]],
      ['update', update, 300, [1]],
    ] as const)
      for (const c of levels) {
        const cost = await medianOf(5, () => context.measure(count, () => concurrently(count, c, work)));
        figures[`${name}_cpu_ms_c${c}`] = cost.cpu_ms_per_op;
        figures[`${name}_wall_ms_c${c}`] = cost.wall_ms_per_op;
      }
    const whole = await medianOf(5, () => context.measure(10 * TOGETHER, () => concurrently(10, 1, transaction)));
    figures.transaction_cpu_ms = whole.cpu_ms_per_op;
    figures.transaction_wall_ms = whole.wall_ms_per_op;
    await app.close();
    return figures as Figures;
  },
};
