import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FhirTest, openFhirTest } from '../../../tests/support/fhir-test.ts';

interface Manifest {
  readonly transactionTime: string;
  readonly request: string;
  readonly requiresAccessToken: boolean;
  readonly output: readonly { readonly type: string; readonly url: string; readonly count: number }[];
  readonly error: readonly unknown[];
}

const ASYNC = { prefer: 'respond-async', accept: 'application/fhir+json' };

describe('an export over FHIR (Bulk Data 2.0)', () => {
  let test: FhirTest;
  beforeAll(async () => {
    test = await openFhirTest({ CHARTWARDEN_LIMIT_REQUESTS_PER_MINUTE: '0' });
  }, 60_000);
  afterAll(() => test.close());

  const inside = (url: unknown): string => String(url).replace(/^.*\/fhir\/R4\//, '');
  const begin = async (path: string, by?: string, headers = {}): Promise<string> => {
    const answer = await test.get(path, { ...ASYNC, ...headers }, by);
    expect([answer.status, answer.text]).toEqual([202, '']);
    return inside(answer.headers['content-location']);
  };
  const ended = async (status: string): Promise<Manifest> => {
    for (let tries = 0; tries < 200; tries += 1) {
      const answer = await test.get(status);
      if (answer.status === 200) return JSON.parse(answer.text);
      expect([answer.status, answer.headers['x-progress'], answer.headers['retry-after']]).toEqual([
        202,
        'in progress',
        '2',
      ]);
      await sleep(25);
    }
    throw new Error('the export did not end');
  };
  const remove = (status: string) => test.call('DELETE', status);
  const linesOf = (text: string) =>
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));

  it('is answered later, by a list of files that hold what was received', async () => {
    const status = await begin(`Patient/${test.person}/$export`);
    const manifest = await ended(status);
    expect(manifest).toMatchObject({ requiresAccessToken: true, error: [] });
    expect(manifest.request).toMatch(new RegExp(`/fhir/R4/Patient/${test.person}/\\$export$`));
    expect(Date.parse(manifest.transactionTime)).toBeLessThanOrEqual(Date.now());
    expect(manifest.output.map(({ type, count }) => [type, count])).toEqual([
      ['Patient', 2],
      ['Condition', 1],
      ['Observation', 1],
    ]);
    for (const { type, url, count } of manifest.output) {
      const file = await test.get(inside(url));
      expect([file.status, file.headers['content-type']]).toEqual([200, 'application/fhir+ndjson']);
      const lines = linesOf(file.text);
      expect(lines.map((one) => one.resourceType)).toEqual(Array.from({ length: count }, () => type));
      if (type === 'Observation') expect(file.text).toContain('"value":72.50');
      if (type === 'Patient') expect(lines[0].id).toBe(test.person);
    }
    expect((await remove(status)).status).toBe(202);
    for (const gone of [status, inside(manifest.output[0]?.url)]) expect((await test.get(gone)).status).toBe(404);
  });

  it('is of everybody whom the caller may export, or of those whom a body names', async () => {
    const { id } = await test.json<{ id: string }>('POST', '/api/people', { name: 'Bea', relation: 'custodian' });
    const all = await begin('Patient/$export?_type=Patient');
    expect((await ended(all)).output.map(({ count }) => count).sort()).toEqual([1, 2]);
    const parameter = [{ name: 'patient', valueReference: { reference: `Patient/${id}` } }];
    const answer = await test.call('POST', 'Patient/$export', { resourceType: 'Parameters', parameter }, ASYNC);
    const one = inside(answer.headers['content-location']);
    expect((await ended(one)).output.map(({ type, count }) => [type, count])).toEqual([['Patient', 1]]);
    await Promise.all([all, one].map(remove));
  });

  it('is limited to types and to what was stored since then', async () => {
    const types = await begin(`Patient/${test.person}/$export?_type=Condition,Observation&_outputFormat=ndjson`);
    expect((await ended(types)).output.map(({ type }) => type)).toEqual(['Condition', 'Observation']);
    const since = await begin(`Patient/${test.person}/$export?_type=Condition&_since=2100-01-01T00:00:00Z`);
    expect((await ended(since)).output).toEqual([]);
    await Promise.all([types, since].map(remove));
  });

  it.each<[query: string, headers: Record<string, string>, status: number, why: string]>([
    ['', {}, 400, 'without Prefer: respond-async'],
    ['?_outputFormat=csv', ASYNC, 400, 'for another format'],
    ['?_type=Nonsense', ASYNC, 400, 'for a type that is not kept'],
    ['?_since=soon', ASYNC, 400, 'for a time that is none'],
    ['?patient=Practitioner/1', ASYNC, 400, 'for somebody who is no Patient'],
    ['?patient=Patient/1', ASYNC, 404, 'for somebody who is not there'],
    [
      '?_typeFilter=Observation%3Fcode%3D1',
      { prefer: 'respond-async, handling=strict' },
      400,
      'with a filter, told to be strict',
    ],
  ])('is refused: %s, %o, %i, %s', async (query, headers, status, _why) => {
    const answer = await test.get(`Patient/$export${query}`, headers);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toMatchObject({ resourceType: 'OperationOutcome' });
  });

  it('lives without filters that it does not know, and says what it understood', async () => {
    const status = await begin('Patient/$export?_typeFilter=Observation%3Fcode%3D1&_type=Condition');
    expect((await ended(status)).request).toMatch(/\$export\?_type=Condition$/);
    await remove(status);
  });

  it('is nobody else’s, and looks to a stranger as if it were not there', async () => {
    const status = await begin(`Patient/${test.person}/$export`);
    const { output } = await ended(status);
    const missing = await test.get('$export-status/0190c0de-0000-7000-8000-000000000001', {}, test.stranger);
    for (const path of [status, inside(output[0]?.url)]) {
      const answer = await test.get(path, {}, test.stranger);
      expect([answer.status, answer.text]).toEqual([404, missing.text]);
    }
    expect((await test.call('DELETE', status, undefined, {}, test.stranger)).status).toBe(404);
    expect((await test.get(`Patient/${test.person}/$export`, ASYNC, test.stranger)).status).toBe(404);
    expect((await test.get(`${inside(output[0]?.url)}9`)).status).toBe(404);
    await remove(status);
  });

  it('waits, when a person begins it, for their yes to exactly that', async () => {
    const session = await test.logIn('holder@example.org');
    const status = await begin(`Patient/${test.person}/$export`, session);
    const id = status.replace(/^.*\//, '');
    const waiting = await test.get(status, {}, session);
    expect([waiting.status, waiting.headers['x-progress']]).toEqual([202, 'waiting for approval']);
    const draft = await test.json<{ digest: string; persons: object[] }>('GET', `/api/bulk-exports/${id}`);
    expect(draft.persons).toMatchObject([{ id: test.person, name: 'Ada', facts: 3 }]);
    await expect(test.json('POST', `/api/bulk-exports/${id}/approve`, { digest: '0'.repeat(64) })).rejects.toThrow(
      'CW-OPS-016',
    );
    await test.json('POST', `/api/bulk-exports/${id}/approve`, { digest: draft.digest });
    expect((await ended(status)).output).toHaveLength(3);
    await expect(test.json('POST', `/api/bulk-exports/${id}/approve`, { digest: draft.digest })).rejects.toThrow(
      'CW-GATE-012',
    );
    await remove(status);
  });

  it('names every fact in the person’s log before it goes out, and the yes of the program that asked', async () => {
    const lines = await test.linesOf(async () => {
      const status = await begin(`Patient/${test.person}/$export`);
      const { output } = await ended(status);
      for (const { url } of output) await test.get(inside(url));
      await remove(status);
    });
    expect(lines.toReversed().map(({ action, count }) => [action, count])).toEqual([
      ['approve', undefined],
      ['use-approval', undefined],
      ['export-draft', 3],
      ['export', 1],
      ['export', 1],
      ['export', 1],
    ]);
  });

  it('is kept five times for an account, and no more', async () => {
    const kept = [];
    for (let at = 0; at < 5; at += 1) kept.push(await begin(`Patient/${test.person}/$export?_type=Condition`));
    const answer = await test.get('Patient/$export', ASYNC);
    expect([answer.status, JSON.parse(answer.text).issue[0].code]).toEqual([429, 'throttled']);
    for (const status of kept) await remove(status);
  });
});
