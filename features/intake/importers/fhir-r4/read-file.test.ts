import { describe, expect, it } from 'vitest';
import { type ReadOutcome, readBytes } from './testing.ts';

const patient = (id: string, more: object = {}): object => ({ resourceType: 'Patient', id, ...more });
const observation = (id: string, more: object = {}): object => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { text: 'x' },
  subject: { reference: 'Patient/p' },
  ...more,
});
const bundle = (type: string, ...entry: object[]): string => JSON.stringify({ resourceType: 'Bundle', type, entry });
const entry = (resource: object, more: object = {}): object => ({ fullUrl: 'urn:uuid:1', resource, ...more });
const told = ({ problems }: ReadOutcome): string[] =>
  problems.map(({ path, severity, code }) => `${severity} ${path} ${code}`);

describe('reading a FHIR file', () => {
  it('gives every resource with its own bytes, and says what the file was', async () => {
    const text = `{ "resourceType": "Bundle", "type": "transaction", "entry": [ { "fullUrl": "urn:uuid:p", "resource": ${JSON.stringify(patient('p'), null, 2)} },\n {"resource":{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueQuantity":{"value":1.50}}} ] }`;
    for (const piece of [5, 65_536]) {
      const read = await readBytes(text, 'b.json', { piece });
      expect(read.facts.map(({ bytes }) => bytes.toString())).toEqual([
        JSON.stringify(patient('p'), null, 2),
        expect.stringContaining('"value":1.50'),
      ]);
      expect(read.facts.map(({ fact }) => [fact.type, fact.path, fact.fullUrl])).toEqual([
        ['Patient', 'entry[0].resource', 'urn:uuid:p'],
        ['Observation', 'entry[1].resource', undefined],
      ]);
      expect(read).toMatchObject({
        recognised: 'FHIR R4 Bundle (transaction), 2 entries',
        isDone: true,
        problems: [],
        refused: undefined,
      });
    }
  });

  it.each<[string, string, string]>([
    [JSON.stringify(patient('a')), 'p.json', 'FHIR R4 Patient'],
    [JSON.stringify([patient('a'), observation('b')]), 'l.json', 'FHIR R4 list, 2 resources'],
    [`${JSON.stringify(patient('a'))}\n`.repeat(1234), 'p.ndjson', 'FHIR R4 NDJSON, 1,234 resources of type Patient'],
    [bundle('searchset', entry(patient('a'))), 'b.json', 'FHIR R4 Bundle (searchset), 1 entry'],
    [bundle('collection'), 'b.json', 'FHIR R4 Bundle (collection), 0 entries'],
  ])('%.30s is recognised', async (text, name, recognised) => {
    expect(await readBytes(text, name)).toMatchObject({ recognised, isDone: true, refused: undefined });
  });

  it('sends facts in batches of fifty, and a large one alone', async () => {
    const many = await readBytes(
      bundle('collection', ...Array.from({ length: 120 }, (_, index) => entry(patient(`p${index}`)))),
    );
    expect(many.facts).toHaveLength(120);
    expect(many.messages).toBe(3 + 2);
    const large = await readBytes(
      bundle(
        'collection',
        entry(patient('a')),
        entry({ resourceType: 'Binary', contentType: 'x', data: 'A'.repeat(3_000_000) }),
        entry(patient('b')),
      ),
    );
    expect(large.facts.map(({ fact }) => fact.type)).toEqual(['Patient', 'Binary', 'Patient']);
  });

  it('keeps and flags what departs from R4, saying where and never what', async () => {
    const read = await readBytes(
      bundle('collection', entry(observation('a', { status: 'secret-value', category: {} })), entry(observation('b'))),
    );
    expect(read.facts.map(({ fact }) => fact.flagged)).toEqual([true, false]);
    expect(told(read)).toEqual(['flagged entry[0].resource CW-FHIR-022']);
    expect(read.problems[0]?.message).toContain('Observation.status: the code is not one of those allowed, and 2 more');
    expect(JSON.stringify(read.problems)).not.toContain('secret-value');
  });

  it('leaves out what is broken and takes the rest', async () => {
    const text = bundle(
      'collection',
      entry(observation('a')),
      entry(observation('b')),
      entry(observation('c')),
    ).replace('"id":"b"', '"id":"b","id":"c"');
    const read = await readBytes(text);
    expect(read.facts.map(({ fact }) => fact.id)).toEqual(['a', 'c']);
    expect(told(read)).toEqual(['refused entry[1].resource.id CW-FHIR-006']);
  });

  it('knows what in a Bundle is no fact', async () => {
    const read = await readBytes(
      bundle(
        'history',
        entry(patient('a', { meta: { versionId: '2' } }), { request: { method: 'PUT', url: 'Patient/a' } }),
        entry(patient('a', { meta: { versionId: '1' } }), { request: { method: 'POST', url: 'Patient' } }),
        { fullUrl: 'x', request: { method: 'DELETE', url: 'Patient/b' } },
        entry({ resourceType: 'OperationOutcome', issue: [] }, { search: { mode: 'outcome' } }),
        entry({ resourceType: 'ValueSet', status: 'active' }),
        { response: { status: '201' } },
        entry({ resourceType: 'Nonsense' }),
        entry({ id: 'x' }),
        entry({ resourceType: 'Parameters' }),
      ),
    );
    expect(read.facts.map(({ fact }) => fact.versionId)).toEqual(['2', '1']);
    expect(told(read)).toEqual([
      'flagged entry[2] CW-FHIR-019',
      'flagged entry[3].resource CW-FHIR-020',
      'refused entry[4].resource CW-FHIR-017',
      'refused entry[6].resource CW-FHIR-015',
      'refused entry[7].resource CW-FHIR-014',
      'refused entry[8].resource CW-FHIR-020',
    ]);
  });

  it('says when there are more pages', async () => {
    const text = JSON.stringify({
      resourceType: 'Bundle',
      type: 'searchset',
      link: [{ relation: 'next', url: 'x' }],
      entry: [entry(patient('a'))],
    });
    expect(told(await readBytes(text))).toEqual(['flagged resource CW-FHIR-021']);
  });

  it('reads Bundles in a batch answer', async () => {
    const inner = { resourceType: 'Bundle', type: 'searchset', entry: [entry(observation('a'))] };
    const read = await readBytes(
      bundle('batch-response', entry(inner), {
        response: { status: '404', outcome: { resourceType: 'OperationOutcome' } },
      }),
    );
    expect(read.facts.map(({ fact }) => fact.path)).toEqual(['entry[0].resource.entry[0].resource']);
  });
});

