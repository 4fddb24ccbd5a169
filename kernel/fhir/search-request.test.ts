import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSearch, type SearchPair, type SearchRequest } from './search-request.ts';

const base = 'https://records.example.org/fhir/R4';
const strict = (type: string | null, query: string): SearchRequest =>
  parseSearch(type, [...new URLSearchParams(query)], { handling: 'strict', base });
const where = (type: string | null, query: string): unknown => {
  const { issues, where: found } = strict(type, query);
  expect(issues).toEqual([]);
  return found.length === 1 ? found[0] : found;
};
const wrong = (type: string | null, query: string, handling: 'strict' | 'lenient' = 'strict'): string[] =>
  parseSearch(type, [...new URLSearchParams(query)], { handling, base }).issues.map(
    ({ code, severity, parameter }) => `${code.slice(8)} ${severity} ${parameter}`,
  );
const values = (type: string, query: string): unknown => (where(type, query) as { values: unknown }).values;
const utc = (text: string): number => Date.parse(text);

describe('values of a search', () => {
  it('are tokens with a system, without one, of none, or a system alone (R4 search, 3.1.1.4.10)', () => {
    expect(values('Observation', 'code=http://loinc.org|8480-6')).toEqual([
      { kind: 'token', system: 'http://loinc.org', code: '8480-6' },
    ]);
    expect(values('Observation', 'code=8480-6')).toEqual([{ kind: 'token', code: '8480-6' }]);
    expect(values('Observation', 'code=|8480-6')).toEqual([{ kind: 'token', system: '', code: '8480-6' }]);
    expect(values('Observation', 'code=http://loinc.org|')).toEqual([{ kind: 'token', system: 'http://loinc.org' }]);
    expect(wrong('Observation', 'code=|')).toEqual(['072 error code']);
    expect(wrong('Observation', 'code=a|b|c')).toEqual(['072 error code']);
  });

  it('are alternatives at commas, and escapes stand for what would part them', () => {
    expect(values('Observation', 'status=final,amended')).toEqual([
      { kind: 'token', code: 'final' },
      { kind: 'token', code: 'amended' },
    ]);
    expect(values('Patient', String.raw`identifier=a\|b|c\,d\\e`)).toEqual([
      { kind: 'token', system: 'a|b', code: String.raw`c,d\e` },
    ]);
    expect(values('Patient', String.raw`name=O\$Neil,x\y\ `)).toEqual([
      { kind: 'string', text: 'O$Neil' },
      { kind: 'string', text: String.raw`x\y\ ` },
    ]);
    expect(wrong('Observation', 'status=final,,amended')).toEqual(['072 error status']);
  });

  it('are dates with prefixes, as far as they are written, in their zone (3.1.1.4.7)', () => {
    expect(values('Observation', 'date=2020-02')).toEqual([
      { kind: 'date', prefix: 'eq', low: utc('2020-02-01'), high: utc('2020-03-01') - 1 },
    ]);
    expect(values('Observation', 'date=ge2020-01-01T10:00:00%2B02:00')).toEqual([
      { kind: 'date', prefix: 'ge', low: utc('2020-01-01T08:00:00Z'), high: utc('2020-01-01T08:00:00.999Z') },
    ]);
    // A plus that was not encoded is a space when it arrives.
    expect(values('Observation', 'date=ge2020-01-01T10:00:00+02:00')).toEqual(
      values('Observation', 'date=ge2020-01-01T10:00:00%2B02:00'),
    );
    for (const prefix of ['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap'])
      expect(values('Observation', `_lastUpdated=${prefix}2020`)).toMatchObject([{ prefix }]);
    for (const bad of ['2020-02-30', 'xx2020', '2020-1', 'yesterday', 'ge', '2020-01-01T25:00'])
      expect(wrong('Observation', `date=${bad}`)).toEqual(['072 error date']);
  });

  it('are references by id, by type and id, by our URL and by any other (3.1.1.4.12)', () => {
    expect(values('Observation', 'subject=23')).toEqual([{ kind: 'reference', id: '23' }]);
    expect(values('Observation', 'subject=Patient/23')).toEqual([{ kind: 'reference', type: 'Patient', id: '23' }]);
    expect(values('Observation', `subject=${base}/Patient/23`)).toEqual([
      { kind: 'reference', type: 'Patient', id: '23' },
    ]);
    expect(values('Observation', 'subject:Patient=23')).toEqual([{ kind: 'reference', type: 'Patient', id: '23' }]);
    expect(values('Observation', 'subject=https://elsewhere.example.org/Patient/23')).toEqual([
      { kind: 'reference', url: 'https://elsewhere.example.org/Patient/23' },
    ]);
    expect(values('Observation', 'subject:identifier=http://x|9')).toEqual([
      { kind: 'token', system: 'http://x', code: '9' },
    ]);
    for (const bad of ['Foo/1', 'Patient/1/2', '%23x', 'a b', 'Patient/'])
      expect(wrong('Observation', `subject=${bad}`)).toEqual(['072 error subject']);
    expect(wrong('Observation', 'subject:Patient=Device/1')).toEqual(['072 error subject:Patient']);
    expect(wrong('Observation', 'subject:Medication=1')).toEqual(['071 error subject:Medication']);
  });

  it('are numbers and quantities with their digits, and composites of what their definition says', () => {
    expect(values('RiskAssessment', 'probability=gt0.80')).toEqual([{ kind: 'number', prefix: 'gt', value: '0.80' }]);
    expect(values('Observation', 'value-quantity=le5.40|http://unitsofmeasure.org|mg')).toEqual([
      { kind: 'quantity', prefix: 'le', value: '5.40', system: 'http://unitsofmeasure.org', code: 'mg' },
    ]);
    expect(values('Observation', 'value-quantity=5.4||mg')).toEqual([
      { kind: 'quantity', prefix: 'eq', value: '5.4', code: 'mg' },
    ]);
    expect(values('Observation', 'code-value-quantity=http://loinc.org|8480-6$gt140|http://u|mm[Hg]')).toEqual([
      {
        kind: 'composite',
        parts: [
          { kind: 'token', system: 'http://loinc.org', code: '8480-6' },
          { kind: 'quantity', prefix: 'gt', value: '140', system: 'http://u', code: 'mm[Hg]' },
        ],
      },
    ]);
    expect(wrong('Observation', 'code-value-quantity=8480-6')).toEqual(['072 error code-value-quantity']);
    expect(wrong('Observation', 'value-quantity=5|mg')).toEqual(['072 error value-quantity']);
    expect(wrong('Observation', 'value-quantity=05')).toEqual(['072 error value-quantity']);
    expect(wrong('RiskAssessment', 'probability=Infinity')).toEqual(['072 error probability']);
  });
});

