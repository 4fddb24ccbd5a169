import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FhirTest, openFhirTest } from '../support/fhir-test.ts';
import { pulse, said, told } from './said.ts';

// The rules of R4 http.html for single resources, by the names of its sections.

const NOBODY = '0190c0de-0000-7000-8000-000000000001';

describe('the FHIR REST API with one resource', () => {
  let test: FhirTest;
  beforeAll(async () => {
    test = await openFhirTest();
  }, 60_000);
  afterAll(() => test.close());

  const make = async (more: object = {}) => said(await test.call('POST', 'Observation', pulse(test.person, more)));

  describe('read and vread', () => {
    it('a read carries ETag with the versionId and Last-Modified ("read")', async () => {
      const { id } = await make();
      const answer = await test.get(`Observation/${id}`);
      const { meta } = said(answer);
      expect(answer.headers.etag).toBe(`W/"${meta.versionId}"`);
      expect(Date.parse(String(answer.headers['last-modified']))).toBe(
        Math.floor(Date.parse(meta.lastUpdated) / 1000) * 1000,
      );
    });

    it('a version stays as it was when another came ("vread")', async () => {
      const one = await make();
      const before = await test.get(`Observation/${one.id}`);
      await test.call('PUT', `Observation/${one.id}`, pulse(test.person, { id: one.id, note: [{ text: 'again' }] }));
      const first = await test.get(`Observation/${one.id}/_history/1`);
      expect([first.status, first.text, first.headers.etag]).toEqual([200, before.text, 'W/"1"']);
      expect(said(await test.get(`Observation/${one.id}/_history/2`)).note).toEqual([{ text: 'again' }]);
    });

    it('whoever has this version is told 304 without a body ("conditional read")', async () => {
      const { id } = await make();
      const again = await test.get(`Observation/${id}`, { 'if-none-match': 'W/"1"' });
      expect([again.status, again.text]).toEqual([304, '']);
      expect((await test.get(`Observation/${id}`, { 'if-none-match': 'W/"9"' })).status).toBe(200);
    });

    it('HEAD answers as GET, without the body ("Style Guide")', async () => {
      const { id } = await make();
      for (const path of [`Observation/${id}`, `Observation/${id}/_history/1`, 'Observation', 'metadata']) {
        const [get, head] = [await test.get(path), await test.call('HEAD', path)];
        expect([path, head.status, head.text]).toEqual([path, get.status, '']);
        expect(head.headers['content-type']).toBe(get.headers['content-type']);
        expect(head.headers.etag).toBe(get.headers.etag);
      }
    });

    it('an id that is none of ours is not found, whatever it looks like ("read")', async () => {
      for (const id of [NOBODY, 'x', 'a'.repeat(64), '1', '-.-'])
        expect(told(await test.get(`Observation/${id}`))).toEqual([404, 'not-found']);
      expect(told(await test.get(`Observation/${NOBODY}/_history/1`))).toEqual([404, 'not-found']);
      expect(told(await test.get(`Observation/${NOBODY}/_history`))).toEqual([404, 'not-found']);
    });

    it('a type that is not supported is not found ("read": 404)', async () => {
      for (const [method, path] of [
        ['GET', 'Nonsense/1'],
        ['GET', 'observation/1'],
        ['GET', 'ValueSet'],
        ['POST', 'Nonsense'],
        ['PUT', `Nonsense/${NOBODY}`],
        ['DELETE', `Nonsense/${NOBODY}`],
        ['GET', 'Nonsense/1/_history'],
        ['GET', 'Nonsense/_history'],
      ] as const) {
        const body = method === 'POST' || method === 'PUT' ? { resourceType: 'Nonsense' } : undefined;
        expect([path, ...told(await test.call(method, path, body))]).toEqual([path, 404, 'not-supported']);
      }
    });
  });

  describe('create', () => {
    it('answers 201 with Location of the version, and ignores an id that was sent ("create")', async () => {
      const answer = await test.call(
        'POST',
        'Observation',
        pulse(test.person, { id: 'mine', meta: { versionId: '7' } }),
      );
      const { id, meta } = said(answer);
      expect([answer.status, id === 'mine', meta.versionId]).toEqual([201, false, '1']);
      expect(String(answer.headers.location)).toMatch(new RegExp(`^https?://.*/fhir/R4/Observation/${id}/_history/1$`));
      expect(answer.headers.etag).toBe('W/"1"');
      expect(answer.headers['last-modified']).toMatch(/GMT$/);
    });

    it('keeps profiles, tags and security labels of what was sent ("create": meta)', async () => {
      const meta = {
        profile: ['https://clinic.example/profile'],
        tag: [{ system: 'https://clinic.example/tags', code: 'mine' }],
        security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'N' }],
      };
      const { id } = await make({ meta });
      expect(said(await test.get(`Observation/${id}`)).meta).toMatchObject(meta);
    });

    it('refuses a resource of another type than the address ("create")', async () => {
      expect(told(await test.call('POST', 'Condition', pulse(test.person)))).toEqual([400, 'invalid']);
    });

    it('gives back what the client prefers ("Prefer: return")', async () => {
      const sent = (prefer: string) => test.call('POST', 'Observation', pulse(test.person), { prefer });
      const minimal = await sent('return=minimal');
      expect([minimal.status, minimal.text]).toEqual([201, '']);
      expect(minimal.headers.location).toBeDefined();
      expect(said(await sent('return=representation')).resourceType).toBe('Observation');
      expect(told(await sent('return=OperationOutcome'))).toEqual([201, 'informational']);
      expect(said(await sent('handling=lenient, return=representation')).resourceType).toBe('Observation');
    });
  });

  describe('update', () => {
    it('makes a version, and says where ("update": 200, Content-Location or Location, ETag, Last-Modified)', async () => {
      const { id } = await make();
      const answer = await test.call('PUT', `Observation/${id}`, pulse(test.person, { id, status: 'amended' }));
      expect([answer.status, answer.headers.etag]).toEqual([200, 'W/"2"']);
      expect(String(answer.headers['content-location'] ?? answer.headers.location)).toContain(`${id}/_history/2`);
      expect(answer.headers['last-modified']).toMatch(/GMT$/);
      expect(said(await test.get(`Observation/${id}`))).toMatchObject({ status: 'amended', meta: { versionId: '2' } });
    });

    it('refuses a body without the id of the address, or with another ("update": 400)', async () => {
      const { id } = await make();
      for (const body of [pulse(test.person), pulse(test.person, { id: NOBODY })])
        expect((await test.call('PUT', `Observation/${id}`, body)).status).toBe(400);
      expect(said(await test.get(`Observation/${id}`)).meta.versionId).toBe('1');
    });

    it('gives no ids of the client’s own ("update as create": 405)', async () => {
      const answer = await test.call('PUT', `Observation/${NOBODY}`, pulse(test.person, { id: NOBODY }));
      expect(told(answer)[0]).toBe(405);
    });

    it('refuses an update from a version that is not the newest ("Managing Resource Contention": 412)', async () => {
      const { id } = await make();
      const to = (status: string, match: string) =>
        test.call('PUT', `Observation/${id}`, pulse(test.person, { id, status }), { 'if-match': match });
      expect((await to('amended', 'W/"1"')).status).toBe(200);
      expect(told(await to('corrected', 'W/"1"'))).toEqual([412, 'conflict']);
      expect(said(await test.get(`Observation/${id}`)).status).toBe('amended');
    });

    it('lets one of several at once win where all name the same version ("Managing Resource Contention")', async () => {
      const { id } = await make();
      const writes = ['amended', 'corrected', 'cancelled', 'preliminary'].map((status) =>
        test.call('PUT', `Observation/${id}`, pulse(test.person, { id, status }), { 'if-match': 'W/"1"' }),
      );
      const statuses = (await Promise.all(writes)).map(({ status }) => status).sort();
      expect(statuses[0]).toBe(200);
      for (const status of statuses.slice(1)) expect([409, 412]).toContain(status);
      expect(said(await test.get(`Observation/${id}`)).meta.versionId).toBe('2');
    });
  });

  describe('patch', () => {
    const patch = (id: string, operations: unknown, headers: Record<string, string> = {}) =>
      test.call('PATCH', `Observation/${id}`, JSON.stringify(operations), {
        'content-type': 'application/json-patch+json',
        ...headers,
      });

    it('changes what it names and nothing else ("patch", JSON Patch of RFC 6902)', async () => {
      const { id } = await make({ valueQuantity: { value: 61, unit: '/min' } });
      const answer = await patch(id, [
        { op: 'test', path: '/status', value: 'final' },
        { op: 'replace', path: '/status', value: 'amended' },
        { op: 'add', path: '/note', value: [{ text: 'seen' }] },
      ]);
      expect([answer.status, answer.headers.etag]).toEqual([200, 'W/"2"']);
      expect(said(await test.get(`Observation/${id}`))).toMatchObject({
        status: 'amended',
        note: [{ text: 'seen' }],
        valueQuantity: { value: 61 },
      });
    });

    it('changes nothing when a test fails, a place is missing, or the result is not valid ("patch": 422)', async () => {
      const { id } = await make();
      for (const operations of [
        [
          { op: 'replace', path: '/status', value: 'amended' },
          { op: 'test', path: '/status', value: 'final' },
        ],
        [{ op: 'remove', path: '/component/3' }],
        [{ op: 'replace', path: '/status', value: 'perhaps' }],
      ])
        expect([400, 422]).toContain((await patch(id, operations)).status);
      expect(said(await test.get(`Observation/${id}`))).toMatchObject({ status: 'final', meta: { versionId: '1' } });
    });

    it('is bound to a version by If-Match ("patch")', async () => {
      const { id } = await make();
      const to = (status: string) => [{ op: 'replace', path: '/status', value: status }];
      expect((await patch(id, to('amended'), { 'if-match': 'W/"1"' })).status).toBe(200);
      expect(told(await patch(id, to('corrected'), { 'if-match': 'W/"1"' }))).toEqual([412, 'conflict']);
    });

    it('comes as JSON Patch, and as nothing else (RFC 9110, 15.5.16)', async () => {
      const { id } = await make();
      for (const type of ['application/xml-patch+xml', 'text/plain'])
        expect((await patch(id, [], { 'content-type': type })).status).toBe(415);
    });

    it('does not change whose entry it is, and not its id', async () => {
      const { id } = await make();
      const other = await test.json<{ id: string }>('POST', '/api/people', { name: 'Bo', relation: 'custodian' });
      const moved = await patch(id, [{ op: 'replace', path: '/subject/reference', value: `Patient/${other.id}` }]);
      expect(told(moved)).toEqual([422, 'business-rule']);
      const renamed = await patch(id, [{ op: 'replace', path: '/id', value: NOBODY }]);
      expect(renamed.status).toBeGreaterThanOrEqual(400);
      expect((await test.get(`Observation/${NOBODY}`)).status).toBe(404);
    });
  });

  describe('delete', () => {
    it('leaves 410 where there was an entry, and its history ("delete", "read": 410)', async () => {
      const { id } = await make();
      const answer = await test.call('DELETE', `Observation/${id}`);
      expect([200, 202, 204]).toContain(answer.status);
      const gone = await test.get(`Observation/${id}`);
      expect(told(gone)).toEqual([410, 'deleted']);
      expect((await test.get(`Observation/${id}/_history/1`)).status).toBe(200);
      expect(told(await test.get(`Observation/${id}/_history/2`))).toEqual([410, 'deleted']);
    });

    it('is nothing the second time, and for what was never there ("delete": no content, or not found)', async () => {
      const { id } = await make();
      await test.call('DELETE', `Observation/${id}`);
      expect([200, 204]).toContain((await test.call('DELETE', `Observation/${id}`)).status);
      expect([200, 204, 404]).toContain((await test.call('DELETE', `Observation/${NOBODY}`)).status);
    });

    it('is bound to a version by If-Match', async () => {
      const { id } = await make();
      const answer = await test.call('DELETE', `Observation/${id}`, undefined, { 'if-match': 'W/"4"' });
      expect(told(answer)).toEqual([412, 'conflict']);
      expect((await test.get(`Observation/${id}`)).status).toBe(200);
    });

    it('takes it out of searches, and PUT brings it back ("delete", "update")', async () => {
      const { id } = await make();
      const find = async () => JSON.parse((await test.get(`Observation?_id=${id}&_summary=count`)).text).total;
      expect(await find()).toBe(1);
      await test.call('DELETE', `Observation/${id}`);
      expect(await find()).toBe(0);
      const back = await test.call('PUT', `Observation/${id}`, pulse(test.person, { id }));
      expect([200, 201]).toContain(back.status);
      expect(await find()).toBe(1);
    });
  });
});
