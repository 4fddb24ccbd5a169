import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FhirTest, openFhirTest } from '../support/fhir-test.ts';
import { bundle, linkOf, matches, outcome, pulse, said, told } from './said.ts';

// R4 search.html. Whether each parameter finds what it should is proved apart (fhir-search); here is how a search is asked
// for and answered.

describe('the rules of searches over FHIR', () => {
  let test: FhirTest;
  let ids: string[];
  beforeAll(async () => {
    test = await openFhirTest();
    ids = [];
    for (const day of ['01', '02', '03'])
      ids.push(
        said(await test.call('POST', 'Observation', pulse(test.person, { effectiveDateTime: `2021-03-${day}` }))).id,
      );
  }, 60_000);
  afterAll(() => test.close());

  const find = async (query: string) => bundle(await test.get(query));
  const PULSE = 'Observation?code=8867-4';

  it('answers with a searchset, whose entries say why they are there and where they are ("Search": 3.1.1.3)', async () => {
    const answer = await test.get(PULSE);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/fhir+json; charset=utf-8']);
    const found = bundle(answer);
    expect([found.resourceType, found.type]).toEqual(['Bundle', 'searchset']);
    expect([...matches(found)].sort()).toEqual([...ids].sort());
    for (const { fullUrl, search, resource } of found.entry ?? []) {
      expect(search).toEqual({ mode: 'match' });
      expect(fullUrl).toMatch(new RegExp(`^https?://.+/fhir/R4/Observation/${resource?.id}$`));
    }
  });

  it('takes the same in the body of a POST ("Introduction": GET and POST)', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const posted = bundle(await test.call('POST', 'Observation/_search', 'code=8867-4&_sort=date', form));
    expect(matches(posted)).toEqual(matches(await find(`${PULSE}&_sort=date`)));
    const both = bundle(await test.call('POST', 'Observation/_search?code=8867-4', 'date=2021-03-02', form));
    expect(matches(both)).toEqual([ids[1]]);
    const system = bundle(await test.call('POST', '_search', `_type=Observation&_id=${ids[0]}`, form));
    expect(matches(system)).toEqual([ids[0]]);
    expect((await test.call('POST', 'Observation/_search', '{}', { 'content-type': 'application/json' })).status).toBe(
      415,
    );
  });

  it('says in self what was understood ("Server Conformance": 3.1.1.6)', async () => {
    const strict = await find(`${PULSE}&date=ge2021-03-02&_count=2`);
    const self = new URL(linkOf(strict, 'self') ?? '');
    expect(Object.fromEntries(self.searchParams)).toMatchObject({ code: '8867-4', date: 'ge2021-03-02', _count: '2' });
    const lenient = bundle(await test.get(`${PULSE}&nonsense=1`, { prefer: 'handling=lenient' }));
    expect(matches(lenient)).toHaveLength(3);
    expect(linkOf(lenient, 'self')).not.toContain('nonsense');
    // R4 search, 3.1.1.6: what was passed over can be told in an entry of mode outcome.
    for (const { search, resource } of lenient.entry ?? [])
      if (search?.mode === 'outcome') expect(resource?.resourceType).toBe('OperationOutcome');
  });

  it('refuses an unknown parameter where the client wants it so ("Server Conformance": handling=strict)', async () => {
    const answer = await test.get(`${PULSE}&nonsense=1`, { prefer: 'handling=strict' });
    expect(answer.status).toBe(400);
    expect(answer.text).not.toContain('nonsense=1');
    expect(outcome(answer).issue[0]).toMatchObject({ severity: 'error', code: 'not-supported' });
  });

  it('does not pass over a condition that it cannot read, lenient or not ("Handling Errors": 3.1.1.3)', async () => {
    for (const query of ['date=yesterday', 'date=zz2021', 'value-quantity=a', 'code:nonsense=1', 'date:exact=2021'])
      for (const prefer of ['handling=lenient', 'handling=strict'])
        expect([query, (await test.get(`Observation?${query}`, { prefer })).status]).toEqual([query, 400]);
  });

  it('finds nothing without an error where nothing is ("Handling Errors")', async () => {
    const nothing = await find('Observation?code=nothing');
    expect([nothing.type, nothing.entry, linkOf(nothing, 'next')]).toEqual(['searchset', undefined, undefined]);
    expect((await find('Observation?patient=0190c0de-0000-7000-8000-000000000001')).entry).toBeUndefined();
  });

  it('counts when it is asked to, and only then ("Number of Resources": _total)', async () => {
    expect((await find(PULSE)).total).toBeUndefined();
    expect((await find(`${PULSE}&_total=none`)).total).toBeUndefined();
    expect((await find(`${PULSE}&_total=accurate&_count=1`)).total).toBe(3);
    // Only matches are counted.
    expect((await find(`${PULSE}&_total=accurate&_include=Observation:subject`)).total).toBe(3);
  });

  it('gives the number alone for _summary=count and _count=0 ("Summary", "Page Count")', async () => {
    for (const how of ['_summary=count', '_count=0']) {
      const counted = await find(`${PULSE}&${how}`);
      expect([how, counted.total, counted.entry, linkOf(counted, 'next')]).toEqual([how, 3, undefined, undefined]);
    }
  });

  it('never gives more matches than _count, whatever is included ("Page Count")', async () => {
    const page = await find(`${PULSE}&_count=2&_include=Observation:subject`);
    expect(matches(page)).toHaveLength(2);
    const included = (page.entry ?? []).filter(({ search }) => search?.mode === 'include');
    expect(included.map(({ resource }) => `${resource?.resourceType}/${resource?.id}`)).toContain(
      `Patient/${test.person}`,
    );
  });

  it('gives each resource once, a match as a match ("Including other resources": 3.1.1.5.4)', async () => {
    const { entry = [] } = await find(
      'Observation?_include=Observation:subject&_revinclude=Provenance:target&_count=50',
    );
    const urls = entry.map(({ fullUrl }) => fullUrl);
    expect(new Set(urls).size).toBe(urls.length);
  });

  it('sorts, by several things, either way ("Sorting")', async () => {
    expect(matches(await find(`${PULSE}&_sort=date`))).toEqual(ids);
    expect(matches(await find(`${PULSE}&_sort=-date`))).toEqual([...ids].reverse());
    expect(matches(await find(`${PULSE}&_sort=status,-date`))).toEqual([...ids].reverse());
    expect((await test.get(`${PULSE}&_sort=nonsense`, { prefer: 'handling=strict' })).status).toBe(400);
  });

  it('wants all of several parameters, and one of several values ("Composite", 3.1.1.3: AND and OR)', async () => {
    expect(matches(await find(`${PULSE}&_sort=date&date=2021-03-01,2021-03-03`))).toEqual([ids[0], ids[2]]);
    expect(matches(await find(`${PULSE}&date=ge2021-03-02&date=le2021-03-02`))).toEqual([ids[1]]);
  });

  it('gives a part of each, marked as such ("Summary", "Elements": SUBSETTED)', async () => {
    const parts = await find(`${PULSE}&_elements=status,code`);
    for (const { resource } of parts.entry ?? []) {
      expect(Object.keys(resource ?? {}).sort()).toEqual(['code', 'id', 'meta', 'resourceType', 'status']);
      expect(resource?.meta.tag?.map(({ code }) => code)).toContain('SUBSETTED');
    }
    const short = await find('Condition?_summary=true');
    expect(short.entry?.[0]?.resource?.meta.tag?.map(({ code }) => code)).toContain('SUBSETTED');
    const read = said(await test.get(`Observation/${ids[0]}?_elements=status`));
    expect(Object.keys(read)).not.toContain('valueQuantity');
    expect(read.meta.tag?.map(({ code }) => code)).toContain('SUBSETTED');
    expect(said(await test.get(`Observation/${ids[0]}?_summary=false`)).valueQuantity).toBeDefined();
  });

  it('searches several types at once, by what all of them have ("Introduction": all resource types)', async () => {
    const found = await find('?_type=Observation,Condition&_count=50');
    const types = new Set((found.entry ?? []).map(({ resource }) => resource?.resourceType));
    expect([...types].sort()).toEqual(['Condition', 'Observation']);
    expect((await test.get('?_type=Nonsense')).status).toBeGreaterThanOrEqual(400);
  });

  it('reads a compartment of a person', async () => {
    expect(matches(await find(`Observation?patient=${test.person}&code=8867-4`))).toHaveLength(3);
    expect(matches(await find(`Observation?subject=Patient/${test.person}&code=8867-4`))).toHaveLength(3);
    expect(matches(await find('Observation?subject:Patient.name=Lovelace&code=8867-4'))).toHaveLength(3);
    expect(matches(await find('Patient?_has:Observation:patient:code=8867-4'))).toContain(test.person);
  });

  it('tells a stranger of nothing, by result, total or text', async () => {
    const there = await test.get(`Observation?_id=${ids[0]}&_total=accurate`, {}, test.stranger);
    const nowhere = await test.get(
      'Observation?_id=0190c0de-0000-7000-8000-000000000001&_total=accurate',
      {},
      test.stranger,
    );
    expect([there.status, there.text.replaceAll(ids[0] ?? '', 'ID')]).toEqual([
      nowhere.status,
      nowhere.text.replaceAll('0190c0de-0000-7000-8000-000000000001', 'ID'),
    ]);
    expect(bundle(there)).toMatchObject({ total: 0 });
    expect(told(await test.get(`Observation/${ids[0]}`, {}, test.stranger))[0]).toBe(404);
  });
});
