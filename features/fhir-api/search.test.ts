import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FhirTest, openFhirTest } from '../../tests/support/fhir-test.ts';

interface Bundle {
  readonly type: string;
  readonly total?: number;
  readonly link: readonly { readonly relation: string; readonly url: string }[];
  readonly entry?: readonly {
    readonly fullUrl?: string;
    readonly resource: { readonly resourceType: string; readonly id: string };
    readonly search: { readonly mode: string };
  }[];
}

describe('searching over FHIR', () => {
  let test: FhirTest;
  beforeAll(async () => {
    test = await openFhirTest();
    for (let day = 1; day <= 7; day += 1) await put(day);
  }, 60_000);
  afterAll(() => test.close());

  const put = (day: number) =>
    test.call('POST', 'Observation', {
      resourceType: 'Observation',
      status: 'final',
      code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] },
      subject: { reference: `Patient/${test.person}` },
      effectiveDateTime: `2021-03-0${day}`,
      valueQuantity: { value: 60 + day, unit: '/min' },
    });
  const bundle = async (path: string, token?: string): Promise<Bundle> => {
    const { status, text } = await test.get(path, {}, token);
    if (status !== 200) throw new Error(`${status} ${text}`);
    return JSON.parse(text);
  };
  const idsOf = ({ entry = [] }: Bundle): string[] => entry.map(({ resource }) => resource.id);
  const next = ({ link }: Bundle): string | undefined =>
    link.find(({ relation }) => relation === 'next')?.url.split('/fhir/R4/')[1];

  it('gives a Bundle of what fits, byte for byte, with its address (R4 search, 3.1.1.3)', async () => {
    const { text } = await test.get('Observation?code=http://loinc.org|29463-7');
    expect(text).toContain('"value":72.50');
    expect(JSON.parse(text)).toMatchObject({
      resourceType: 'Bundle',
      type: 'searchset',
      entry: [
        {
          fullUrl: expect.stringMatching(new RegExp(`^http.*/fhir/R4/Observation/${test.ids.weight}$`)),
          resource: { id: test.ids.weight },
          search: { mode: 'match' },
        },
      ],
    });
  });

  it('goes through all pages by the link next, without one twice, also while others come in', async () => {
    const seen: string[] = [];
    let page = await bundle('Observation?code=8867-4&_count=3');
    for (;;) {
      seen.push(...idsOf(page));
      const path = next(page);
      if (path === undefined) break;
      if (seen.length === 3) await put(9);
      page = await bundle(path);
    }
    expect(seen).toHaveLength(7);
    expect(new Set(seen).size).toBe(7);
  });

  it('says in the link self what was understood', async () => {
    const { link, entry } = await bundle('Observation?code=8867-4&nonsense=1&_count=1');
    expect(link[0]).toMatchObject({
      relation: 'self',
      url: expect.stringMatching(/Observation\?code=8867-4&_count=1$/),
    });
    expect(entry?.at(-1)).toMatchObject({
      resource: { resourceType: 'OperationOutcome', issue: [{ severity: 'warning', diagnostics: 'nonsense' }] },
      search: { mode: 'outcome' },
    });
  });

  it('refuses what it does not know when the caller is strict (R4 search, 3.1.1.2)', async () => {
    const answer = await test.get('Observation?nonsense=1', { prefer: 'handling=strict' });
    expect([answer.status, JSON.parse(answer.text).issue[0].expression]).toEqual([400, ['http.nonsense']]);
    expect((await test.get('Observation?date=never')).status).toBe(400);
  });

  it('takes the parameters in the body, too (R4 search, 3.1.1.1)', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const posted = await test.call('POST', 'Observation/_search?_count=2', 'code=8867-4&_sort=date', form);
    expect(idsOf(JSON.parse(posted.text))).toEqual(idsOf(await bundle('Observation?code=8867-4&_sort=date&_count=2')));
    expect((await test.call('POST', '_search', '_type=Condition', form)).text).toContain(test.ids.condition);
    expect((await test.call('POST', 'Observation/_search', '{}', {})).status).toBe(415);
  });

  it('counts when asked to (R4 search, 3.1.1.4.3)', async () => {
    expect((await bundle('Observation?code=29463-7')).total).toBeUndefined();
    expect((await bundle('Observation?code=29463-7&_total=accurate')).total).toBe(1);
    expect(await bundle('Observation?code=29463-7&_summary=count')).toMatchObject({ total: 1 });
    expect((await bundle('Observation?code=29463-7&_summary=count')).entry).toBeUndefined();
  });

  it('searches several types at once', async () => {
    const both = await bundle('?_type=Condition,Observation&_count=100');
    expect(idsOf(both)).toEqual(expect.arrayContaining([test.ids.condition, test.ids.weight]));
  });

  it('shows as much of a resource as was asked for', async () => {
    const { entry } = await bundle('Observation?code=29463-7&_elements=status');
    expect(Object.keys(entry?.[0]?.resource ?? {}).sort()).toEqual(['code', 'id', 'meta', 'resourceType', 'status']);
    const text = await bundle('Observation?code=29463-7&_summary=text');
    expect(text.entry?.[0]?.resource).not.toHaveProperty('valueQuantity');
  });

  it('finds the person by what the household and the clinic call them, once', async () => {
    for (const query of [
      '',
      '?name=lovelace',
      '?name=ada',
      `?_id=${test.person}`,
      '?birthdate=1815-12-10',
      '?gender=female',
    ])
      expect(idsOf(await bundle(`Patient${query}`)), query).toEqual([test.person]);
    for (const query of ['?name=byron', '?birthdate=1816', `?_id=${test.ids.weight}`])
      expect(idsOf(await bundle(`Patient${query}`)), query).toEqual([]);
  });

  it('finds what is about a person, and the person with it', async () => {
    const page = await bundle(`Observation?patient=${test.person}&code=29463-7&_include=Observation:subject`);
    expect(page.entry?.map(({ resource, search }) => [resource.id, search.mode])).toEqual([
      [test.ids.weight, 'match'],
      [test.person, 'include'],
    ]);
    const reverse = await bundle(`Patient?_id=${test.person}&_revinclude=Condition:patient`);
    expect(idsOf(reverse)).toEqual([test.person, test.ids.condition]);
    expect(idsOf(await bundle('Condition?patient.name=lovelace'))).toEqual([test.ids.condition]);
    expect(idsOf(await bundle('Patient?_has:Observation:patient:code=29463-7'))).toEqual([test.person]);
    expect(idsOf(await bundle('Patient?_has:Observation:patient:code=none'))).toEqual([]);
  });

  it('gives somebody else the same for a record that is there and one that is not', async () => {
    for (const [there, nowhere] of [
      [
        `Observation?patient=${test.person}&_total=accurate`,
        'Observation?patient=0190c0de-0000-7000-8000-000000000001&_total=accurate',
      ],
      [`Patient?_id=${test.person}`, 'Patient?_id=0190c0de-0000-7000-8000-000000000001'],
    ] as const) {
      const one = await bundle(there, test.stranger);
      const other = await bundle(nowhere, test.stranger);
      expect(one.entry).toBeUndefined();
      expect({ ...one, link: [] }).toEqual({ ...other, link: [] });
    }
    expect((await bundle('Observation', test.stranger)).entry).toBeUndefined();
  });

  it('leaves one line for each answer', async () => {
    const lines = await test.linesOf(() => test.get('Observation?code=29463-7'));
    expect(lines).toMatchObject([{ action: 'search', outcome: 'permitted', count: 1 }]);
  });

  it('refuses a cursor that it did not give', async () => {
    const page = await bundle('Observation?code=8867-4&_count=3');
    const cursor = new URL(`http://x/${next(page)}`).searchParams.get('_cursor') ?? '';
    for (const wrong of ['x', `${cursor}x`, cursor.slice(0, -3)])
      expect((await test.get(`Observation?code=8867-4&_count=3&_cursor=${wrong}`)).status).toBe(400);
    expect((await test.get(`Observation?code=other&_count=3&_cursor=${cursor}`)).status).toBe(400);
  });
});