describe('names of a search', () => {
  it('carry modifiers that fit their kind, and no others (R4 search, "Modifiers")', () => {
    expect(where('Observation', 'code:not=1')).toMatchObject({ on: 'value', modifier: 'not' });
    expect(where('Observation', 'code:text=head ache')).toEqual({
      on: 'value',
      param: 'code',
      modifier: 'text',
      values: [{ kind: 'string', text: 'head ache' }],
    });
    expect(where('Patient', 'identifier:of-type=http://t|MR|12')).toMatchObject({
      modifier: 'of-type',
      values: [
        {
          kind: 'composite',
          parts: [
            { system: 'http://t', code: 'MR' },
            { kind: 'token', code: '12' },
          ],
        },
      ],
    });
    expect(where('Patient', 'name:exact=Ada')).toMatchObject({ modifier: 'exact' });
    expect(where('Observation', '_profile:below=http://x/')).toMatchObject({ modifier: 'below' });
    expect(where('Observation', 'date:missing=true')).toEqual({ on: 'missing', param: 'date', missing: true });
    // Also for lenient clients: a modifier that is passed over would turn the search into another one.
    for (const [type, query] of [
      ['Observation', 'code:in=http://vs'],
      ['Observation', 'code:of-type=a|b|c'],
      ['Observation', 'date:exact=2020'],
      ['Patient', 'name:foo=x'],
      ['Patient', '_id:missing=true'],
    ] as const)
      expect(wrong(type, query, 'lenient')).toEqual([`071 error ${query.split('=')[0]}`]);
  });

  it('follow one reference, and one back', () => {
    expect(where('Observation', 'subject:Patient.name:exact=Ada')).toEqual({
      on: 'chain',
      param: 'subject',
      type: 'Patient',
      where: { on: 'value', param: 'name', modifier: 'exact', values: [{ kind: 'string', text: 'Ada' }] },
    });
    expect(where('Observation', 'patient.birthdate=1980')).toMatchObject({ on: 'chain', type: 'Patient' });
    expect(where('Patient', '_has:Observation:subject:code=1')).toEqual({
      on: 'has',
      type: 'Observation',
      param: 'subject',
      where: { on: 'value', param: 'code', values: [{ kind: 'token', code: '1' }] },
    });
    // Group, Location and Patient may all stand there, and two of them have a name.
    expect(wrong('Observation', 'subject.name=Ada')).toEqual(['076 error subject.name']);
    expect(wrong('Observation', 'subject.birthdate=1980')).toEqual([]);
    expect(wrong('Observation', 'encounter.subject.name=x')).toEqual(['075 error encounter.subject.name']);
    expect(wrong('Patient', '_has:Observation:subject:_has:Provenance:target:agent=1')).toEqual([
      '075 error _has:Observation:subject:_has:Provenance:target:agent',
    ]);
    expect(wrong('Observation', 'code.name=x')).toEqual(['070 error code.name']);
    expect(wrong('Encounter', '_has:Patient:link:name=x')).toEqual(['070 error _has:Patient:link:name']);
  });

  it('are common ones over all types, and those that all named types have', () => {
    expect(where(null, '_id=1')).toMatchObject({ param: '_id' });
    expect(wrong(null, 'code=1')).toEqual(['070 error code']);
    const both = strict(null, '_type=Observation,Condition&code=1&patient=Patient/2');
    expect(both).toMatchObject({ types: ['Observation', 'Condition'], issues: [] });
    expect(both.where).toHaveLength(2);
    expect(wrong(null, '_type=Observation,Patient&code=1')).toEqual(['070 error code']);
    expect(wrong(null, '_type=Foo')).toEqual(['072 error _type']);
    expect(wrong(null, '_type=Patient&_type=Observation')).toEqual(['077 error _type']);
  });

  it('are errors when they are unknown, or left out and told, as the client asks', () => {
    expect(wrong('Observation', 'colour=red')).toEqual(['070 error colour']);
    const lenient = parseSearch(
      'Observation',
      [
        ['colour', 'red'],
        ['code', ''],
        ['_text', 'x'],
        ['code', '1'],
      ],
      { handling: 'lenient' },
    );
    expect(lenient.issues.map(({ severity, parameter }) => `${severity} ${parameter}`)).toEqual([
      'warning colour',
      'warning code',
      'warning _text',
    ]);
    expect(lenient.used).toEqual([['code', '1']]);
    expect(lenient.where).toHaveLength(1);
    // What is wrong with a value is wrong for everybody, and the value is not repeated.
    expect(wrong('Observation', 'date=secret', 'lenient')).toEqual(['072 error date']);
    expect(JSON.stringify(strict('Observation', '<b>Ada</b>=secret').issues)).not.toMatch(/Ada|secret/);
  });
});