describe('a file that is refused by name', () => {
  it.each<[string, string, string]>([
    ['a code list', JSON.stringify({ resourceType: 'ValueSet' }), 'CW-FHIR-017'],
    ['a message of a server', JSON.stringify({ resourceType: 'OperationOutcome' }), 'CW-FHIR-020'],
    ['JSON that is not FHIR', '{"log":{"entries":[]}}', 'CW-FHIR-038'],
    ['lines that are not FHIR', '{"a":1}\n{"a":2}\n', 'CW-FHIR-038'],
    ['an unknown type', JSON.stringify({ resourceType: 'Nonsense' }), 'CW-FHIR-015'],
    ['a JSON text', '"x"', 'CW-FHIR-037'],
    ['a cut file', '{"resourceType":"Patient","id":', 'CW-FHIR-013'],
    [
      'Latin-1 letters',
      Buffer.from('{"resourceType":"Patient","name":[{"family":"Müller"}]}', 'latin1') as unknown as string,
      'CW-FHIR-005',
    ],
    ['a name twice', '{"resourceType":"Patient","id":"a","id":"b"}', 'CW-FHIR-006'],
    ['a hidden name', '{"resourceType":"Patient","\\u0069d":"a"}', 'CW-FHIR-007'],
    ['__proto__', '{"resourceType":"Patient","__proto__":{"id":"a"}}', 'CW-FHIR-007'],
    ['depth', `{"resourceType":"Patient","a":${'['.repeat(100)}${']'.repeat(100)}}`, 'CW-FHIR-009'],
    ['digits', `{"resourceType":"Observation","valueQuantity":{"value":1${'0'.repeat(5000)}}}`, 'CW-FHIR-008'],
    ['nothing', '', 'CW-FHIR-001'],
    ['a PDF', '%PDF-1.4 ...', 'CW-FHIR-031'],
  ])('%s', async (_, text, code) => {
    const read = await readBytes(text);
    expect(read).toMatchObject({ refused: code, facts: [], isDone: false });
  });

  it('is one whose entries were all refused, and each is told', async () => {
    const read = await readBytes(
      bundle('collection', entry({ resourceType: 'ValueSet' }), entry({ resourceType: 'CodeSystem' })),
    );
    expect(read).toMatchObject({ refused: 'CW-FHIR-017', detail: 'ValueSet, a list of codes' });
    expect(read.problems).toHaveLength(2);
  });

  it('is one of another FHIR version, even where parts of it read as R4', async () => {
    const stu3 = bundle(
      'collection',
      entry(patient('a')),
      entry({ resourceType: 'Observation', id: 'o', status: 'final', code: { text: 'x' }, comment: 'c' }),
    );
    const read = await readBytes(stu3);
    expect(read).toMatchObject({
      refused: 'CW-FHIR-016',
      detail: 'STU3: Observation.comment',
      facts: [],
      problems: [],
    });
    expect(await readBytes(JSON.stringify({ resourceType: 'MedicationOrder', status: 'active' }))).toMatchObject({
      refused: 'CW-FHIR-016',
      detail: 'DSTU2: MedicationOrder is a type of it',
    });
    expect(
      await readBytes(
        JSON.stringify({ resourceType: 'Encounter', class: [{ coding: [{ code: 'AMB' }] }], actualPeriod: {} }),
      ),
    ).toMatchObject({ refused: 'CW-FHIR-016' });
  });

  it('is not one with a single stray resource of another version among what is surely R4', async () => {
    const r4 = {
      resourceType: 'MedicationRequest',
      status: 'active',
      intent: 'order',
      subject: { display: 'x' },
      medicationCodeableConcept: { text: 'm' },
      reportedBoolean: true,
    };
    const read = await readBytes(
      bundle('collection', entry(r4), entry(r4), entry({ resourceType: 'MedicationOrder' })),
    );
    expect(read.facts).toHaveLength(2);
    expect(told(read)).toEqual(['refused entry[2].resource CW-FHIR-016']);
  });

  it('does not say a word of the file', async () => {
    for (const text of [
      '{"resourceType":"Maria Müller"}',
      '{"resourceType":"Patient","Maria Müller":1,}',
      '[{"resourceType":"Observation","status":"Maria","subject":"Müller"}]',
    ]) {
      const read = await readBytes(text);
      expect(JSON.stringify([read.problems, read.detail])).not.toMatch(/Maria|Müller/);
    }
  });
});
