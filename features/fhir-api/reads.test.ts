import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FhirTest, openFhirTest } from '../../tests/support/fhir-test.ts';

describe('reading over FHIR', () => {
  let test: FhirTest;
  beforeAll(async () => {
    test = await openFhirTest();
  }, 60_000);
  afterAll(() => test.close());

  it('serves the received bytes, with id, meta and references ours (design 6)', async () => {
    const answer = await test.get(`Observation/${test.ids.weight}`);
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/fhir+json; charset=utf-8',
      etag: 'W/"1"',
      'last-modified': expect.stringMatching(/ GMT$/),
    });
    expect(answer.text).toContain('"value":72.50');
    expect(JSON.parse(answer.text)).toMatchObject({
      id: test.ids.weight,
      meta: { versionId: '1' },
      subject: { reference: `Patient/${test.person}` },
    });
  });

  it('answers 304 to whoever has this version (R4 http, 3.1.0.1.7)', async () => {
    const path = `Observation/${test.ids.weight}`;
    const first = await test.get(path);
    for (const headers of [
      { 'if-none-match': 'W/"1"' },
      { 'if-none-match': '"0", "1"' },
      { 'if-modified-since': String(first.headers['last-modified']) },
    ]) {
      const again = await test.get(path, headers);
      expect([again.status, again.text, again.headers.etag]).toEqual([304, '', 'W/"1"']);
    }
    for (const headers of [
      { 'if-none-match': 'W/"2"' },
      { 'if-none-match': 'W/"2"', 'if-modified-since': String(first.headers['last-modified']) },
      { 'if-modified-since': 'Sat, 01 Jan 2000 00:00:00 GMT' },
    ])
      expect((await test.get(path, headers)).status).toBe(200);
  });

  it('answers HEAD with the headers alone (R4 http, 3.1.0.1.1)', async () => {
    const answer = await test.call('HEAD', `Observation/${test.ids.weight}`);
    expect([answer.status, answer.text, answer.headers.etag]).toEqual([200, '', 'W/"1"']);
  });

  it('reads a version by its number, and none that was never there (R4 http, 3.1.0.3)', async () => {
    expect((await test.get(`Observation/${test.ids.weight}/_history/1`)).status).toBe(200);
    for (const vid of ['2', '0', 'x', '1.0'])
      expect((await test.get(`Observation/${test.ids.weight}/_history/${vid}`)).status).toBe(404);
  });

  it('puts the person together of what the household says and what was received', async () => {
    const { text, headers } = await test.get(`Patient/${test.person}`);
    const person = JSON.parse(text);
    expect(person).toMatchObject({
      resourceType: 'Patient',
      id: test.person,
      name: [{ use: 'usual', text: 'Ada' }, { family: 'Lovelace' }],
      gender: 'female',
      birthDate: '1815-12-10',
      link: [{ other: { reference: `Patient/${test.ids.patient}` }, type: 'seealso' }],
    });
    expect(headers.etag).toBe(`W/"${person.meta.versionId}"`);
    // Digits stay as they were received.
    expect(text).toContain('"valueDecimal":1.50');
    expect(JSON.parse((await test.get(`Patient/${test.ids.patient}`)).text)).toMatchObject({ id: test.ids.patient });
  });

  it('answers alike for what is not there, is of another type, and is in a record that is nobody’s business', async () => {
    const answers = [
      await test.get(`Observation/${test.ids.weight}`, {}, test.stranger),
      await test.get('Observation/0190c0de-0000-7000-8000-000000000001', {}, test.stranger),
      await test.get('Observation/no-id', {}, test.stranger),
      await test.get('Observation/0190c0de-0000-7000-8000-000000000001'),
      await test.get(`Condition/${test.ids.weight}`),
      await test.get(`Patient/${test.person}`, {}, test.stranger),
    ];
    for (const { status, text } of answers) expect([status, text]).toEqual([404, answers[0]?.text]);
    expect(JSON.parse(answers[0]?.text ?? '')).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [{ code: 'not-found' }],
    });
  });

  it('finds the record of an id among several', async () => {
    await test.json('POST', '/api/people', { name: 'Another', relation: 'custodian' });
    expect((await test.get(`Observation/${test.ids.weight}`)).status).toBe(200);
    expect((await test.get('Observation/0190c0de-0000-7000-8000-000000000001')).status).toBe(404);
  });

  it('leaves one line in the person’s log for each answer', async () => {
    for (const path of [`Observation/${test.ids.weight}`, `Patient/${test.person}`]) {
      const lines = await test.linesOf(() => test.get(path));
      expect(lines).toMatchObject([{ action: 'read', outcome: 'permitted' }]);
    }
  });
});

describe('what form an answer has', () => {
  let test: FhirTest;
  beforeAll(async () => {
    test = await openFhirTest();
  }, 60_000);
  afterAll(() => test.close());

  it.each([
    ['application/fhir+json', 200],
    ['application/json', 200],
    ['text/html, application/xhtml+xml, */*;q=0.8', 200],
    ['application/fhir+json; fhirVersion=4.0', 200],
    ['application/fhir+xml, application/fhir+json;q=0.5', 200],
    ['application/fhir+xml', 406],
    ['application/fhir+json; fhirVersion=5.0', 406],
    ['application/fhir+json;q=0', 406],
    ['text/turtle', 406],
  ])('is JSON or none for whoever accepts %s (R4 http, 3.1.0.1.11)', async (accept, status) => {
    expect((await test.get(`Observation/${test.ids.weight}`, { accept })).status).toBe(status);
  });

  it.each([
    ['json', 200],
    ['application/fhir%2Bjson', 200],
    ['application/fhir+json', 200],
    ['xml', 406],
    ['text/html', 406],
  ])('is what _format=%s asks for, whatever Accept says', async (format, status) => {
    const answer = await test.get(`Observation/${test.ids.weight}?_format=${format}`, {
      accept: 'application/fhir+xml',
    });
    expect(answer.status).toBe(status);
    if (status === 406) expect(JSON.parse(answer.text)).toMatchObject({ resourceType: 'OperationOutcome' });
  });

  it('is an OperationOutcome for a type that is not kept', async () => {
    for (const type of ['ValueSet', 'Nonsense', '__proto__']) {
      const answer = await test.get(`${type}/${test.ids.weight}`);
      expect(answer.status).toBe(404);
      expect(JSON.parse(answer.text)).toMatchObject({ issue: [{ code: 'not-supported' }] });
    }
  });
});
