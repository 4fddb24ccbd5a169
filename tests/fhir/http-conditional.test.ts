import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FhirTest, openFhirTest } from '../support/fhir-test.ts';
import { pulse, said, told } from './said.ts';

// R4 http.html, "conditional create", "conditional update", "conditional delete".

describe('conditional writes over FHIR', () => {
  let test: FhirTest;
  beforeAll(async () => {
    test = await openFhirTest();
  }, 60_000);
  afterAll(() => test.close());

  let made = 0;
  const key = () => {
    made += 1;
    return `key-${made}`;
  };
  const keyed = (value: string, more: object = {}) =>
    pulse(test.person, { identifier: [{ system: 'https://clinic.example/keys', value }], ...more });
  const query = (value: string) => `identifier=https://clinic.example/keys|${value}`;
  const create = (value: string) => test.call('POST', 'Observation', keyed(value), { 'if-none-exist': query(value) });

  it('creates where nothing fits ("conditional create": no matches)', async () => {
    const answer = await create(key());
    expect([answer.status, answer.headers.etag]).toEqual([201, 'W/"1"']);
  });

  it('creates nothing where one fits, and says which ("conditional create": one match)', async () => {
    const value = key();
    const first = said(await create(value));
    const again = await create(value);
    expect([again.status, String(again.headers.location ?? again.headers['content-location'])]).toEqual([
      200,
      expect.stringContaining(`Observation/${first.id}`),
    ]);
    expect(JSON.parse((await test.get(`Observation?${query(value)}&_summary=count`)).text).total).toBe(1);
  });

  it('refuses where several fit ("conditional create": multiple matches)', async () => {
    const value = key();
    await test.call('POST', 'Observation', keyed(value));
    await test.call('POST', 'Observation', keyed(value));
    expect(told(await create(value))[0]).toBe(412);
    expect(JSON.parse((await test.get(`Observation?${query(value)}&_summary=count`)).text).total).toBe(2);
  });

  it('creates one of many at once', async () => {
    const value = key();
    const answers = await Promise.all([create(value), create(value), create(value), create(value)]);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const { status } of answers) expect([200, 201, 409, 412]).toContain(status);
    expect(JSON.parse((await test.get(`Observation?${query(value)}&_summary=count`)).text).total).toBe(1);
  });

  it('refuses a condition that it does not understand, and creates nothing', async () => {
    const before = JSON.parse((await test.get('Observation?_summary=count')).text).total;
    for (const condition of ['nonsense=1', 'date=yesterday', ''])
      expect(
        (await test.call('POST', 'Observation', keyed(key()), { 'if-none-exist': condition })).status,
      ).toBeGreaterThanOrEqual(400);
    expect(JSON.parse((await test.get('Observation?_summary=count')).text).total).toBe(before);
  });

  it('updates the one that fits ("conditional update": one match)', async () => {
    const value = key();
    const { id } = said(await create(value));
    const answer = await test.call('PUT', `Observation?${query(value)}`, keyed(value, { status: 'amended' }));
    expect([answer.status, answer.headers.etag]).toEqual([200, 'W/"2"']);
    expect(said(await test.get(`Observation/${id}`)).status).toBe('amended');
  });

  it('creates where none fits and no id was sent ("conditional update": no matches, no id provided)', async () => {
    const value = key();
    const answer = await test.call('PUT', `Observation?${query(value)}`, keyed(value));
    expect(answer.status).toBe(201);
    expect((await test.get(`Observation/${said(answer).id}`)).status).toBe(200);
  });

  it('refuses where several fit, or another one than the id says ("conditional update": 412, 400)', async () => {
    const value = key();
    const { id: other } = said(await create(key()));
    await create(value);
    expect((await test.call('PUT', `Observation?${query(value)}`, keyed(value, { id: other }))).status).toBe(400);
    await test.call('POST', 'Observation', keyed(value));
    expect(told(await test.call('PUT', `Observation?${query(value)}`, keyed(value)))[0]).toBe(412);
  });

  it('deletes the one that fits, and nothing where several do ("conditional delete": single)', async () => {
    const value = key();
    const { id } = said(await create(value));
    expect([200, 204]).toContain((await test.call('DELETE', `Observation?${query(value)}`)).status);
    expect((await test.get(`Observation/${id}`)).status).toBe(410);
    for (let at = 0; at < 2; at += 1) await test.call('POST', 'Observation', keyed(value));
    expect(told(await test.call('DELETE', `Observation?${query(value)}`))[0]).toBe(412);
    expect(JSON.parse((await test.get(`Observation?${query(value)}&_summary=count`)).text).total).toBe(2);
    // Without a condition everything would fit.
    expect((await test.call('DELETE', 'Observation')).status).toBeGreaterThanOrEqual(400);
  });

  it('finds nothing for somebody who has nothing to do with the person', async () => {
    const value = key();
    await create(value);
    const answers = await Promise.all(
      [query(value), query('never')].map((condition) =>
        test.call('POST', 'Observation', keyed(value), { 'if-none-exist': condition }, test.stranger),
      ),
    );
    expect(answers.map(({ status, text }) => [status, text])).toEqual([
      [404, answers[0]?.text],
      [404, answers[0]?.text],
    ]);
  });
});
