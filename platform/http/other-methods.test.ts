import { describe, expect, it } from 'vitest';
import { methodsAt } from './other-methods.ts';
import { OWN, rawRequest, testHttp } from './testing.ts';

const rows = [
  { method: 'GET', url: '/fhir/R4/:type' },
  { method: 'POST', url: '/fhir/R4/:type' },
  { method: 'GET', url: '/fhir/R4/:type/:id' },
  { method: 'POST', url: '/fhir/R4/:type/_search' },
] as const;

describe('the methods of a path (RFC 9110, 15.5.6)', () => {
  it.each([
    ['/fhir/R4/Observation', 'GET, HEAD, POST'],
    ['/fhir/R4/Observation/_search', 'GET, HEAD, POST'],
    ['/fhir/R4/Observation/1', 'GET, HEAD'],
    ['/fhir/R4/Observation/', ''],
    ['/fhir/R4', ''],
    ['/fhir/R4/Observation/1/2', ''],
  ])('of %s are %s', (path, methods) => {
    expect(methodsAt(rows, path).join(', ')).toBe(methods);
  });

  it('are told under /fhir, in an OperationOutcome, and nowhere else', async () => {
    const http = await testHttp();
    const other = await http.inject({ method: 'DELETE', url: '/fhir/R4/Observation/1', headers: OWN });
    const nowhere = await http.inject({ method: 'DELETE', url: '/fhir/R4/not/there', headers: OWN });
    const api = await http.inject({ method: 'DELETE', url: '/api/people/1', headers: OWN });
    expect([other.statusCode, nowhere.statusCode, api.statusCode]).toEqual([405, 404, 404]);
    expect([other.headers.allow, nowhere.headers.allow, api.headers.allow]).toEqual([
      'GET, HEAD',
      undefined,
      undefined,
    ]);
    expect(other.json()).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code: 'not-supported' }] });
    await http.stop();
  });
});

describe('an answer to what is no request', () => {
  it('is an OperationOutcome where the line that came names a path under /fhir', async () => {
    const http = await testHttp();
    const { port } = await http.listen();
    const answer = await rawRequest(port, 'GET /fhir/R4/metadata HTTP/1.1\r\nHost: localhost\r\nA B: c\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('"resourceType":"OperationOutcome"');
    await http.stop();
  });
});
