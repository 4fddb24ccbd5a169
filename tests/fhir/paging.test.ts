import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FhirTest, openFhirTest } from '../support/fhir-test.ts';
import { bundle, linkOf, matches, pulse, said, told } from './said.ts';

// R4 http.html, "Paging", and R4 search.html, "Page Count".

describe('pages of a search over FHIR', () => {
  let test: FhirTest;
  let ids: string[];
  beforeAll(async () => {
    test = await openFhirTest();
    const days = Array.from({ length: 12 }, (_, at) => `2021-04-${String(at + 1).padStart(2, '0')}`);
    ids = [];
    for (const day of days)
      ids.push(said(await test.call('POST', 'Observation', pulse(test.person, { effectiveDateTime: day }))).id);
  }, 60_000);
  afterAll(() => test.close());

  const under = (url: string | undefined): string => (url ?? '').replace(/^.*\/fhir\/R4\//, '');

  /** All ids by the links alone; `between` after each page. */
  async function walk(path: string, between: (page: number) => Promise<unknown> = async () => undefined) {
    const seen: string[] = [];
    for (let next = path, page = 1; next !== '' && page < 40; page += 1) {
      const found = bundle(await test.get(next));
      seen.push(...matches(found));
      next = under(linkOf(found, 'next'));
      await between(page);
    }
    return seen;
  }

  it('leads by its links through everything once', async () => {
    for (const count of [1, 3, 5, 12, 50])
      expect(await walk(`Observation?code=8867-4&_sort=date&_count=${count}`)).toEqual(ids);
    expect([...(await walk('Observation?code=8867-4&_count=5'))].sort()).toEqual([...ids].sort());
  });

  it('has no next on the last page, and a self on each', async () => {
    const all = bundle(await test.get('Observation?code=8867-4&_count=12'));
    expect(linkOf(all, 'next')).toBeUndefined();
    expect(linkOf(all, 'self')).toContain('code=8867-4');
  });

  it('neither repeats nor loses what was there, while others are written and taken away', async () => {
    const added: string[] = [];
    const seen = await walk('Observation?code=8867-4&_sort=date&_count=3', async (page) => {
      // One before the place where the reader is, one behind it, and one taken away that was read.
      for (const day of ['2021-01-01', '2021-12-31'])
        added.push(said(await test.call('POST', 'Observation', pulse(test.person, { effectiveDateTime: day }))).id);
      if (page === 1) expect((await test.call('DELETE', `Observation/${ids[0]}`)).status).toBeLessThan(300);
    });
    expect(seen.filter((id) => ids.includes(id))).toEqual(ids);
    expect(new Set(seen).size).toBe(seen.length);
    for (const id of added) await test.call('DELETE', `Observation/${id}`);
    await test.call(
      'PUT',
      `Observation/${ids[0]}`,
      pulse(test.person, { id: ids[0], effectiveDateTime: '2021-04-01' }),
    );
  });

  it('refuses a cursor that was altered, or belongs to another search', async () => {
    const next = linkOf(bundle(await test.get('Observation?code=8867-4&_count=3')), 'next') ?? '';
    const cursor = new URL(next).searchParams.get('_cursor') ?? '';
    expect(cursor.length).toBeGreaterThan(10);
    const flipped = `${cursor.slice(0, -4)}${cursor.endsWith('AAAA') ? 'BBBB' : 'AAAA'}`;
    for (const path of [
      `Observation?code=8867-4&_count=3&_cursor=${encodeURIComponent(flipped)}`,
      `Observation?code=29463-7&_count=3&_cursor=${encodeURIComponent(cursor)}`,
      `Condition?_cursor=${encodeURIComponent(cursor)}`,
      'Observation?_cursor=1',
    ])
      expect([path, ...told(await test.get(path))]).toEqual([path, 400, 'invalid']);
  });

  it('opens nothing to somebody else who has the link', async () => {
    const next = under(linkOf(bundle(await test.get('Observation?code=8867-4&_count=3')), 'next'));
    const answer = await test.get(next, {}, test.stranger);
    expect(answer.text).not.toContain(test.person);
    expect(answer.text).not.toContain('8867-4"');
    if (answer.status === 200) expect(matches(bundle(answer))).toEqual([]);
  });

  it('says by _count what a page may hold, and refuses what is no number', async () => {
    expect(matches(bundle(await test.get('Observation?_count=1000')))).toHaveLength(13);
    for (const count of ['-1', 'many', '1.5']) expect((await test.get(`Observation?_count=${count}`)).status).toBe(400);
  });
});
