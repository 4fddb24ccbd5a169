import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FhirTest, openFhirTest } from '../../tests/support/fhir-test.ts';

describe('writing over FHIR', () => {
  let test: FhirTest;
  beforeAll(async () => {
    test = await openFhirTest();
  }, 60_000);
  afterAll(() => test.close());

  const text = (subject: string, more = ''): string =>
    `{"resourceType":"Observation","status":"final","code":{"text":"Pulse"},"subject":{"reference":"${subject}"},"valueQuantity":{"value":61.0,"unit":"/min"}${more}}`;
  const mine = (more = ''): string => text(`Patient/${test.person}`, more);

  it('creates a resource under an id of ours and says where it is (R4 http, 3.1.0.8)', async () => {
    const made = await test.call('POST', 'Observation', mine());
    expect(made.status).toBe(201);
    const { id, meta } = JSON.parse(made.text);
    expect(made.headers).toMatchObject({
      location: expect.stringContaining(`/fhir/R4/Observation/${id}/_history/1`),
      etag: 'W/"1"',
      'last-modified': expect.stringMatching(/GMT$/),
    });
    expect(meta.versionId).toBe('1');
    const read = await test.get(`Observation/${id}`);
    expect(read.text).toBe(made.text);
    expect(read.text).toContain('"value":61.0');
  });

  it('gives back what the caller prefers (R4 http, 3.1.0.1.9)', async () => {
    const minimal = await test.call('POST', 'Observation', mine(), { prefer: 'return=minimal' });
    expect([minimal.status, minimal.text]).toEqual([201, '']);
    expect(minimal.headers.location).toContain('/_history/1');
    const outcome = await test.call('POST', 'Observation', mine(), { prefer: 'return=OperationOutcome' });
    expect(JSON.parse(outcome.text)).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'information' }],
    });
    const whole = await test.call('POST', 'Observation', mine(), { prefer: 'return=representation' });
    expect(JSON.parse(whole.text).resourceType).toBe('Observation');
  });

  it('updates to a new version, and only from the version that If-Match names (R4 http, 3.1.0.1.6)', async () => {
    const { id } = JSON.parse((await test.call('POST', 'Observation', mine())).text);
    const next = mine(`,"id":"${id}","note":[{"text":"again"}]`);
    const updated = await test.call('PUT', `Observation/${id}`, next, { 'if-match': 'W/"1"' });
    expect([updated.status, updated.headers.etag]).toEqual([200, 'W/"2"']);
    expect(updated.headers['content-location']).toContain(`/Observation/${id}/_history/2`);
    for (const tag of ['W/"1"', 'W/"7"', 'W/"x"', 'nonsense'])
      expect((await test.call('PUT', `Observation/${id}`, next, { 'if-match': tag })).status).toBe(412);
    expect((await test.get(`Observation/${id}/_history/1`)).text).not.toContain('again');
    expect((await test.get(`Observation/${id}`)).text).toContain('again');
  });

  it('refuses an id of the client’s own, of a type and of a person alike (R4 http, 3.1.0.4.1)', async () => {
    const id = '0190c0de-0000-7000-8000-000000000001';
    const answers = [
      await test.call('PUT', `Observation/${id}`, mine(`,"id":"${id}"`)),
      await test.call(
        'PUT',
        `Observation/${test.ids.weight}`,
        text('Patient/x', `,"id":"${test.ids.weight}"`),
        {},
        test.stranger,
      ),
    ];
    for (const { status, text } of answers) expect([status, text]).toEqual([405, answers[0]?.text]);
  });

  it.each([
    ['no JSON', '{"resourceType":', 400, 'structure'],
    ['a name twice', '{"resourceType":"Observation","status":"final","status":"final"}', 400, 'structure'],
    ['another type', '{"resourceType":"Condition"}', 400, 'invalid'],
    ['no type', '{}', 400, 'invalid'],
    ['a list', '[]', 400, 'invalid'],
    ['nothing', '', 400, 'structure'],
  ])('refuses %s with an OperationOutcome', async (_what, body, status, code) => {
    const answer = await test.call('POST', 'Observation', body);
    expect([answer.status, JSON.parse(answer.text).issue[0].code]).toEqual([status, code]);
  });

  it('says where a resource departs from R4, and writes nothing of it', async () => {
    const answer = await test.call('POST', 'Observation', {
      resourceType: 'Observation',
      status: 'perhaps',
      component: [{}],
      subject: { reference: `Patient/${test.person}` },
    });
    expect(answer.status).toBe(400);
    const { issue } = JSON.parse(answer.text);
    const where = issue.flatMap((one: { expression: string[] }) => one.expression);
    expect(where).toContain('Observation.status');
    expect(where.some((one: string) => one.startsWith('Observation.code'))).toBe(true);
    expect(answer.text).not.toContain('perhaps');
  });

  it('takes a type of content that is FHIR in JSON and UTF-8, and no other', async () => {
    const sent = (type: string) => test.call('POST', 'Observation', mine(), { 'content-type': type });
    expect((await sent('application/json; charset=UTF-8')).status).toBe(201);
    expect((await sent('application/fhir+json; charset=iso-8859-1')).status).toBe(415);
    expect((await sent('application/fhir+xml')).status).toBe(415);
    expect((await sent('text/plain')).status).toBe(415);
  });

  it('writes into the record of the one person named, in the body or in the header, and refuses none and two', async () => {
    const { id: other } = await test.json<{ id: string }>('POST', '/api/people', { name: 'Bo', relation: 'custodian' });
    const nobody = '{"resourceType":"Organization","name":"A clinic"}';
    const to = (header: string | undefined) =>
      test.call('POST', 'Organization', nobody, header === undefined ? {} : { 'x-chartwarden-person': header });
    expect((await to(undefined)).status).toBe(422);
    expect((await to('nonsense')).status).toBe(422);
    expect((await to(other)).status).toBe(201);
    expect((await test.call('POST', 'Observation', mine(), { 'x-chartwarden-person': other })).status).toBe(422);
    const both = `,"performer":[{"reference":"Patient/${other}"}]`;
    expect((await test.call('POST', 'Observation', mine(both))).status).toBe(422);
  });

  it('answers somebody else as if the person were not there', async () => {
    const there = await test.call('POST', 'Observation', mine(), {}, test.stranger);
    const nowhere = await test.call(
      'POST',
      'Observation',
      text('Patient/0190c0de-0000-7000-8000-000000000001'),
      {},
      test.stranger,
    );
    expect([there.status, there.text]).toEqual([404, nowhere.text]);
  });

  it('does not let a fact become somebody else’s', async () => {
    const { id: other } = await test.json<{ id: string }>('POST', '/api/people', { name: 'Cy', relation: 'custodian' });
    const { id } = JSON.parse((await test.call('POST', 'Observation', mine())).text);
    const moved = await test.call('PUT', `Observation/${id}`, text(`Patient/${other}`, `,"id":"${id}"`));
    expect([moved.status, JSON.parse(moved.text).issue[0].code]).toEqual([422, 'business-rule']);
  });

  it('does not write the Patient that is put together', async () => {
    const person = { resourceType: 'Patient', id: test.person };
    expect((await test.call('PUT', `Patient/${test.person}`, person)).status).toBe(405);
    expect((await test.call('PUT', `Patient/${test.person}`, person, {}, test.stranger)).status).toBe(405);
  });

  it('leaves one line for each write', async () => {
    const lines = await test.linesOf(() => test.call('POST', 'Observation', mine()));
    expect(lines).toMatchObject([{ action: 'create', outcome: 'done', types: ['Observation'] }]);
  });
});
