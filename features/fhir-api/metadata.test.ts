import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FhirTest, openFhirTest } from '../../tests/support/fhir-test.ts';

interface Statement {
  readonly rest: readonly {
    readonly interaction: readonly { readonly code: string }[];
    readonly resource: readonly {
      readonly type: string;
      readonly interaction: readonly { readonly code: string }[];
      readonly searchParam: readonly { readonly name: string; readonly type: string }[];
      readonly operation: readonly { readonly name: string }[];
    }[];
  }[];
}

/** The route behind each interaction (R4 http, 3.1.0.1). */
const ROUTES: Readonly<Record<string, string>> = {
  read: 'GET /fhir/R4/:type/:id',
  vread: 'GET /fhir/R4/:type/:id/_history/:vid',
  create: 'POST /fhir/R4/:type',
  update: 'PUT /fhir/R4/:type/:id',
  patch: 'PATCH /fhir/R4/:type/:id',
  delete: 'DELETE /fhir/R4/:type/:id',
  'search-type': 'GET /fhir/R4/:type',
  'search-system': 'GET /fhir/R4',
  'history-instance': 'GET /fhir/R4/:type/:id/_history',
  'history-type': 'GET /fhir/R4/:type/_history',
  batch: 'POST /fhir/R4',
  transaction: 'POST /fhir/R4',
};
/** The same in another way: with a form, and on a condition. */
const MORE = ['POST /fhir/R4/_search', 'POST /fhir/R4/:type/_search', 'PUT /fhir/R4/:type', 'DELETE /fhir/R4/:type'];

describe('the CapabilityStatement', () => {
  let test: FhirTest;
  let statement: Statement;
  beforeAll(async () => {
    test = await openFhirTest();
    const { status, text } = await test.call('GET', 'metadata', undefined, {}, null);
    expect(status).toBe(200);
    statement = JSON.parse(text);
  }, 60_000);
  afterAll(() => test.close());

  const routes = (): string[] =>
    test.app.http.routesTable().flatMap(({ method, url }) => (url.startsWith('/fhir/R4') ? [`${method} ${url}`] : []));
  const all = () => statement.rest.flatMap(({ resource }) => resource);

  it('is itself FHIR R4', async () => {
    expect(statement).toMatchObject({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1', kind: 'instance' });
    expect(new Set(all().map(({ type }) => type)).size).toBe(all().length);
  });

  it('names what there is a route for, and every route is named', () => {
    const codes = [...(all()[0]?.interaction ?? []), ...(statement.rest[0]?.interaction ?? [])].map(({ code }) => code);
    expect(codes.sort()).toEqual(Object.keys(ROUTES).sort());
    for (const code of codes) expect(routes()).toContain(ROUTES[code]);
    const operations = new Set(all().flatMap(({ operation }) => operation.map(({ name }) => `$${name}`)));
    const known = new Set([...Object.values(ROUTES), ...MORE, 'GET /fhir/R4/metadata']);
    const isOperation = (route: string): boolean => [...operations].some((name) => route.includes(name));
    expect(routes().filter((route) => !known.has(route) && !isOperation(route))).toEqual([]);
    for (const name of operations)
      expect(
        routes().some((route) => route.includes(name)),
        name,
      ).toBe(true);
  });

  it('names search parameters that are understood, and no other is', async () => {
    const observation = all().find(({ type }) => type === 'Observation');
    for (const { name, type } of observation?.searchParam ?? []) {
      if (type === 'composite' || type === 'quantity') continue;
      const value =
        type === 'date' ? '2020' : type === 'number' ? '1' : type === 'reference' ? `Device/${test.ids.weight}` : 'x';
      const { status } = await test.get(`Observation?${name}=${value}`, { prefer: 'handling=strict' });
      expect([name, status]).toEqual([name, 200]);
    }
    expect((await test.get('Observation?birthdate=2020', { prefer: 'handling=strict' })).status).toBe(400);
  });
});
