import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FhirTest, openFhirTest } from '../../tests/support/fhir-test.ts';

interface Done {
  readonly type: string;
  readonly entry: readonly {
    readonly resource?: { readonly id: string; readonly [name: string]: unknown };
    readonly response: {
      readonly status: string;
      readonly location?: string;
      readonly etag?: string;
      readonly outcome?: object;
    };
  }[];
}

describe('bundles that ask for something', () => {
  let test: FhirTest;
  beforeAll(async () => {
    test = await openFhirTest();
  }, 60_000);
  afterAll(() => test.close());

  const pulse = (more: object = {}) => ({
    resourceType: 'Observation',
    status: 'final',
    code: { text: 'Pulse' },
    subject: { reference: `Patient/${test.person}` },
    ...more,
  });
  const post = (type: string, entry: readonly object[], headers: Record<string, string> = {}, token?: string) =>
    test.call('POST', '', { resourceType: 'Bundle', type, entry }, headers, token);
  const done = async (type: string, entry: readonly object[], headers: Record<string, string> = {}): Promise<Done> => {
    const { status, text } = await post(type, entry, headers);
    if (status !== 200) throw new Error(`${status} ${text}`);
    return JSON.parse(text);
  };
  const count = async (): Promise<number> => JSON.parse((await test.get('Observation?_summary=count')).text).total;

  it('answer each entry of a batch by itself (R4 http, 3.1.0.11.1)', async () => {
    const { type, entry } = await done('batch', [
      { request: { method: 'GET', url: `Observation/${test.ids.weight}` } },
      { request: { method: 'GET', url: `Observation/${test.ids.weight}`, ifNoneMatch: 'W/"1"' } },
      { request: { method: 'GET', url: 'Observation?code=29463-7' } },
      { request: { method: 'GET', url: 'Observation/nothing' } },
      { request: { method: 'POST', url: 'Observation' }, resource: pulse() },
      { request: { method: 'POST', url: 'Observation' }, resource: { resourceType: 'Observation' } },
      { request: { method: 'GET', url: '$export' } },
      { request: { method: 'GET', url: `/Observation/${test.ids.weight}/_history` } },
    ]);
    expect(type).toBe('batch-response');
    expect(entry.map(({ response }) => response.status)).toEqual([
      '200 OK', '304 Not Modified', '200 OK', '404 Not Found', '201 Created', '400 Bad Request', '404 Not Found', '200 OK',
    ]); // biome-ignore format: one list
    expect(entry[0]?.resource?.id).toBe(test.ids.weight);
    expect(entry[3]?.response.outcome).toMatchObject({ issue: [{ code: 'not-found' }] });
    expect(entry[4]?.response.location).toContain('/Observation/');
  });

  it('write all of a transaction or nothing, and lead its entries to each other (R4 http, 3.1.0.11.2)', async () => {
    const urn = 'urn:uuid:0a000000-0000-4000-8000-000000000001';
    const { type, entry } = await done('transaction', [
      { fullUrl: urn, request: { method: 'POST', url: 'Encounter' }, resource: { resourceType: 'Encounter', status: 'finished', class: { code: 'AMB' }, subject: { reference: `Patient/${test.person}` } } },
      { request: { method: 'POST', url: 'Observation' }, resource: pulse({ encounter: { reference: urn } }) },
    ]); // biome-ignore format: one bundle
    expect(type).toBe('transaction-response');
    const [encounter, observation] = entry;
    expect(observation?.resource?.encounter).toEqual({ reference: `Encounter/${encounter?.resource?.id}` });
    const before = await count();
    const failed = await post('transaction', [
      { request: { method: 'POST', url: 'Observation' }, resource: pulse() },
      { request: { method: 'POST', url: 'Observation' }, resource: { ...pulse(), status: 'perhaps' } },
    ]);
    expect([failed.status, JSON.parse(failed.text).issue[0].expression]).toEqual([
      400,
      ['Bundle.entry[1].resource.status'],
    ]);
    expect(await count()).toBe(before);
  });

  it('leave one line for a transaction', async () => {
    const lines = await test.linesOf(() =>
      done(
        'transaction',
        [1, 2, 3].map(() => ({ request: { method: 'POST', url: 'Observation' }, resource: pulse() })),
      ),
    );
    expect(lines).toMatchObject([{ action: 'transaction', count: 3 }]);
  });

  it('update and delete, too, from the version that is named', async () => {
    const id = JSON.parse((await test.call('POST', 'Observation', pulse())).text).id;
    const put = (ifMatch: string) => ({
      request: { method: 'PUT', url: `Observation/${id}`, ifMatch },
      resource: pulse({ id, status: 'amended' }),
    });
    expect((await post('transaction', [put('W/"9"')])).status).toBe(412);
    const { entry } = await done('transaction', [put('W/"1"')]);
    expect(entry[0]?.response).toMatchObject({ status: '200 OK', etag: 'W/"2"' });
    const removed = await done('transaction', [{ request: { method: 'DELETE', url: `Observation/${id}` } }]);
    expect(removed.entry[0]?.response.status).toBe('204 No Content');
    expect((await test.get(`Observation/${id}`)).status).toBe(410);
  });

  it('take a Patient among them for a fact about the person whom the others name', async () => {
    const { entry } = await done('batch', [
      {
        request: { method: 'POST', url: 'Patient' },
        resource: { resourceType: 'Patient', name: [{ family: 'Byron' }] },
      },
      { request: { method: 'POST', url: 'Observation' }, resource: pulse() },
    ]);
    expect(entry.map(({ response }) => response.status)).toEqual(['201 Created', '201 Created']);
    const { text } = await test.get(`Patient/${test.person}`);
    expect(text).toContain('Byron');
  });

  it('are refused when they are none, and write nothing for a stranger', async () => {
    expect((await post('collection', [])).status).toBe(400);
    expect((await post('batch', [{}])).status).toBe(400);
    expect((await test.call('POST', '', '[]')).status).toBe(400);
    expect((await test.call('POST', '', { resourceType: 'Patient' })).status).toBe(400);
    expect(JSON.parse((await post('batch', [])).text)).not.toHaveProperty('entry');
    const before = await count();
    const transaction = [{ request: { method: 'POST', url: 'Observation' }, resource: pulse() }];
    expect((await post('transaction', transaction, {}, test.stranger)).status).toBe(404);
    expect(await count()).toBe(before);
    const many = Array.from({ length: 1001 }, () => ({ request: { method: 'GET', url: 'Observation' } }));
    expect((await post('batch', many)).status).toBe(413);
  });
});
