import { type CpuMeter, ownCpu, processCpu } from './cpu.ts';
import type { BenchContext } from './types.ts';

/** Makes the `measure` of a benchmark: own CPU, the children it names and the database server's, if any. */
export function createMeasure(database: CpuMeter | null): BenchContext['measure'] {
  return async (operations, work, children = []) => {
    const meters = [ownCpu, processCpu(() => children), ...(database === null ? [] : [database])];
    const total = () => meters.reduce((sum, meter) => sum + meter.read(), 0);
    const cpuBefore = total();
    const wallBefore = performance.now();
    await work();
    const wall = performance.now() - wallBefore;
    const cpu = total() - cpuBefore;
    return { cpu_ms_per_op: round(cpu / operations), wall_ms_per_op: round(wall / operations), operations };
  };
}

/** Four significant digits: no figure is better known than that. */
const round = (value: number): number => Number(value.toPrecision(4));