describe('results of a search', () => {
  it('are sorted, counted, cut and joined as asked', () => {
    const found = strict(
      'MedicationRequest',
      '_sort=-authoredon,status&_count=5000&_total=accurate&_summary=false&_cursor=abc&_format=json' +
        '&_include=MedicationRequest:medication&_include:iterate=Medication:manufacturer:Organization' +
        '&_revinclude=Provenance:*&_elements=status,subject&_contained=false',
    );
    expect(found).toMatchObject({
      issues: [],
      sort: [
        { param: 'authoredon', descending: true },
        { param: 'status', descending: false },
      ],
      count: 1000,
      total: 'accurate',
      cursor: 'abc',
      format: 'json',
      elements: ['status', 'subject'],
      include: [
        { reverse: false, source: 'MedicationRequest', param: 'medication', iterate: false },
        { reverse: false, source: 'Medication', param: 'manufacturer', target: 'Organization', iterate: true },
        { reverse: true, source: 'Provenance', param: '*', iterate: false },
      ],
    });
    expect(found.used).toContainEqual(['_count', '1000']);
    expect(found.used.map(([name]) => name)).not.toContain('_cursor');
  });

  it('are a number alone for a page of nothing', () => {
    for (const query of ['_count=0', '_summary=count'])
      expect(strict('Observation', query)).toMatchObject({ summary: 'count', count: 0, total: 'accurate' });
  });

  it.each([
    ['_count=-1', '072 error _count'],
    ['_count=1&_count=2', '077 error _count'],
    ['_sort=colour', '079 error _sort'],
    ['_sort=code-value-quantity', '079 error _sort'],
    ['_include=Observation', '079 error _include'],
    ['_include=Observation:code', '079 error _include'],
    ['_include=Foo:bar', '079 error _include'],
    ['_include=*:x', '072 error _include'],
    ['_summary=short', '072 error _summary'],
    ['_summary=text&_include=Observation:subject', '078 error _summary'],
    ['_elements=a.b', '072 error _elements'],
    ['_contained=true', '079 error _contained'],
    ['_total=some', '072 error _total'],
  ])('%s is refused by name', (query, expected) => {
    expect(wrong('Observation', query)).toEqual([expected]);
  });

  it('has an end to parameters, values and lengths', () => {
    const many = (count: number): SearchPair[] => Array.from({ length: count }, () => ['code', '1'] as const);
    const codes = (pairs: readonly SearchPair[]): string[] =>
      parseSearch('Observation', pairs, { handling: 'lenient' }).issues.map(({ code }) => code);
    expect(codes(many(100))).toEqual([]);
    expect(codes(many(101))).toEqual(['CW-FHIR-074']);
    expect(codes([['_id', Array.from({ length: 501 }, (_, id) => id).join(',')]])).toEqual(['CW-FHIR-074']);
    expect(codes([['x'.repeat(300), '1']])).toEqual(['CW-FHIR-074']);
    expect(codes([['code', 'x'.repeat(70_000)]])).toEqual(['CW-FHIR-074']);
    expect(codes([['code', 'x'.repeat(3000)]])).toEqual(['CW-FHIR-072']);
  });
});

