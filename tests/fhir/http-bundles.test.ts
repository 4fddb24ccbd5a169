import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FhirTest, openFhirTest } from '../support/fhir-test.ts';
import { bundle, outcome, pulse, type SaidEntry, said, told } from './said.ts';

// R4 http.html, "batch/transaction", and R4 bundle.html.

const NOBODY = '0190c0de-0000-7000-8000-000000000001';
const URN = 'urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f01';

interface Sent {
  readonly fullUrl?: string;
  readonly resource?: object;
  readonly request: { readonly method: string; readonly url: string; readonly [more: string]: string };
}

describe('several things at once over FHIR', () => {
  let test: FhirTest;
  beforeAll(async () => {
    test = await openFhirTest();
  }, 60_000);
  afterAll(() => test.close());

  const send = (type: string, entry: readonly Sent[], headers: Record<string, string> = {}) =>
    test.call('POST', '', { resourceType: 'Bundle', type, entry }, headers);
  const make = async (more: object = {}) => said(await test.call('POST', 'Observation', pulse(test.person, more)));
  const create = (resource: object, more: object = {}): Sent => ({
    resource,
    request: { method: 'POST', url: (resource as { resourceType: string }).resourceType, ...more },
  });
  const count = async (query = ''): Promise<number> =>
    JSON.parse((await test.get(`Observation?_summary=count${query}`)).text).total;
  const statusOf = ({ response }: SaidEntry): number => Number(response?.status.slice(0, 3));

  describe('batch', () => {
    it('answers entry by entry, in their order, each with its own outcome ("batch/transaction")', async () => {
      const one = await make();
      const answer = await send('batch', [
        create(pulse(test.person)),
        { request: { method: 'GET', url: `Observation/${one.id}` } },
        { request: { method: 'GET', url: `Observation/${NOBODY}` } },
        { request: { method: 'GET', url: 'Observation?_count=1' } },
        create({ resourceType: 'Observation', status: 'perhaps', subject: { reference: `Patient/${test.person}` } }),
        {
          resource: pulse(test.person, { id: one.id }),
          request: { method: 'PUT', url: `Observation/${one.id}`, ifMatch: 'W/"9"' },
        },
        { request: { method: 'DELETE', url: `Observation/${one.id}` } },
        { request: { method: 'GET', url: 'Nonsense/1' } },
      ]);
      expect(answer.status).toBe(200);
      const { type, entry = [] } = bundle(answer);
      expect(type).toBe('batch-response');
      const statuses = entry.map(statusOf);
      expect(statuses.filter((_, at) => at !== 6)).toEqual([201, 200, 404, 200, 400, 412, 404]);
      expect([200, 204]).toContain(statuses[6]);
      expect(entry[0]?.response).toMatchObject({
        location: expect.stringContaining('Observation/'),
        etag: 'W/"1"',
        lastModified: expect.any(String),
      });
      expect(entry[1]?.resource?.id).toBe(one.id);
      expect(entry[3]?.resource).toMatchObject({ resourceType: 'Bundle', type: 'searchset' });
      for (const at of [2, 4, 5, 7]) expect(entry[at]?.response?.outcome?.resourceType).toBe('OperationOutcome');
      // R4 bundle, bdl-3: what is sent has a request, what is answered has a response.
      for (const { request, response } of entry) expect([request, typeof response]).toEqual([undefined, 'object']);
    });

    it('says of an entry what the same request would be told by itself', async () => {
      const paths = [`Observation/${NOBODY}`, 'Nonsense/1', 'Observation?date=never', `Observation/${test.ids.weight}`];
      const { entry = [] } = bundle(
        await send(
          'batch',
          paths.map((url) => ({ request: { method: 'GET', url } })),
        ),
      );
      for (const [at, path] of paths.entries()) {
        const alone = await test.get(path);
        const one = entry[at];
        expect(one && statusOf(one)).toBe(alone.status);
        expect(one?.resource ?? one?.response?.outcome).toEqual(JSON.parse(alone.text));
      }
    });

    it('opens nothing to somebody who has nothing to do with the person', async () => {
      const entry = [
        { request: { method: 'GET', url: `Observation/${test.ids.weight}` } },
        { request: { method: 'GET', url: `Observation/${NOBODY}` } },
      ];
      const body = { resourceType: 'Bundle', type: 'batch', entry };
      const [there, nowhere] = bundle(await test.call('POST', '', body, {}, test.stranger)).entry ?? [];
      expect(there).toEqual(nowhere);
      expect(there && statusOf(there)).toBe(404);
    });
  });

  describe('transaction', () => {
    it('does all of it, and answers in the order of the request ("Transaction Processing Rules")', async () => {
      const gone = await make();
      const changed = await make();
      const answer = await send('transaction', [
        { request: { method: 'GET', url: `Observation/${changed.id}` } },
        {
          resource: pulse(test.person, { id: changed.id, status: 'amended' }),
          request: { method: 'PUT', url: `Observation/${changed.id}` },
        },
        create(pulse(test.person)),
        { request: { method: 'DELETE', url: `Observation/${gone.id}` } },
      ]);
      expect([answer.status, bundle(answer).type]).toEqual([200, 'transaction-response']);
      const { entry = [] } = bundle(answer);
      expect(entry.slice(0, 3).map(statusOf)).toEqual([200, 200, 201]);
      expect([200, 204]).toContain(entry[3] && statusOf(entry[3]));
      // GET comes last: it reads what the transaction wrote.
      expect(entry[0]?.resource).toMatchObject({ status: 'amended', meta: { versionId: '2' } });
      expect((await test.get(`Observation/${gone.id}`)).status).toBe(410);
    });

    it('does nothing when one part cannot be done ("Transaction Processing Rules": atomic)', async () => {
      const one = await make();
      const before = await count();
      for (const wrong of [
        create({ resourceType: 'Observation', status: 'perhaps', subject: { reference: `Patient/${test.person}` } }),
        {
          resource: pulse(test.person, { id: one.id }),
          request: { method: 'PUT', url: `Observation/${one.id}`, ifMatch: 'W/"9"' },
        },
        { resource: pulse(test.person, { id: NOBODY }), request: { method: 'PUT', url: `Observation/${NOBODY}` } },
        create({ resourceType: 'Nonsense' }),
      ]) {
        const answer = await send('transaction', [
          create(pulse(test.person)),
          { request: { method: 'DELETE', url: `Observation/${one.id}` } },
          wrong,
        ]);
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(outcome(answer).resourceType).toBe('OperationOutcome');
      }
      expect(await count()).toBe(before);
      expect((await test.get(`Observation/${one.id}`)).status).toBe(200);
    });

    it('refuses one resource twice ("Transaction Processing Rules": identities must not overlap)', async () => {
      const { id } = await make();
      const answer = await send('transaction', [
        { resource: pulse(test.person, { id }), request: { method: 'PUT', url: `Observation/${id}` } },
        { request: { method: 'DELETE', url: `Observation/${id}` } },
      ]);
      expect([400, 409, 422]).toContain(answer.status);
      expect(said(await test.get(`Observation/${id}`)).meta.versionId).toBe('1');
    });

    it('lets entries refer to each other by urn:uuid ("Transaction Processing Rules": links are updated)', async () => {
      const answer = await send('transaction', [
        create({
          resourceType: 'DiagnosticReport',
          status: 'final',
          code: { text: 'Panel' },
          subject: { reference: `Patient/${test.person}` },
          result: [{ reference: URN }],
        }),
        { fullUrl: URN, ...create(pulse(test.person)) },
      ]);
      expect(answer.status).toBe(200);
      const ids = (bundle(answer).entry ?? []).map(
        ({ response }) => /[^/]+(?=\/_history)/.exec(response?.location ?? '')?.[0],
      );
      const report = said(await test.get(`DiagnosticReport/${ids[0]}`));
      expect(report.result).toEqual([{ reference: `Observation/${ids[1]}` }]);
      const { entry = [] } = bundle(await test.get(`DiagnosticReport?result=Observation/${ids[1]}`));
      expect(entry.map(({ resource }) => resource?.id)).toEqual([ids[0]]);
    });

    it('resolves a reference by a search, and refuses one that fits none or several ("Conditional References")', async () => {
      const identifier = (value: string) => [{ system: 'https://clinic.example/orgs', value }];
      const named = { 'x-chartwarden-person': test.person };
      for (const value of ['one', 'two', 'two'])
        await test.call(
          'POST',
          'Organization',
          { resourceType: 'Organization', name: 'A clinic', identifier: identifier(value) },
          named,
        );
      const by = (value: string) =>
        send('transaction', [
          create(
            pulse(test.person, {
              performer: [{ reference: `Organization?identifier=https://clinic.example/orgs|${value}` }],
            }),
          ),
        ]);
      const answer = await by('one');
      expect(answer.status).toBe(200);
      const location = bundle(answer).entry?.[0]?.response?.location ?? '';
      const { performer } = said(await test.get(location.replace(/^.*\/fhir\/R4\//, '').replace(/^\//, '')));
      expect(performer).toEqual([{ reference: expect.stringMatching(/^Organization\/[0-9a-f-]{36}$/) }]);
      const before = await count();
      for (const value of ['two', 'none']) expect((await by(value)).status).toBe(412);
      expect(await count()).toBe(before);
    });

    it('holds conditional creates and updates, too ("conditional create")', async () => {
      const keyed = pulse(test.person, { identifier: [{ system: 'https://clinic.example/keys', value: 'tx' }] });
      const once = () =>
        send('transaction', [create(keyed, { ifNoneExist: 'identifier=https://clinic.example/keys|tx' })]);
      expect(bundle(await once()).entry?.[0]?.response?.status).toMatch(/^201/);
      expect(bundle(await once()).entry?.[0]?.response?.status).toMatch(/^200/);
      const put = await send('transaction', [
        { resource: keyed, request: { method: 'PUT', url: 'Observation?identifier=https://clinic.example/keys|tx' } },
      ]);
      expect(bundle(put).entry?.[0]?.response).toMatchObject({ status: expect.stringMatching(/^200/) });
      expect(await count('&identifier=https://clinic.example/keys|tx')).toBe(1);
    });

    it('says without resources what was done when the client wants little ("Prefer: return")', async () => {
      const answer = await send('transaction', [create(pulse(test.person))], { prefer: 'return=minimal' });
      const [entry] = bundle(answer).entry ?? [];
      expect([entry?.resource, entry?.response?.location === undefined]).toEqual([undefined, false]);
      const whole = await send('transaction', [create(pulse(test.person))], { prefer: 'return=representation' });
      expect(bundle(whole).entry?.[0]?.resource?.resourceType).toBe('Observation');
    });
  });

  it.each(['collection', 'searchset', 'history', 'document', 'nonsense'])(
    'a Bundle of type %s is nothing to carry out',
    async (type) => {
      const answer = await send(type, [create(pulse(test.person))]);
      expect(answer.status).toBe(400);
      expect(outcome(answer).resourceType).toBe('OperationOutcome');
    },
  );

  it('an empty batch is answered by an empty one, and something else than a Bundle is refused', async () => {
    const empty = await test.call('POST', '', { resourceType: 'Bundle', type: 'batch' });
    expect([empty.status, bundle(empty).type, bundle(empty).entry]).toEqual([200, 'batch-response', undefined]);
    expect(told(await test.call('POST', '', pulse(test.person)))[0]).toBe(400);
  });
});