describe('searching several people’s records', () => {
  let test: FhirTest;
  let other: string;
  beforeAll(async () => {
    test = await openFhirTest();
    other = (await test.json<{ id: string }>('POST', '/api/people', { name: 'Zoe', relation: 'custodian' })).id;
    for (let day = 1; day <= 5; day += 1)
      await test.call('POST', 'Observation', {
        resourceType: 'Observation',
        status: 'final',
        code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }] },
        subject: { reference: `Patient/${other}` },
        effectiveDateTime: `2021-03-0${day}`,
      });
  }, 60_000);
  afterAll(() => test.close());

  it('goes through one after the other, and counts all', async () => {
    const seen: string[] = [];
    let path: string | undefined = 'Observation?code=29463-7&_count=2&_total=accurate';
    for (let pages = 0; path !== undefined && pages < 10; pages += 1) {
      const page: Bundle = JSON.parse((await test.get(path)).text);
      expect(page.total).toBe(6);
      expect(page.entry?.length ?? 0).toBeLessThanOrEqual(2);
      seen.push(...(page.entry ?? []).map(({ resource }) => resource.id));
      path = page.link.find(({ relation }) => relation === 'next')?.url.split('/fhir/R4/')[1];
    }
    expect(new Set(seen).size).toBe(6);
    expect(seen).toHaveLength(6);
  });

  it('looks into one record alone when the search names its person', async () => {
    const lines = await test.linesOf(() => test.get(`Observation?patient=Patient/${other}`));
    expect(lines).toMatchObject([{ record: other, count: 5 }]);
    expect(lines).toHaveLength(1);
  });

  it('lists the people in the order that is asked for', async () => {
    const people = async (query: string): Promise<string[]> =>
      JSON.parse((await test.get(`Patient${query}`)).text).entry.map(
        (one: { resource: { id: string } }) => one.resource.id,
      );
    expect(await people('?_sort=name')).toEqual([test.person, other]);
    expect(await people('?_sort=-name')).toEqual([other, test.person]);
    const first = JSON.parse((await test.get('Patient?_count=1&_sort=-name')).text);
    const next = first.link[1].url.split('/fhir/R4/')[1];
    expect(JSON.parse((await test.get(next)).text).entry).toMatchObject([{ resource: { id: test.person } }]);
  });
});