describe('any search', () => {
  const escaped = (text: string): string => text.replace(/[\\,|$]/g, '\\$&');

  it('gives back whatever was escaped', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (text, other) => {
        const found = parseSearch('Patient', [['name', `${escaped(text)},${escaped(other)}`]], { handling: 'strict' });
        expect(found.where).toEqual([
          {
            on: 'value',
            param: 'name',
            values: [
              { kind: 'string', text },
              { kind: 'string', text: other },
            ],
          },
        ]);
      }),
    );
  });

  it('is read without an exception, and again from what was used of it', () => {
    const names = fc.oneof(
      fc.string(),
      fc.constantFrom('_sort', '_count', '_include', '_elements', '_type', '_has:Observation:subject:code'),
      fc.constantFrom('code', 'date', 'subject:Patient.name', 'value-quantity', 'code-value-quantity', 'status:not'),
    );
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('1', '2020', '-date', 'Observation:subject', 'a|b', 'Patient/1', '5||mg', '1$5||mg'),
    );
    fc.assert(
      fc.property(fc.constantFrom('Observation', null), fc.array(fc.tuple(names, text)), (type, pairs) => {
        const first = parseSearch(type, pairs, { handling: 'lenient', base });
        const second = parseSearch(type, first.used, { handling: 'strict', base });
        if (first.issues.every(({ severity }) => severity === 'warning')) {
          expect(second).toEqual({ ...first, cursor: undefined, issues: [] });
        }
      }),
      { numRuns: 500 },
    );
  });

  it('takes time in proportion to its length', () => {
    const time = (value: string): number => {
      const start = performance.now();
      for (let turn = 0; turn < 20; turn += 1) parseSearch('Observation', [['code', value]], { handling: 'strict' });
      return performance.now() - start;
    };
    for (const piece of ['\\', '\\,', '|', '$', 'a ', '-']) {
      time(piece.repeat(30_000));
      expect(time(piece.repeat(60_000))).toBeLessThan(1000);
    }
  });
});
