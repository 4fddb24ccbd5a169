import { describe, expect, it } from 'vitest';
import { makeDatabase } from './databases.ts';
import { leftOutSummary } from './left-out-reporter.ts';
import { describeWithPostgres } from './needs.ts';

describe('the summary of what was left out', () => {
  it('counts tests by what they need', () => {
    expect(leftOutSummary(['PostgreSQL', 'Chromium', 'PostgreSQL'])).toBe(
      'Left out: 2 tests that need PostgreSQL\nLeft out: 1 test that needs Chromium',
    );
  });

  it('is empty when everything ran', () => {
    expect(leftOutSummary([])).toBe('');
  });
});

describeWithPostgres('a database of a test', (server) => {
  it('is empty, its own, and gone afterwards', async () => {
    const database = await makeDatabase(server);
    expect(new URL(database.url).pathname).toMatch(/^\/chartwarden_test_[0-9a-f]{12}$/);
    await database.drop();
    await expect(database.drop()).resolves.toBeUndefined();
  });
});
