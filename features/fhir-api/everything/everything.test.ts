import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FhirTest, openFhirTest } from '../../../tests/support/fhir-test.ts';

interface Page {
  readonly type: string;
  readonly link: readonly { readonly relation: string; readonly url: string }[];
  readonly entry?: readonly {
    readonly fullUrl: string;
    readonly resource: { readonly resourceType: string; readonly id: string };
    readonly search: { readonly mode: string };
  }[];
}

describe('$everything over FHIR (R4 operation-patient-everything)', () => {
  let test: FhirTest;
  beforeAll(async () => {
    test = await openFhirTest();
  }, 60_000);
  afterAll(() => test.close());

  const path = (query = '') => `Patient/${test.person}/$everything${query}`;
  const page = async (query = ''): Promise<Page> => {
    const answer = await test.get(path(query));
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/fhir+json; charset=utf-8']);
    return JSON.parse(answer.text);
  };
  const idsOf = ({ entry = [] }: Page) => entry.map((one) => one.resource.id);
  const nextOf = ({ link }: Page): string | undefined => link.find((one) => one.relation === 'next')?.url;

  it('is a searchset of the person, then of all facts, in the bytes that were received', async () => {
    const found = await page();
    expect(found).toMatchObject({ resourceType: 'Bundle', type: 'searchset' });
    const { patient, weight, condition } = test.ids;
    expect(idsOf(found)).toEqual([test.person, weight, condition, patient]);
    for (const { fullUrl, resource, search } of found.entry ?? []) {
      expect(fullUrl).toMatch(new RegExp(`^http.*/fhir/R4/${resource.resourceType}/${resource.id}$`));
      expect(search).toEqual({ mode: 'match' });
    }
    expect((await test.get(path())).text).toContain('"value":72.50');
  });

  it('goes on by its links until there is nothing left, and says what it understood', async () => {
    const ids: string[] = [];
    for (let at: string | undefined = path('?_count=1'); at !== undefined; ) {
      const found: Page = JSON.parse((await test.get(at)).text);
      ids.push(...idsOf(found));
      expect(found.link[0]?.url).toMatch(/\$everything\?_count=1$/);
      at = nextOf(found)?.replace(/^.*\/fhir\/R4\//, '');
    }
    expect(ids).toEqual(idsOf(await page()));
  });

  it('is limited by type, by time of care and by when it was stored', async () => {
    expect(idsOf(await page('?_type=Condition,Observation'))).toEqual([test.ids.weight, test.ids.condition]);
    expect(idsOf(await page('?start=2020&end=2020-01&_type=Condition,Observation'))).toEqual([test.ids.weight]);
    expect(idsOf(await page('?_since=2100-01-01T00:00:00Z&_type=Condition'))).toEqual([]);
    expect((await page('?_since=2100-01-01T00:00:00Z&_type=Condition')).entry).toBe(undefined);
  });

  it('reads its parameters from a body, too', async () => {
    const parameter = [
      { name: '_type', valueCode: 'Condition' },
      { name: '_count', valueInteger: 5 },
    ];
    const answer = await test.call('POST', path(), { resourceType: 'Parameters', parameter });
    expect(idsOf(JSON.parse(answer.text))).toEqual([test.ids.condition]);
    for (const [body, status] of [
      ['{', 400],
      [{ resourceType: 'Observation' }, 400],
      [{ resourceType: 'Parameters', parameter: [{ name: '_type' }] }, 400],
      [{ resourceType: 'Parameters', parameter: [{ name: '_type', valueCode: 'A', valueString: 'B' }] }, 400],
    ] as const)
      expect((await test.call('POST', path(), body)).status).toBe(status);
  });

  it.each([
    '?_count=0',
    '?_count=x',
    '?start=yesterday',
    '?_since=2020-13',
    '?_type=Nonsense',
    '?_type=',
    '?_cursor=x',
    '?start=2020&start=2021',
  ])('refuses %s by an OperationOutcome', async (query) => {
    const answer = await test.get(path(query));
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({ resourceType: 'OperationOutcome' });
  });

  it('lives with parameters that it does not know, unless told to be strict (R4 search, 3.1.1.2)', async () => {
    expect((await test.get(path('?nonsense=1'))).status).toBe(200);
    expect((await test.get(path('?nonsense=1'), { prefer: 'handling=strict' })).status).toBe(400);
  });

  it('leaves one line in the person’s log for each page, and nothing for a stranger but a refusal like any', async () => {
    expect(await test.linesOf(() => page('?_count=2'))).toMatchObject([{ action: 'search', count: 3 }]);
    const missing = await test.get('Patient/0190c0de-0000-7000-8000-000000000001/$everything');
    for (const answer of [await test.get(path(), {}, test.stranger), await test.get(`Patient/x/$everything`)])
      expect([answer.status, answer.text]).toEqual([404, missing.text]);
  });

  it('is for one person at a time', async () => {
    for (const method of ['GET', 'POST']) expect((await test.call(method, 'Patient/$everything')).status).toBe(404);
  });
});
