import { type CpuMeter, ownCpu, processCpu } from './cpu.ts';
import type { BenchContext, Cost } from './types.ts';

/** Makes the `measure` of a benchmark: own CPU, the children it names and the database server's, if any. */
export function createMeasure(database: CpuMeter | null): BenchContext['measure'] {
  return async (operations, work, children = [], own = true) => {
    const meters = [...(own ? [ownCpu] : []), processCpu(() => children), ...(database === null ? [] : [database])];
    const total = () => meters.reduce((sum, meter) => sum + meter.read(), 0);
    const cpuBefore = total();
    const wallBefore = performance.now();
    await work();
    const wall = performance.now() - wallBefore;
    const cpu = total() - cpuBefore;
    return { cpu_ms_per_op: round(cpu / operations), wall_ms_per_op: round(wall / operations), operations };
  };
}

/** Measures several times; of each figure the one in the middle. One round alone differs by a fifth on a shared machine. */
export async function medianOf(rounds: number, measure: () => Promise<Cost>): Promise<Cost> {
  const costs: Cost[] = [];
  for (let round = 0; round < rounds; round += 1) costs.push(await measure());
  const middle = (of: (cost: Cost) => number): number =>
    costs.map(of).sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN;
  return {
    cpu_ms_per_op: middle((cost) => cost.cpu_ms_per_op),
    wall_ms_per_op: middle((cost) => cost.wall_ms_per_op),
    operations: costs.reduce((sum, cost) => sum + cost.operations, 0),
  };
}

/** Four significant digits: no figure is better known than that. */
const round = (value: number): number => Number(value.toPrecision(4));
