import { CodedError } from '@chartwarden/errors';
import { describe, expect, it } from 'vitest';
import { type CorrectionInput, correct } from './correct.ts';
import { createRandomResources } from './random-resource.testing.ts';
import { keptTypes } from './resource-kinds.ts';

const observation = `{
  "resourceType": "Observation",
  "id": "a",
  "status": "final",
  "code": { "coding": [ { "system": "http://loinc.org", "code": "4548-4" } ], "text": "HbA1c" },
  "subject": { "reference": "Patient/1" },
  "effectiveDateTime": "2020-01-02",
  "valueQuantity": { "value": 1.50, "unit": "mmol/mol", "system": "http://unitsofmeasure.org", "code": "mmol/mol" },
  "component": [ { "code": { "text": "x" }, "valueQuantity": { "value": 7 } }, { "code": { "text": "y" }, "valueString": "low" } ]
}`;

const run = (text: string, input: CorrectionInput): { text: string; path: string } => {
  const { bytes, path } = correct(Buffer.from(text), input);
  return { text: Buffer.from(bytes).toString('utf8'), path };
};
const refusal = (text: string, input: CorrectionInput): string => {
  try {
    run(text, input);
    return 'none';
  } catch (error) {
    return error instanceof CodedError ? error.code : String(error);
  }
};

