import type { Reporter, TestCase, TestModule } from 'vitest/node';

const MARK = /\[needs ([^\]]+)\]/;

/** Says at the end of a run what was left out for want of what, instead of leaving it to a count of skipped tests. */
// biome-ignore lint/style/noDefaultExport: vitest loads a reporter named by path through its default export.
export default class LeftOutReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const text = leftOutSummary(modules.flatMap((module) => leftOut(module)));
    if (text !== '') process.stdout.write(`\n${text}\n`);
  }
}

/** One line per need: how many tests were left out. Empty when everything ran. */
export function leftOutSummary(needs: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const need of needs) counts.set(need, (counts.get(need) ?? 0) + 1);
  return [...counts]
    .map(([need, count]) => `Left out: ${count} ${count === 1 ? 'test that needs' : 'tests that need'} ${need}`)
    .join('\n');
}

function leftOut(module: TestModule): string[] {
  return [...module.children.allTests('skipped')].flatMap((test: TestCase) => MARK.exec(test.fullName)?.[1] ?? []);
}
