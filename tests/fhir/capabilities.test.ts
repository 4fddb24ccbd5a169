import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FhirTest, openFhirTest } from '../support/fhir-test.ts';
import { pulse, said } from './said.ts';

// R4 http.html, "capabilities"; R4 capabilitystatement.html.

interface Statement {
  readonly resourceType: string;
  readonly kind: string;
  readonly fhirVersion: string;
  readonly format: readonly string[];
  readonly patchFormat?: readonly string[];
  readonly rest: readonly [
    {
      readonly resource: readonly {
        readonly type: string;
        readonly interaction: readonly { readonly code: string }[];
        readonly searchParam?: readonly { readonly name: string; readonly type: string }[];
        readonly operation?: readonly { readonly name: string }[];
        readonly [flag: string]: unknown;
      }[];
      readonly interaction?: readonly { readonly code: string }[];
      readonly operation?: readonly { readonly name: string }[];
    },
  ];
}

describe('what the server says that it can do over FHIR', () => {
  let test: FhirTest;
  let statement: Statement;
  beforeAll(async () => {
    test = await openFhirTest();
    statement = JSON.parse((await test.get('metadata', {}, null)).text);
  }, 60_000);
  afterAll(() => test.close());

  const of = (type: string) => {
    const found = statement.rest[0].resource.find((one) => one.type === type);
    if (found === undefined) throw new Error(`${type} is not in the statement`);
    return found;
  };

  it('is one server for R4 in JSON', () => {
    expect(statement).toMatchObject({ resourceType: 'CapabilityStatement', kind: 'instance', fhirVersion: '4.0.1' });
    expect(statement.format).toContain('application/fhir+json');
    expect(statement.patchFormat).toEqual(['application/json-patch+json']);
  });

  /** How each interaction is asked for, and what no server says that has it. */
  const TRIES: Readonly<Record<string, (type: string, id: string) => Promise<{ readonly status: number }>>> = {
    read: (type, id) => test.get(`${type}/${id}`),
    vread: (type, id) => test.get(`${type}/${id}/_history/1`),
    'history-instance': (type, id) => test.get(`${type}/${id}/_history`),
    'history-type': (type) => test.get(`${type}/_history`),
    'search-type': (type) => test.get(type),
    create: () => test.call('POST', 'Observation', pulse(test.person)),
    update: (type, id) => test.call('PUT', `${type}/${id}`, pulse(test.person, { id })),
    patch: (type, id) =>
      test.call('PATCH', `${type}/${id}`, '[{"op":"replace","path":"/status","value":"amended"}]', {
        'content-type': 'application/json-patch+json',
      }),
    delete: (type, id) => test.call('DELETE', `${type}/${id}`),
  };

  it('has every interaction that it names, and names every one that it has', async () => {
    const named = of('Observation').interaction.map(({ code }) => code);
    expect([...named].sort()).toEqual(Object.keys(TRIES).sort());
    for (const [code, ask] of Object.entries(TRIES)) {
      const { id } = said(await test.call('POST', 'Observation', pulse(test.person)));
      expect([code, (await ask('Observation', id)).status < 300]).toEqual([code, true]);
    }
  });

  it('has every type that it names for search', async () => {
    for (const { type } of statement.rest[0].resource)
      expect([type, (await test.get(`${type}?_count=1`)).status]).toEqual([type, 200]);
  });

  it('knows every search parameter that it names', async () => {
    const values: Readonly<Record<string, string>> = {
      token: 'a',
      string: 'a',
      date: '2020',
      number: '1',
      quantity: '1',
      uri: 'urn:a',
      reference: 'Patient/0190c0de-0000-7000-8000-000000000001',
    };
    for (const type of ['Observation', 'Patient', 'MedicationRequest', 'Encounter']) {
      const { searchParam = [] } = of(type);
      expect(searchParam.length).toBeGreaterThan(5);
      for (const { name, type: kind } of searchParam) {
        const value = kind === 'composite' ? undefined : values[kind];
        if (value === undefined) continue;
        const answer = await test.get(`${type}?${name}=${encodeURIComponent(value)}&_count=1`, {
          prefer: 'handling=strict',
        });
        expect([type, name, answer.status]).toEqual([type, name, 200]);
      }
    }
  }, 60_000);

  it('names every parameter of R4 for an Observation', () => {
    const names = (of('Observation').searchParam ?? []).map(({ name }) => name);
    for (const name of [
      'code',
      'date',
      'patient',
      'subject',
      'category',
      'status',
      'value-quantity',
      'code-value-quantity',
      'identifier',
      'encounter',
      'based-on',
      'combo-code',
      'component-code',
      'performer',
      '_id',
      '_lastUpdated',
    ])
      expect(names).toContain(name);
  });

  it('says truly that it keeps versions, gives ids itself, and takes conditions', () => {
    expect(of('Observation')).toMatchObject({
      versioning: 'versioned',
      readHistory: true,
      updateCreate: false,
      conditionalCreate: true,
      conditionalUpdate: true,
      conditionalRead: 'full-support',
      conditionalDelete: 'single',
    });
  });

  it('names what is done with the whole: batch, transaction, search', async () => {
    const codes = (statement.rest[0].interaction ?? []).map(({ code }) => code);
    for (const code of ['batch', 'transaction', 'search-system']) expect(codes).toContain(code);
    for (const type of ['batch', 'transaction'])
      expect((await test.call('POST', '', { resourceType: 'Bundle', type })).status).toBe(200);
  });

  it('does not offer what is not there', async () => {
    const operations = [
      ...(statement.rest[0].operation ?? []),
      ...statement.rest[0].resource.flatMap(({ operation = [] }) => operation),
    ].map(({ name }) => name);
    expect(operations).not.toContain('graphql');
    expect((await test.call('POST', '$graphql', {})).status).toBe(404);
    expect((await test.get('Observation/$nonsense')).status).toBe(404);
  });
});
