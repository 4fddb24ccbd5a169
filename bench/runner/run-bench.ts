import { resolve } from 'node:path';
import { UsageError } from '../../scripts/runner/arguments.ts';
import { caseNames, loadCase } from '../../scripts/runner/cases.ts';
import { withScratch } from '../../scripts/runner/main.ts';
import { type Stamp, stamp } from '../../scripts/runner/stamp.ts';
import { makeDatabase } from '../../tests/support/databases.ts';
import { postgresCpu } from './cpu.ts';
import { createMeasure } from './measure.ts';
import type { Aims, Bench, BenchContext, BenchEngine, Figures } from './types.ts';

const folder = resolve(import.meta.dirname, '..');
const root = resolve(folder, '..');

/** The names of all benchmarks. */
export const benchNames = (): string[] => caseNames(folder);

export const loadBench = (name: string): Promise<Bench> => loadCase<Bench>(folder, name, 'bench');

/** The one JSON document that a run prints. */
export interface BenchReport extends Stamp {
  readonly name: string;
  readonly engine: BenchEngine;
  readonly work: string;
  readonly figures: Figures;
  readonly aims: Aims;
  /** The figures that are above their aim. */
  readonly missed: readonly string[];
}

export interface BenchSetup extends Pick<BenchContext, 'data' | 'settings' | 'log'> {
  readonly engine: string | null;
  readonly postgres: string | null;
}

/** Carries out one benchmark. Throws UsageError for an unknown name or engine, and whatever the benchmark throws. */
export async function runBench(name: string, setup: BenchSetup): Promise<BenchReport> {
  const bench = await loadBench(name);
  const engine = chooseEngine(bench, setup.engine);
  const figures = await withScratch((scratch) => onEngine(bench, engine, scratch, setup));
  const aims = bench.aims?.[engine] ?? {};
  return {
    name,
    engine,
    work: bench.work,
    figures,
    aims,
    missed: missedAims(figures, aims),
    ...stamp(root),
  };
}

/** The figures above their aim; an aim without a figure counts as missed. */
export const missedAims = (figures: Figures, aims: Aims): string[] =>
  Object.entries(aims)
    .filter(([figure, aim]) => !((figures[figure] ?? Number.POSITIVE_INFINITY) <= aim))
    .map(([figure]) => figure);

export function chooseEngine(bench: Bench, wanted: string | null): BenchEngine {
  const engine = wanted === null ? bench.engines[0] : bench.engines.find((candidate) => candidate === wanted);
  if (engine === undefined) throw new UsageError(`--engine is one of ${bench.engines.join(', ')} here, not ${wanted}`);
  return engine;
}

async function onEngine(bench: Bench, engine: BenchEngine, scratch: string, setup: BenchSetup): Promise<Figures> {
  const { data, settings, log, postgres } = setup;
  const common = { engine, scratch, data, settings, log };
  if (engine === 'sqlite') return bench.run({ ...common, databaseUrl: null, measure: createMeasure(null) });
  if (postgres === null) {
    throw new UsageError(
      '--engine postgres needs a server: CHARTWARDEN_TEST_POSTGRES=$(scripts/postgres-cluster.sh start)',
    );
  }
  const cpu = await postgresCpu(postgres);
  if (cpu === null) log('the PostgreSQL server is not on this machine: cpu_ms_per_op leaves its share out');
  const database = await makeDatabase(postgres);
  try {
    return await bench.run({ ...common, databaseUrl: database.url, measure: createMeasure(cpu) });
  } finally {
    await database.drop();
  }
}
