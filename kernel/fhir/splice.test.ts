import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elementLines } from './generated/elements.ts';
import { createRandomResources } from './random-resource.testing.ts';
import { keptTypes } from './resource-kinds.ts';
import { type Splices, splice } from './splice.ts';

const run = (text: string, splices: Splices): string =>
  Buffer.from(splice(Buffer.from(text), splices)).toString('utf8');

type Json = { [name: string]: unknown };

/** Replaces references by walking the parsed resource: what the splicer must come to. */
function replaced(value: unknown, replace: (reference: string) => string, isResource: boolean, owner = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => replaced(one, replace, owner === 'contained', owner));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as Json).map(([name, inner]) => {
      const isReference =
        name === 'reference' &&
        typeof inner === 'string' &&
        !isResource &&
        !('language' in value) &&
        owner !== 'education';
      if (isReference && !inner.startsWith('#')) return [name, replace(inner)];
      return [name, replaced(inner, replace, false, name)];
    }),
  );
}

describe('splicing', () => {
  it('gives back the very bytes when there is nothing to change', () => {
    const text =
      '{ "resourceType" : "Observation",\n\t"valueQuantity": {"value": 1.50 } ,"subject":{"reference":"Patient/1"}}';
    expect(run(text, {})).toBe(text);
    expect(run(text, { reference: () => null })).toBe(text);
  });

  it('changes ids and references of random resources as a walk over the parsed ones does, and nothing else', () => {
    const random = createRandomResources(5);
    const seeds = fc.record({ type: fc.constantFrom(...keptTypes), indent: fc.constantFrom(undefined, 1, '\t') });
    fc.assert(
      fc.property(seeds, ({ type, indent }) => {
        const resource = random.make(type);
        const text = JSON.stringify(resource, null, indent);
        const out = run(text, { id: 'new-id', reference: ({ reference }) => `X/${reference}` });
        const expected = replaced({ ...resource, id: 'new-id' }, (reference) => `X/${reference}`, true);
        expect(JSON.parse(out)).toEqual(expected);
        // Undoing it gives back the bytes: nothing else was touched.
        const undone = run(out, { id: String(resource.id), reference: ({ reference }) => reference.slice(2) });
        expect(undone).toBe(text);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps digits, escapes and white space', () => {
    const text =
      '{"resourceType":"Observation","id":"a",  "valueQuantity":{"value":1.50,"unit":"m\\u0067"},"note":[{"text":"J\\/x"}]}';
    expect(run(text, { id: 'b' })).toBe(text.replace('"id":"a"', '"id":"b"'));
  });

  it('adds an id or a meta where there is none, on lines of their own where the others are', () => {
    expect(run('{"resourceType":"Patient"}', { id: 'a', meta: { versionId: '1' } })).toBe(
      '{"resourceType":"Patient","id":"a","meta":{"versionId":"1"}}',
    );
    expect(run('{\n  "resourceType": "Patient",\n  "active": true\n}', { id: 'a' })).toBe(
      '{\n  "resourceType": "Patient",\n  "id":"a",\n  "active": true\n}',
    );
    expect(run('{"id":"a","resourceType":"Patient"}', { meta: { lastUpdated: 't' } })).toBe(
      '{"id":"a","meta":{"lastUpdated":"t"},"resourceType":"Patient"}',
    );
  });

  it('writes into a meta that is there, and adds labels without doubling them', () => {
    const text =
      '{"resourceType":"Patient","meta":{"versionId":"7","security":[{"system":"s","code":"R"}],"profile":["p"]}}';
    const out = run(text, {
      meta: {
        versionId: '8',
        lastUpdated: 't',
        security: [
          { system: 's', code: 'R' },
          { system: 's', code: 'PSY' },
        ],
        tag: [{ code: 'x' }],
      },
    });
    expect(JSON.parse(out).meta).toEqual({
      versionId: '8',
      lastUpdated: 't',
      security: [
        { system: 's', code: 'R' },
        { system: 's', code: 'PSY' },
      ],
      tag: [{ code: 'x' }],
      profile: ['p'],
    });
    expect(JSON.parse(run('{"resourceType":"Patient","meta":{}}', { meta: { versionId: '1' } })).meta).toEqual({
      versionId: '1',
    });
    expect(
      JSON.parse(run('{"resourceType":"Patient","meta":{"security":[]}}', { meta: { security: [{ code: 'R' }] } })).meta
        .security,
    ).toEqual([{ code: 'R' }]);
  });

  it('leaves references into the resource, ids of contained resources and uris alone', () => {
    const text = JSON.stringify({
      resourceType: 'DetectedIssue',
      reference: 'http://example.org/guideline',
      contained: [
        {
          resourceType: 'DetectedIssue',
          id: 'c',
          reference: 'http://example.org/other',
          patient: { reference: 'Patient/2' },
        },
      ],
      implicated: [{ reference: '#c' }, { reference: 'Condition/3' }],
      extension: [
        { url: 'u', valueExpression: { language: 'text/cql', expression: '1', reference: 'http://example.org/cql' } },
      ],
      evidence: [{ detail: [{ reference: 'Observation/4', type: 'Observation' }] }],
    });
    const seen: unknown[] = [];
    const out = run(text, {
      id: 'x',
      reference: ({ reference, type, path }) => {
        seen.push([path, reference, type]);
        return 'gone';
      },
    });
    expect(seen).toEqual([
      ['contained[0].patient.reference', 'Patient/2', undefined],
      ['implicated[1].reference', 'Condition/3', undefined],
      ['evidence[0].detail[0].reference', 'Observation/4', 'Observation'],
    ]);
    expect(out).toContain('http://example.org/guideline');
    expect(out).toContain('http://example.org/other');
    expect(out).toContain('http://example.org/cql');
    expect(out).toContain('"#c"');
    expect(out).toContain('"id":"c"');
    const education = '{"resourceType":"Immunization","education":[{"reference":"http://example.org/leaflet"}]}';
    expect(run(education, { reference: () => 'gone' })).toBe(education);
  });

  it('adds a reference where there is an identifier alone, and touches nothing else', () => {
    const text = `{
  "resourceType": "Observation",
  "identifier": [{"system": "urn:own", "value": "1"}],
  "subject": {
    "display": "A",
    "identifier": { "system": "urn:mrn", "value": "a\\/1" }
  },
  "performer":[{"identifier":{"system":"urn:npi","value":"7"},"type":"Practitioner"},{"reference":"Patient/1","identifier":{"system":"urn:npi","value":"7"}}],
  "valueQuantity": {"value": 1.50}
}`;
    const seen: unknown[] = [];
    const out = run(text, {
      logical: ({ system, value, types }) => {
        seen.push([system, value, types]);
        return system === 'urn:mrn' ? 'Patient/9' : 'Practitioner/8';
      },
    });
    expect(seen).toEqual([
      ['urn:mrn', 'a/1', ['Patient', 'Group', 'Device', 'Location']],
      ['urn:npi', '7', ['Practitioner']],
    ]);
    expect(out).toBe(
      text
        .replace(
          '"identifier": { "system": "urn:mrn"',
          '"reference":"Patient/9",\n    "identifier": { "system": "urn:mrn"',
        )
        .replace('{"identifier":{"system":"urn:npi"', '{"reference":"Practitioner/8","identifier":{"system":"urn:npi"'),
    );
    expect(run(text, { logical: () => null })).toBe(text);
    expect(JSON.parse(out).subject.reference).toBe('Patient/9');
  });

  it('takes for a logical reference only what is one', () => {
    const id = { system: 'urn:s', value: 'v' };
    const resources = [
      // Elements of other kinds that have one identifier, the resource's own, and a contained one's own.
      { resourceType: 'Contract', term: [{ identifier: id, offer: {}, asset: [] }] },
      { resourceType: 'Contract', term: [{ identifier: id }] },
      { resourceType: 'Composition', identifier: id, contained: [{ resourceType: 'Composition', identifier: id }] },
      { resourceType: 'Claim', related: [{ reference: id }] },
      // References that say too little, something else besides, or nothing that R4 knows.
      { resourceType: 'Observation', subject: { identifier: { value: 'v' } } },
      { resourceType: 'Observation', subject: { identifier: { system: 'urn:s', value: 3 } } },
      { resourceType: 'Observation', subject: { identifier: id, _reference: { extension: [] } } },
      { resourceType: 'Observation', subject: { identifier: id, reference: null } },
      { resourceType: 'Observation', subjekt: { identifier: id } },
      { resourceType: 'Observation', subject: { identifier: [id] } },
    ];
    for (const resource of resources) {
      const text = JSON.stringify(resource);
      expect(run(text, { logical: () => 'X/1' })).toBe(text);
    }
    const contained = {
      resourceType: 'Claim',
      contained: [
        {
          resourceType: 'Coverage',
          payor: [{ identifier: id, type: 'http://hl7.org/fhir/StructureDefinition/Organization' }],
        },
      ],
      extension: [{ url: 'u', valueReference: { identifier: id } }],
    };
    const seen: unknown[] = [];
    const out = run(JSON.stringify(contained), {
      logical: ({ types }) => {
        seen.push(types);
        return 'X/1';
      },
    });
    expect(seen).toEqual([['Organization'], undefined]);
    expect(out.match(/"reference":"X\/1"/g)).toHaveLength(2);
  });

  it('knows every element of R4 that is called reference', () => {
    const named = Object.entries(elementLines).flatMap(([type, line]) => {
      const cell = /[:;]reference[?!*+]([^;]*)/.exec(line)?.[1];
      return cell === undefined || /^(?:Reference|Identifier)/.test(cell) ? [] : [`${type} ${cell}`];
    });
    // A new one would have to be told apart in splice-walk.ts.
    expect(named.sort()).toEqual([
      'DetectedIssue uri',
      'Expression uri',
      'Immunization.education uri',
      'Reference string',
    ]);
  });

  it('may be used within its own callback', () => {
    const inner = '{"resourceType":"Patient","link":[{"other":{"reference":"Patient/9"}}]}';
    const text =
      '{"resourceType":"Observation","subject":{"reference":"Patient/1"},"focus":[{"reference":"Patient/2"}]}';
    const out = run(text, {
      reference: ({ reference }) => (run(inner, { reference: () => 'z' }).includes('"z"') ? `ok/${reference}` : null),
    });
    expect(out).toBe(text.replace('"Patient/1"', '"ok/Patient/1"').replace('"Patient/2"', '"ok/Patient/2"'));
  });
});
