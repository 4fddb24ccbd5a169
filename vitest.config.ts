import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tests/support/longest-first.ts';

// biome-ignore lint/style/noDefaultExport: vitest reads its configuration from the default export.
export default defineConfig({
  test: {
    include: ['{apps,features,record,platform,kernel,tests,bench,prove,scripts}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    globalSetup: ['./tests/support/before-all.ts'],
    sequence: { sequencer: LongestFirst },
    // Small machines stay responsive, and tests that measure time are not measuring each other.
    maxWorkers: 2,
    // No module of the house keeps state but where it says so: what one file loaded serves the next (ADR 0076).
    isolate: false,
    // Tests make much that is gone at once: a larger young generation saves a fifteenth of their work.
    execArgv: ['--max-semi-space-size=32'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
    // The default reporter comes last: its counts are the closing lines of a run.
    reporters: ['./tests/support/left-out-reporter.ts', 'default'],
  },
});
