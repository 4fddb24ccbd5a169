import { describe, it } from 'vitest';
import { chromiumPath, dataFolder, postgresUrl } from './machine.ts';

export { chromiumPath, dataFolder, postgresUrl };

/**
 * What some tests need and some machines lack. Tests that need it are left out there, counted and named at the end of
 * the run (left-out-reporter.ts); with CI=true a missing need fails them, so that a pipeline can't pass by lacking one.
 */

const inPipeline = (): boolean => process.env.CI === 'true' || process.env.CI === '1';

type Suite = (found: string) => void;

function describeWith(
  need: string,
  found: string | null,
  failsInPipeline: boolean,
  name: string,
  suite: Suite,
  retry = 0,
): void {
  if (found !== null) {
    describe(name, { retry }, () => suite(found));
  } else if (failsInPipeline && inPipeline()) {
    it(`${name}: needs ${need}`, () => {
      throw new Error(`CI=true and there is no ${need}: these tests would be left out`);
    });
  } else {
    // Collected so that they can be counted, never run: a suite reads what it needs in its tests and hooks alone.
    describe.skipIf(true)(`${name} ${leftOutMark(need)}`, () => suite(''));
  }
}

/** How the name of a left-out suite ends; the reporter counts tests by it. */
export const leftOutMark = (need: string): string => `[needs ${need}]`;

/** A suite that needs a PostgreSQL server; gets its URL. Use makeDatabase for a database of the suite's own. */
export const describeWithPostgres = (name: string, suite: Suite): void =>
  describeWith('PostgreSQL (CHARTWARDEN_TEST_POSTGRES)', postgresUrl(), true, name, suite);

/** A suite that drives a real browser; gets its path for playwright-core's executablePath. */
export const describeWithChromium = (name: string, suite: Suite): void =>
  // A browser on a busy machine now and then misses a key that comes while a page loads: one more try, and it is said.
  describeWith('Chromium (CHARTWARDEN_CHROMIUM)', chromiumPath(), true, name, suite, 1);

/** A suite over the real test data; gets the folder. The data is not part of the project, so CI may lack it. */
export const describeWithData = (name: string, suite: Suite): void =>
  describeWith('the test data (CHARTWARDEN_TEST_DATA)', dataFolder(), false, name, suite);

/** A suite that only root can run (mounting a small disk, another user's files). */
export const describeAsRoot = (name: string, suite: Suite): void =>
  describeWith('root', process.getuid?.() === 0 ? 'root' : null, false, name, suite);
