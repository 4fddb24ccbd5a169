import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FhirTest, openFhirTest } from '../support/fhir-test.ts';
import { bundle, linkOf, pulse, type SaidBundle, said } from './said.ts';

// R4 http.html, "history", and R4 bundle.html, "History".

describe('history over FHIR', () => {
  let test: FhirTest;
  let id: string;
  beforeAll(async () => {
    test = await openFhirTest();
    ({ id } = said(await test.call('POST', 'Observation', pulse(test.person))));
    for (const status of ['amended', 'corrected'])
      await test.call('PUT', `Observation/${id}`, pulse(test.person, { id, status }));
    await test.call('DELETE', `Observation/${id}`);
  }, 60_000);
  afterAll(() => test.close());

  const under = (url: string | undefined): string => (url ?? '').replace(/^.*\/fhir\/R4\//, '');
  const methods = ({ entry = [] }: SaidBundle) => entry.map(({ request }) => request?.method);

  it('lists every version of a resource, newest first, with what was done ("history")', async () => {
    const answer = await test.get(`Observation/${id}/_history`);
    expect(answer.status).toBe(200);
    const history = bundle(answer);
    expect(history.type).toBe('history');
    expect(methods(history)).toEqual(['DELETE', 'PUT', 'PUT', 'POST']);
    const { entry = [] } = history;
    expect(entry.map(({ resource }) => resource?.status)).toEqual([undefined, 'corrected', 'amended', 'final']);
    expect(entry.slice(1).map(({ resource }) => resource?.meta.versionId)).toEqual(['3', '2', '1']);
    // R4 bundle, bdl-3 and bdl-4: request and response in every entry.
    for (const { request, response, fullUrl } of entry) {
      expect(request?.url).toContain('Observation');
      expect(response?.status).toMatch(/^2\d\d/);
      expect(fullUrl).toMatch(new RegExp(`/fhir/R4/Observation/${id}$`));
    }
  });

  it('goes page by page, and no version twice ("history": _count, "Paging")', async () => {
    const seen: string[] = [];
    let pages = 0;
    for (let path = `Observation/${id}/_history?_count=1`; path !== ''; pages += 1) {
      const page = bundle(await test.get(path));
      seen.push(...(page.entry ?? []).map(({ request, resource }) => `${request?.method} ${resource?.meta.versionId}`));
      path = under(linkOf(page, 'next'));
      expect(pages).toBeLessThan(6);
    }
    expect(seen).toEqual(['DELETE undefined', 'PUT 3', 'PUT 2', 'POST 1']);
  });

  it('can be asked since a moment ("history": _since)', async () => {
    const { entry = [] } = bundle(await test.get(`Observation/${id}/_history`));
    const since = entry[1]?.resource?.meta.lastUpdated ?? '';
    const later = bundle(await test.get(`Observation/${id}/_history?_since=${encodeURIComponent(since)}`));
    expect(methods(later)).toEqual(['DELETE', 'PUT']);
    const future = bundle(await test.get(`Observation/${id}/_history?_since=2100-01-01T00:00:00Z`));
    expect(future.entry).toBeUndefined();
    expect((await test.get(`Observation/${id}/_history?_since=yesterday`)).status).toBe(400);
  });

  it('is kept of a type, too ("history": type)', async () => {
    const history = bundle(await test.get('Observation/_history?_count=100'));
    const ours = (history.entry ?? []).filter(({ fullUrl = '' }) => fullUrl.endsWith(id));
    expect(ours.map(({ request }) => request?.method)).toEqual(['DELETE', 'PUT', 'PUT', 'POST']);
    const times = (history.entry ?? []).map(({ resource, response }) =>
      Date.parse(resource?.meta.lastUpdated ?? response?.lastModified ?? ''),
    );
    expect(times).toEqual([...times].sort((a, b) => b - a));
    for (const { fullUrl = '' } of history.entry ?? []) expect(fullUrl).toContain('/Observation/');
  });

  it('tells somebody who has nothing to do with the person what it tells of nothing', async () => {
    const there = await test.get(`Observation/${id}/_history`, {}, test.stranger);
    const nowhere = await test.get('Observation/0190c0de-0000-7000-8000-000000000001/_history', {}, test.stranger);
    expect([there.status, there.text]).toEqual([404, nowhere.text]);
    expect(bundle(await test.get('Observation/_history', {}, test.stranger)).entry).toBeUndefined();
  });
});
