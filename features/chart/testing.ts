import { resolve } from 'node:path';
import type { TestCore } from '@chartwarden/gate/testing';
import type { RecordId } from '@chartwarden/ids';
import { createTestSandbox } from '@chartwarden/sandbox/testing';
import { notesInMemory } from './chart.testing.ts';
import { createChart, createKept, createSearchEngine, type MakePrint } from './index.ts';
import { makePage } from './print/make-page.ts';
import { makePrint } from './print/make-print.ts';

/** One for all tests of a file: what the machine allows is found out once. */
const sandbox = createTestSandbox(['features/chart'], {
  cache: resolve(import.meta.dirname, '../../.cache/importers'),
});

type Parts = Parameters<typeof createChart>[0];

/** A chart over a core of a test. Its jobs run when the test says so: `derive`. */
export function openTestChart(test: TestCore, parts: Partial<Parts> = {}) {
  const { gate, vault } = test.core;
  const clock = parts.clock ?? test.clock;
  const asked: RecordId[] = [];
  const kept = createKept({
    gate,
    vault,
    clock,
    sandbox,
    enqueue: async (record) => void asked.push(record),
  });
  const engine = createSearchEngine();
  return {
    chart: createChart({
      gate,
      vault,
      clock,
      nameOf: async () => null,
      accountNotes: notesInMemory(),
      kept,
      engine,
      ...parts,
    }),
    /** Records for which the job was asked for, in order. */
    asked,
    /** A moment after the last change: what is kept tells of what was stored before it was made. */
    derive: (record: RecordId) => {
      test.clock.advance(1);
      return kept.derive(record, new AbortController().signal);
    },
    close: () => engine.close(),
  };
}

/** Makes a print in this thread, which has the program and the fonts at hand: a quarter of the time. */
export const printHere: MakePrint = (job) => (job.what === 'page' ? makePage(job) : makePrint(job));
