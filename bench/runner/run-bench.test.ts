import { describe, expect, it } from 'vitest';
import { describeWithPostgres } from '../../tests/support/needs.ts';
import { postgresCpu } from './cpu.ts';
import { createMeasure } from './measure.ts';
import { benchNames, chooseEngine, loadBench, missedAims } from './run-bench.ts';
import type { Bench } from './types.ts';

const example: Bench = {
  title: 'an example',
  work: 'one turn of a loop',
  engines: ['sqlite'],
  run: async () => ({}),
};

describe('a benchmark', () => {
  it('runs on its first engine unless told otherwise', () => {
    expect(chooseEngine({ ...example, engines: ['postgres', 'sqlite'] }, null)).toBe('postgres');
    expect(() => chooseEngine(example, 'postgres')).toThrow('--engine is one of sqlite here, not postgres');
  });

  it('misses an aim when the figure is above it, or was not measured', () => {
    expect(missedAims({ cpu_ms_per_op: 1, p99_ms: 60 }, { cpu_ms_per_op: 1, p99_ms: 50, rss_mb: 300 })).toEqual([
      'p99_ms',
      'rss_mb',
    ]);
  });

  it('divides CPU and wall time by the number of operations', async () => {
    const spin = async () => {
      const end = performance.now() + 60;
      while (performance.now() < end);
    };
    const cost = await createMeasure(null)(10, spin);
    expect(cost.wall_ms_per_op).toBeGreaterThanOrEqual(6);
    expect(cost.cpu_ms_per_op).toBeGreaterThan(0.5);
    expect(cost.operations).toBe(10);
  });

  it('can be loaded, whichever it is', async () => {
    for (const name of benchNames()) expect((await loadBench(name)).work).not.toBe('');
  });
});

describeWithPostgres('the CPU of a PostgreSQL server', (url) => {
  it('is counted with the backends that have ended', async () => {
    const meter = await postgresCpu(url);
    if (meter === null) return; // the server is on another machine
    const before = meter.read();
    const { Client } = await import('pg');
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query('SELECT count(*) FROM generate_series(1, 2000000)');
    await client.end();
    expect(meter.read() - before).toBeGreaterThan(20);
  });
});
