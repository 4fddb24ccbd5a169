import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FhirTest, openFhirTest } from '../../tests/support/fhir-test.ts';

const PATCH = { 'content-type': 'application/json-patch+json' };

describe('changing over FHIR', () => {
  let test: FhirTest;
  beforeAll(async () => {
    test = await openFhirTest();
  }, 60_000);
  afterAll(() => test.close());

  const pulse = (more: object = {}) => ({
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] },
    subject: { reference: `Patient/${test.person}` },
    ...more,
  });
  const made = async (more: object = {}): Promise<string> =>
    JSON.parse((await test.call('POST', 'Observation', pulse(more))).text).id;

  it('patches what was received as it was received, as a new version (RFC 6902)', async () => {
    const patch = [{ op: 'add', path: '/note', value: [{ text: 'after breakfast' }] }];
    const answer = await test.call('PATCH', `Observation/${test.ids.weight}`, patch, PATCH);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('"value":72.50');
    expect(JSON.parse(answer.text).note).toEqual([{ text: 'after breakfast' }]);
    expect((await test.get(`Observation/${test.ids.weight}`)).text).toContain('after breakfast');
  });

  it('refuses a patch of an older version, of the id, to another person, and one that does not hold', async () => {
    const id = await made();
    const patch = (ops: object[], headers: object = {}) =>
      test.call('PATCH', `Observation/${id}`, ops, { ...PATCH, ...headers });
    const note = [{ op: 'add', path: '/note', value: [{ text: 'x' }] }];
    expect((await patch(note, { 'if-match': 'W/"7"' })).status).toBe(412);
    expect((await patch([{ op: 'replace', path: '/id', value: 'x' }])).status).toBe(400);
    expect(
      (
        await patch([
          { op: 'replace', path: '/subject/reference', value: 'Patient/0190c0de-0000-7000-8000-000000000001' },
        ])
      ).status,
    ).toBe(422);
    expect((await patch([{ op: 'remove', path: '/status' }])).status).toBe(400);
    expect((await patch([{ op: 'test', path: '/status', value: 'draft' }])).status).toBeGreaterThanOrEqual(400);
    expect((await test.call('PATCH', `Observation/${id}`, note)).status).toBe(415);
    expect((await test.get(`Observation/${id}`)).headers.etag).toBe('W/"1"');
  });

  it('deletes: afterwards 410, with the history there (R4 http, 3.1.0.7)', async () => {
    const id = await made();
    expect((await test.call('DELETE', `Observation/${id}`, undefined, {}, test.stranger)).status).toBe(404);
    expect((await test.call('DELETE', `Observation/${id}`)).status).toBe(204);
    const gone = await test.get(`Observation/${id}`);
    expect([gone.status, JSON.parse(gone.text).issue[0].code]).toEqual([410, 'deleted']);
    expect((await test.get(`Observation/${id}/_history/1`)).status).toBe(200);
    const { entry } = JSON.parse((await test.get(`Observation/${id}/_history`)).text);
    expect(entry.map((one: { request: { method: string } }) => one.request.method)).toEqual(['DELETE', 'POST']);
    expect(entry[0]).not.toHaveProperty('resource');
    // Nobody else is told that there was something.
    expect((await test.get(`Observation/${id}`, {}, test.stranger)).status).toBe(404);
    expect((await test.get(`Observation?_id=${id}`)).text).not.toContain('"entry"');
  });

  it('tells the history of a resource and of a type, in pages and since a time (R4 http, 3.1.0.6)', async () => {
    const id = await made();
    await test.call('PUT', `Observation/${id}`, pulse({ id, note: [{ text: 'two' }] }));
    const { type, entry } = JSON.parse((await test.get(`Observation/${id}/_history`)).text);
    expect(type).toBe('history');
    expect(entry).toMatchObject([
      {
        resource: { meta: { versionId: '2' } },
        request: { method: 'PUT', url: `Observation/${id}` },
        response: { status: '200', etag: 'W/"2"' },
      },
      {
        resource: { meta: { versionId: '1' } },
        request: { method: 'POST', url: 'Observation' },
        response: { status: '201' },
      },
    ]);
    const seen: string[] = [];
    let path: string | undefined = 'Observation/_history?_count=2';
    for (let pages = 0; path !== undefined && pages < 50; pages += 1) {
      const page: {
        entry?: { fullUrl: string; response: { etag: string } }[];
        link: { relation: string; url: string }[];
      } = JSON.parse((await test.get(path)).text);
      seen.push(...(page.entry ?? []).map((one) => `${one.fullUrl} ${one.response.etag}`));
      path = page.link.find(({ relation }) => relation === 'next')?.url.split('/fhir/R4/')[1];
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((one) => one.includes(id))).toHaveLength(2);
    expect((await test.get('Observation/_history?_since=2999-01-01T00:00:00Z')).text).not.toContain('"entry"');
    expect((await test.get('Observation/_history?_since=never')).status).toBe(400);
    expect((await test.get(`Condition/${id}/_history`)).status).toBe(404);
    expect((await test.get(`Observation/${id}/_history`, {}, test.stranger)).status).toBe(404);
  });

  it('creates on a condition: a new one, the one that there is, or none of several (R4 http, 3.1.0.8.1)', async () => {
    const identifier = [{ system: 'https://x.example', value: 'c1' }];
    const once = () =>
      test.call('POST', 'Observation', pulse({ identifier }), { 'if-none-exist': 'identifier=https://x.example|c1' });
    const first = await once();
    const again = await once();
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(JSON.parse(again.text).id).toBe(JSON.parse(first.text).id);
    await made({ identifier });
    expect((await once()).status).toBe(412);
    const unknown = await test.call('POST', 'Observation', pulse(), { 'if-none-exist': 'nonsense=1' });
    expect(unknown.status).toBe(400);
  });

  it('updates and deletes on a condition (R4 http, 3.1.0.4.3 and 3.1.0.7.1)', async () => {
    const identifier = [{ system: 'https://x.example', value: 'c2' }];
    const put = (more: object = {}) =>
      test.call('PUT', 'Observation?identifier=https://x.example|c2', pulse({ identifier, ...more }));
    expect((await put()).status).toBe(201);
    const updated = await put({ note: [{ text: 'again' }] });
    expect([updated.status, updated.headers.etag]).toEqual([200, 'W/"2"']);
    expect((await test.call('PUT', 'Observation', pulse())).status).toBe(400);
    const where = 'Observation?identifier=https://x.example|c2';
    expect((await test.call('DELETE', where, undefined, {}, test.stranger)).status).not.toBe(204);
    expect((await test.call('DELETE', where)).status).toBe(204);
    expect((await test.get(`Observation/${JSON.parse(updated.text).id}`)).status).toBe(410);
  });

  it('says what departs from R4 without writing it ($validate)', async () => {
    const bad = { resourceType: 'Observation', status: 'perhaps' };
    const said = await test.call('POST', 'Observation/$validate', bad);
    expect(said.status).toBe(200);
    expect(JSON.parse(said.text).issue[0]).toMatchObject({ severity: 'error' });
    const parameters = { resourceType: 'Parameters', parameter: [{ name: 'resource', resource: pulse() }] };
    expect(JSON.parse((await test.call('POST', 'Observation/$validate', parameters)).text).issue[0].severity).toBe(
      'information',
    );
    expect((await test.call('POST', `Observation/${test.ids.weight}/$validate`)).status).toBe(200);
    expect(
      (await test.call('POST', `Observation/${test.ids.weight}/$validate`, undefined, {}, test.stranger)).status,
    ).toBe(404);
    expect((await test.call('POST', 'Condition/$validate', pulse())).status).toBe(400);
  });

  it('brings a person into being by a Patient alone', async () => {
    const body = { resourceType: 'Patient', name: [{ family: 'Nakamura', given: ['Aiko'] }], birthDate: '1990-02-03' };
    const answer = await test.call('POST', 'Patient', body);
    expect(answer.status).toBe(201);
    const { id, name } = JSON.parse(answer.text);
    expect(answer.headers.location).toMatch(new RegExp(`/fhir/R4/Patient/${id}$`));
    expect(name[0]).toEqual({ use: 'usual', text: 'Aiko Nakamura' });
    expect(JSON.parse((await test.get(`Patient/${id}`)).text)).toMatchObject({ birthDate: '1990-02-03' });
    const { people } = await test.json<{ people: { id: string; name: string }[] }>('GET', '/api/people');
    expect(people).toContainEqual(expect.objectContaining({ id, name: 'Aiko Nakamura' }));
    expect((await test.call('POST', 'Patient', { resourceType: 'Patient' })).status).toBe(400);
    expect((await test.get(`Patient/${id}`, {}, test.stranger)).status).toBe(404);
  });

  it('gives the file in a Binary to whoever asks for it, never to be run (R4 binary, 2.41.1)', async () => {
    const html = Buffer.from('<script>alert(1)</script>');
    const body = { resourceType: 'Binary', contentType: 'text/html', data: html.toString('base64') };
    const { id } = JSON.parse((await test.call('POST', 'Binary', body, { 'x-chartwarden-person': test.person })).text);
    const file = await test.get(`Binary/${id}`, { accept: 'text/html' });
    expect([file.status, file.text, file.headers['content-type']]).toEqual([200, html.toString(), 'text/html']);
    expect(file.headers).toMatchObject({
      'content-disposition': 'attachment',
      'content-security-policy': expect.stringContaining('sandbox'),
      'x-content-type-options': 'nosniff',
    });
    expect(JSON.parse((await test.get(`Binary/${id}`, { accept: 'application/fhir+json' })).text)).toMatchObject(body);
    expect(JSON.parse((await test.get(`Binary/${id}`)).text)).toMatchObject(body);
  });
});
