import { statSync } from 'node:fs';
import type { TestSequencer, TestSpecification } from 'vitest/node';
import { projectRoot } from '../../scripts/project-files.ts';

/**
 * Seconds that the longest files take, so that none of them begins when nothing else is left (a fresh clone knows no
 * earlier run). What is not named is short, and goes by its size.
 */
const LONG: Readonly<Record<string, number>> = {
  'tests/e2e/cli.test.ts': 60,
  'tests/e2e/hostile.test.ts': 60,
  'prove/runner/small-cuts-others.test.ts': 50,
  'tests/e2e/screens.test.ts': 40,
  'tests/chart/demo.test.ts': 40,
  'prove/runner/small-cuts-kills.test.ts': 35,
  'prove/runner/small-cuts-screens.test.ts': 30,
  'tests/e2e/lists.test.ts': 30,
  'tests/intake/other-people.test.ts': 25,
  'features/chart/kept.test.ts': 25,
  'tests/e2e/keyboard.test.ts': 15,
  'tests/e2e/trend.test.ts': 15,
};
/** Files of these folders start servers and browsers, or take in real files. */
const SLOW = /^(tests\/(e2e|chart|intake|faults)|prove)\//;

const secondsOf = (name: string): number => LONG[name] ?? (SLOW.test(name) ? 10 : 0);

const nameOf = ({ moduleId }: TestSpecification): string => moduleId.slice(projectRoot.length + 1);

/** Test files in the order in which two workers are done soonest. */
export class LongestFirst implements TestSequencer {
  sort(files: TestSpecification[]): TestSpecification[] {
    const known = files.map((file) => ({ file, seconds: secondsOf(nameOf(file)), size: statSync(file.moduleId).size }));
    return known.sort((one, other) => other.seconds - one.seconds || other.size - one.size).map(({ file }) => file);
  }

  shard(): TestSpecification[] {
    throw new Error('a run is not split over machines here');
  }
}
