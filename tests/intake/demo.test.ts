import { demoHousehold, factsOf, putHousehold } from '@chartwarden/demo';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDatabase, type TestDatabase } from '../support/databases.ts';
import { describeWithPostgres } from '../support/needs.ts';
import { openTestApp, type TestApp } from '../support/open-test-app.ts';

const household = demoHousehold({ seed: 1, until: '2026-10-31' });

function suite(open: () => Promise<TestApp>): void {
  let test: TestApp;
  let put: Awaited<ReturnType<typeof putHousehold>>;
  const routes: Parameters<typeof putHousehold>[0] = {
    async json(method, path, { query, body, stream } = {}) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of stream ?? []) chunks.push(chunk);
      const url = query === undefined ? path : `${path}?${new URLSearchParams(query)}`;
      return test.json(test.owner.token, method, url, stream === undefined ? body : Buffer.concat(chunks));
    },
  };
  const api = <T>(url: string): Promise<T> => test.json<T>(test.owner.token, 'GET', url);

  beforeAll(async () => {
    test = await open();
    put = await putHousehold(routes, household, () => undefined);
  }, 120_000);
  afterAll(() => test.close());

  it('goes in whole: as many facts as were made, nothing refused, flagged, asked or double', async () => {
    expect(put.map(({ facts }) => facts)).toEqual(household.map((one) => factsOf([one])));
    for (const { id, imports } of put) {
      const list = await api<{ imports: { state: string; totals: Record<string, number>; questions: unknown[] }[] }>(
        `/api/people/${id}/imports`,
      );
      expect(list.imports.length).toBe(imports);
      for (const { state, totals, questions } of list.imports) {
        expect({ state, questions }).toEqual({ state: 'committed', questions: [] });
        expect(totals).toMatchObject({ newer: 0, older: 0, unchanged: 0, refused: 0, flagged: 0 });
      }
    }
  });

  it('is not put in a second time', async () => {
    await expect(putHousehold(routes, household, () => undefined)).rejects.toMatchObject({ code: 'CW-DEMO-001' });
    expect((await api<{ people: unknown[] }>('/api/people')).people.length).toBe(household.length);
  });
}

describe('the demo household, on SQLite', () => suite(() => openTestApp()));

describeWithPostgres('the demo household, on PostgreSQL', (server) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await makeDatabase(server);
  });
  afterAll(() => database.drop());
  suite(() => openTestApp({ DATABASE_URL: database.url }));
});
