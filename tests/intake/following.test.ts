import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDatabase, type TestDatabase } from '../support/databases.ts';
import { describeWithPostgres } from '../support/needs.ts';
import { openTestApp, type TestApp } from '../support/open-test-app.ts';

const RESOURCE = '{"resourceType":"Observation","id":"o1","status":"final","code":{"text":"Glucose"}}';

function suite(open: () => Promise<TestApp>): void {
  let test: TestApp;
  beforeAll(async () => {
    test = await open();
  });
  afterAll(() => test.close());

  const api = <T>(method: string, url: string, body?: unknown): Promise<T> =>
    test.json<T>(test.owner.token, method, url, body);
  const begin = async (): Promise<{ person: string; id: string }> => {
    const person = (await api<{ id: string }>('POST', '/api/people', { name: 'Quirina', relation: 'self' })).id;
    const { id } = await api<{ id: string }>('POST', `/api/people/${person}/imports`, {});
    await api('PUT', `/api/imports/${id}/files?name=a.ndjson`, Buffer.from(RESOURCE));
    return { person, id };
  };
  /** Resolves when the stream ends, with what it sent. */
  const follow = async (id: string): Promise<readonly { readonly state: string }[]> => {
    const { text } = await test.call(test.owner.token, 'GET', `/api/imports/${id}/events`);
    return text.split('\n').flatMap((line) => (line.startsWith('data: {"id"') ? [JSON.parse(line.slice(6))] : []));
  };
  const looks = async (person: string): Promise<number> => {
    const lines = await test.app.core.ledger.reader.list(person as never, { limit: 1000 });
    return lines.filter((one) => !one.sealed && one.body.action === 'list-imports').length;
  };

  it('an import that waits adds no lines, and what is done to it is told at once', async () => {
    const { person, id } = await begin();
    const stream = follow(id);
    await sleep(1000);
    const before = await looks(person);
    await sleep(3000);
    expect(await looks(person)).toBe(before);
    const cancelled = performance.now();
    await api('POST', `/api/imports/${id}/cancel`, {});
    const events = await stream;
    expect(events.map((one) => one.state)).toEqual(['receiving', 'cancelled']);
    // Sooner than the look that would come anyhow.
    expect(performance.now() - cancelled).toBeLessThan(5000);
  }, 60_000);

  it('an import that is read is told to its end, and each state that was sent has its line', async () => {
    const { person, id } = await begin();
    const stream = follow(id);
    await sleep(500);
    const before = await looks(person);
    await api('POST', `/api/imports/${id}/read`, { origin: 'Clinic' });
    const events = await stream;
    expect(events[0]?.state).toBe('receiving');
    expect(events.at(-1)).toMatchObject({ state: 'ready', totals: { new: 1 } });
    expect((await looks(person)) - before).toBeGreaterThanOrEqual(events.length - 1);
  }, 60_000);
}

describe('following, on SQLite', () => suite(() => openTestApp()));

describeWithPostgres('following, on PostgreSQL', (server) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await makeDatabase(server);
  });
  afterAll(() => database.drop());
  suite(() => openTestApp({ DATABASE_URL: database.url }));
});
