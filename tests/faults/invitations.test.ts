import { describe, expect, it } from 'vitest';
import { makeDatabase } from '../support/databases.ts';
import { describeWithPostgres } from '../support/needs.ts';
import { openTestApp, PASSWORD } from '../support/open-test-app.ts';

const AT_ONCE = 8;

/** Everybody presses the button at the same moment: one gets in, and there is one account more. */
async function takeTogether(settings: Readonly<Record<string, string>>): Promise<void> {
  const test = await openTestApp(settings);
  try {
    const { url } = await test.json<{ url: string }>(test.owner.token, 'POST', '/api/invitations', { role: 'member' });
    const token = url.split('#invitation=')[1];
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, at) =>
        test.call(null, 'POST', '/api/invitation/take', {
          token,
          email: `guest${at}@example.org`,
          name: `Guest ${at}`,
          password: PASSWORD,
        }),
      ),
    );
    // Who comes after the fifth try at once is asked to wait; nobody but the first is let in.
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.every((status) => [201, 410, 429].includes(status))).toBe(true);
    const { accounts } = await test.json<{ accounts: { roles: string[] }[] }>(test.owner.token, 'GET', '/api/accounts');
    expect(accounts.map(({ roles }) => roles)).toEqual([['owner'], ['member']]);
    const { invitations } = await test.json<{ invitations: object[] }>(test.owner.token, 'GET', '/api/invitations');
    expect(invitations).toEqual([]);
  } finally {
    await test.close();
  }
}

describe('an invitation that many take at once', () => {
  it('makes one account on SQLite', () => takeTogether({}), 60_000);
});

describeWithPostgres('an invitation that many take at once', (serverUrl) => {
  it('makes one account on PostgreSQL', async () => {
    const database = await makeDatabase(serverUrl);
    try {
      await takeTogether({ DATABASE_URL: database.url });
    } finally {
      await database.drop();
    }
  }, 60_000);
});
