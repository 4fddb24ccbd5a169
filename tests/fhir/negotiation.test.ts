import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FhirTest, openFhirTest } from '../support/fhir-test.ts';
import { outcome, pulse, told } from './said.ts';

// R4 http.html, "Content Types and encodings" and "General Considerations"; RFC 9110.

describe('how requests over FHIR are put', () => {
  let test: FhirTest;
  beforeAll(async () => {
    test = await openFhirTest();
  }, 60_000);
  afterAll(() => test.close());

  it('answers every path in JSON, and 406 where another form is wanted ("Content Types and encodings")', async () => {
    for (const path of [
      'metadata',
      'Observation',
      `Observation/${test.ids.weight}`,
      `Observation/${test.ids.weight}/_history`,
    ]) {
      expect((await test.get(path, { accept: 'application/fhir+json' })).headers['content-type']).toBe(
        'application/fhir+json; charset=utf-8',
      );
      expect([path, ...told(await test.get(path, { accept: 'application/fhir+xml' }))]).toEqual([
        path,
        406,
        'not-supported',
      ]);
      const mark = path.includes('?') ? '&' : '?';
      expect((await test.get(`${path}${mark}_format=json`, { accept: 'application/fhir+xml' })).status).toBe(200);
      expect((await test.get(`${path}${mark}_format=xml`)).status).toBe(406);
    }
  });

  it('takes FHIR JSON in UTF-8, and says 415 to anything else ("Content Types and encodings")', async () => {
    const sent = (type: string) => test.call('POST', 'Observation', pulse(test.person), { 'content-type': type });
    for (const type of [
      'application/fhir+json',
      'application/json',
      'application/fhir+json; charset=utf-8',
      'application/fhir+json; fhirVersion=4.0',
    ])
      expect([type, (await sent(type)).status]).toEqual([type, 201]);
    for (const type of [
      'application/fhir+xml',
      'text/plain',
      'application/fhir+json; charset=utf-16',
      'application/ld+json',
    ]) {
      const answer = await sent(type);
      expect([type, answer.status]).toEqual([type, 415]);
      expect(outcome(answer).resourceType).toBe('OperationOutcome');
    }
  });

  it('says which methods a place has when it is asked with another (RFC 9110, 15.5.6)', async () => {
    for (const [method, path] of [
      ['POST', `Observation/${test.ids.weight}`],
      ['PATCH', 'Observation'],
      ['DELETE', `Observation/${test.ids.weight}/_history/1`],
    ] as const) {
      const answer = await test.call(method, path);
      expect([method, path, answer.status]).toEqual([method, path, 405]);
      expect(String(answer.headers.allow)).toMatch(/^[A-Z]+(, [A-Z]+)*$/);
      expect(String(answer.headers.allow).split(', ')).not.toContain(method);
      expect(outcome(answer).resourceType).toBe('OperationOutcome');
    }
  });

  it('asks whoever did not log in to do so, alike for what is there and what is not (RFC 9110, 15.5.2)', async () => {
    const there = await test.get(`Observation/${test.ids.weight}`, {}, null);
    const nowhere = await test.get('Observation/0190c0de-0000-7000-8000-000000000001', {}, null);
    expect([there.status, outcome(there).issue[0]?.code]).toEqual([401, 'login']);
    expect(there.text).toBe(nowhere.text);
    for (const [method, path] of [
      ['GET', 'Observation'],
      ['POST', 'Observation'],
      ['POST', ''],
      ['GET', 'Observation/_history'],
      ['DELETE', `Observation/${test.ids.weight}`],
    ] as const)
      expect([path, (await test.call(method, path, undefined, {}, null)).status]).toEqual([path, 401]);
    expect((await test.get('metadata', {}, null)).status).toBe(200);
  });

  it('lets nobody else keep an answer (R4 security, "Caching")', async () => {
    for (const path of [`Observation/${test.ids.weight}`, 'Observation', `Patient/${test.person}`])
      expect(String((await test.get(path)).headers['cache-control'])).toContain('no-store');
  });

  it('gives every refusal as an OperationOutcome with a severity, a code and a sentence (R4 http, "HTTP Status Codes")', async () => {
    for (const answer of [
      await test.get('Observation?date=never'),
      await test.get('Nonsense'),
      await test.get('nowhere/at/all/of/it'),
      await test.get('Observation/$nonsense'),
      await test.call('POST', 'Observation', '{'),
    ]) {
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.headers['content-type']).toBe('application/fhir+json; charset=utf-8');
      for (const issue of outcome(answer).issue) {
        expect(['fatal', 'error', 'warning', 'information']).toContain(issue.severity);
        expect(issue.details?.text.length).toBeGreaterThan(20);
        expect(issue.details?.coding?.[0]?.code).toMatch(/^CW-[A-Z]+-\d{3}$/);
      }
    }
  });
});