describe('a correction', () => {
  it('writes a value as it was given and nothing else', () => {
    const { text, path } = run(observation, { kind: 'value', value: '6.40' });
    expect(text).toBe(observation.replace('1.50', '6.40'));
    expect(path).toBe('Observation.valueQuantity.value');
    const inner = run(observation, { kind: 'value', path: 'component[1].valueString', value: 'high' });
    expect(inner.text).toBe(observation.replace('"low"', '"high"'));
    expect(
      run(observation, { kind: 'value', path: 'Observation.component[0].valueQuantity.value', value: 7.25 }).path,
    ).toBe('Observation.component[0].valueQuantity.value');
  });

  it('writes a unit, and drops the coded one unless a new one is given', () => {
    const plain = run(observation, { kind: 'unit', value: '%' });
    expect(JSON.parse(plain.text).valueQuantity).toEqual({ value: 1.5, unit: '%' });
    expect(plain.text).toContain('"value": 1.50');
    const codedUnit = run(observation, {
      kind: 'unit',
      value: { unit: '%', system: 'http://unitsofmeasure.org', code: '%' },
    });
    expect(codedUnit.text).toBe(
      observation.replace('"unit": "mmol/mol"', '"unit": "%"').replace('"code": "mmol/mol"', '"code": "%"'),
    );
    const without = run(
      '{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueQuantity":{"system":"s","code":"c"}}',
      { kind: 'unit', value: 'mg' },
    );
    expect(JSON.parse(without.text).valueQuantity).toEqual({ unit: 'mg' });
  });

  it('writes a date, turns a period into a point where the type allows it, and adds one that is missing', () => {
    expect(run(observation, { kind: 'date', value: '2020-01' }).text).toBe(
      observation.replace('2020-01-02', '2020-01'),
    );
    const period =
      '{"resourceType":"Observation","status":"final","code":{"text":"x"},"effectivePeriod":{"start":"2020"}}';
    expect(JSON.parse(run(period, { kind: 'date', value: '2019-05-05' }).text)).toMatchObject({
      effectiveDateTime: '2019-05-05',
    });
    expect(
      JSON.parse(run(period, { kind: 'date', value: { start: '2019', end: '2020' } }).text).effectivePeriod,
    ).toEqual({ start: '2019', end: '2020' });
    const encounter =
      '{"resourceType":"Encounter","status":"finished","class":{"code":"AMB"},"period":{"start":"2020-01-01","end":"2020-01-02"}}';
    expect(run(encounter, { kind: 'date', value: '2019-12-31' })).toEqual({
      text: encounter.replace('2020-01-01', '2019-12-31'),
      path: 'Encounter.period.start',
    });
    const condition = '{"resourceType":"Condition","subject":{"reference":"Patient/1"}}';
    expect(run(condition, { kind: 'date', value: '2001' }).text).toBe(
      '{"resourceType":"Condition","subject":{"reference":"Patient/1"},"onsetDateTime":"2001"}',
    );
  });

  it('writes a code, and does not leave the old words beside it', () => {
    const { text, path } = run(observation, {
      kind: 'code',
      value: { system: 'http://loinc.org', code: '1-8', display: 'Other' },
    });
    expect(path).toBe('Observation.code');
    expect(JSON.parse(text).code).toEqual({ coding: [{ system: 'http://loinc.org', code: '1-8', display: 'Other' }] });
    expect(JSON.parse(run(observation, { kind: 'code', value: 'Iron' }).text).code).toEqual({ text: 'Iron' });
    const order =
      '{"resourceType":"MedicationRequest","status":"active","intent":"order","subject":{"display":"x"},"medicationCodeableConcept":{"text":"A"}}';
    expect(run(order, { kind: 'code', value: 'B' }).text).toBe(order.replace('"A"', '"B"'));
  });

  it('writes a status, coded ones with their system', () => {
    expect(run(observation, { kind: 'status', value: 'entered-in-error' }).text).toBe(
      observation.replace('"final"', '"entered-in-error"'),
    );
    const condition =
      '{"resourceType":"Condition","clinicalStatus":{"coding":[{"code":"active"}]},"subject":{"reference":"Patient/1"}}';
    expect(JSON.parse(run(condition, { kind: 'status', value: 'resolved' }).text).clinicalStatus).toEqual({
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'resolved' }],
    });
    expect(run(condition, { kind: 'status', path: 'verificationStatus', value: 'refuted' }).path).toBe(
      'Condition.verificationStatus',
    );
  });

  it('appends a note where the type has notes', () => {
    const first = run(observation, { kind: 'note', value: 'measured at home' });
    expect(JSON.parse(first.text).note).toEqual([{ text: 'measured at home' }]);
    expect(first.text.startsWith(observation.slice(0, -2))).toBe(true);
    const second = run(first.text, { kind: 'note', value: { text: 'and again', time: '2020-01-01T00:00:00Z' } });
    expect(second.path).toBe('Observation.note[1]');
    expect(JSON.parse(second.text).note).toHaveLength(2);
  });

  it.each<[string, CorrectionInput, string]>([
    [observation, { kind: 'not-mine' }, 'CW-FHIR-060'],
    [observation, { kind: 'did-not-happen' }, 'CW-FHIR-060'],
    ['{"resourceType":"Patient"}', { kind: 'value', value: 1 }, 'CW-FHIR-060'],
    ['{"resourceType":"Patient"}', { kind: 'date', value: '2020' }, 'CW-FHIR-060'],
    ['{"resourceType":"Patient"}', { kind: 'status', value: 'active' }, 'CW-FHIR-060'],
    ['{"resourceType":"Encounter","status":"finished","class":{}}', { kind: 'note', value: 'x' }, 'CW-FHIR-060'],
    ['{"resourceType":"Nothing"}', { kind: 'note', value: 'x' }, 'CW-FHIR-060'],
    [
      '{"resourceType":"Observation","status":"final","code":{"text":"x"}}',
      { kind: 'value', value: '1' },
      'CW-FHIR-061',
    ],
    [observation, { kind: 'value', path: 'component[2].valueString', value: 'x' }, 'CW-FHIR-061'],
    [observation, { kind: 'value', path: 'component.valueString', value: 'x' }, 'CW-FHIR-061'],
    [observation, { kind: 'value', path: '__proto__.x', value: 'x' }, 'CW-FHIR-061'],
    [observation, { kind: 'value', path: 'id', value: 'x' }, 'CW-FHIR-062'],
    [observation, { kind: 'value', path: 'subject.reference', value: 'Patient/2' }, 'CW-FHIR-062'],
    [observation, { kind: 'value', path: 'status', value: 'amended' }, 'CW-FHIR-062'],
    [observation, { kind: 'value', path: 'valueQuantity', value: '1' }, 'CW-FHIR-062'],
    [observation, { kind: 'date', path: 'status', value: '2020' }, 'CW-FHIR-062'],
    [observation, { kind: 'value', value: 'many' }, 'CW-FHIR-063'],
    [observation, { kind: 'value', value: '1,5' }, 'CW-FHIR-063'],
    [observation, { kind: 'value', value: '0x10' }, 'CW-FHIR-063'],
    [observation, { kind: 'value', value: '1e999' }, 'CW-FHIR-063'],
    [observation, { kind: 'value', value: '1}, "x": {"a":1' }, 'CW-FHIR-063'],
    [observation, { kind: 'date', value: 'yesterday' }, 'CW-FHIR-063'],
    [observation, { kind: 'status', value: 'done' }, 'CW-FHIR-063'],
    [observation, { kind: 'code', value: { coding: [{ display: 'x' }] } }, 'CW-FHIR-063'],
    [observation, { kind: 'unit', value: '' }, 'CW-FHIR-063'],
    [observation, { kind: 'note', value: ' ' }, 'CW-FHIR-063'],
    [
      '{"resourceType":"Observation","status":"final","code":{"text":"x"},"effectiveTiming":{}}',
      { kind: 'date', value: '2020' },
      'CW-FHIR-064',
    ],
  ])('%.60s %j is refused as %s', (text, input, code) => {
    expect(refusal(text, input)).toBe(code);
  });

  it('changes one element of a random resource, or says why not', () => {
    const random = createRandomResources(17);
    const inputs: CorrectionInput[] = [
      { kind: 'value', value: '12.30' },
      { kind: 'unit', value: 'mg' },
      { kind: 'date', value: '2001-02-03' },
      { kind: 'code', value: { code: 'zz', display: 'Z' } },
      { kind: 'status', value: 'active' },
      { kind: 'note', value: 'n' },
    ];
    let served = 0;
    for (const type of keptTypes) {
      for (const input of inputs) {
        const resource = random.make(type, 0.6);
        const text = JSON.stringify(resource, null, random.next() < 0.5 ? 1 : undefined);
        const code = refusal(text, input);
        expect(code).toMatch(/^(?:none|CW-FHIR-06[0-4])$/);
        if (code !== 'none') continue;
        served += 1;
        const { text: out, path } = run(text, input);
        const top = /^\w+\.(\w+)/.exec(path)?.[1] ?? '';
        const after = JSON.parse(out) as Record<string, unknown>;
        const names = new Set([...Object.keys(resource), ...Object.keys(after)]);
        const stem = top.replace(/(?:DateTime|Period)$/, '');
        for (const name of names)
          if (!name.startsWith(stem)) expect([name, after[name]]).toEqual([name, resource[name]]);
      }
    }
    expect(served).toBeGreaterThan(100);
  });
});
