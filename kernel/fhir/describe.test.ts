import { expect, it, describe as suite } from 'vitest';
import { clinicalDate } from './clinical-date.ts';
import { compartmentReferences, subjectOf } from './compartment.ts';
import { describe } from './describe.ts';
import { humanOf } from './human.ts';
import { sizeOf } from './index-limits.ts';
import { createRandomResources } from './random-resource.testing.ts';
import { compartmentTypes, keptTypes, resourceKind } from './resource-kinds.ts';
import { titleOf } from './title.ts';

const bytes = (resource: object): Buffer => Buffer.from(JSON.stringify(resource));

suite('the description of a resource', () => {
  it('says everything that is stored about it', () => {
    const resource = {
      resourceType: 'Observation',
      id: 'o1',
      meta: { lastUpdated: '2020-01-02T03:04:05Z', versionId: '3' },
      status: 'final',
      code: { text: 'HIV test' },
      subject: { reference: 'Patient/p' },
      effectiveDateTime: '2019-12',
    };
    const fact = describe(bytes(resource), 'entry[3].resource');
    expect(fact).toMatchObject({
      type: 'Observation',
      id: 'o1',
      lastUpdated: Date.UTC(2020, 0, 2, 3, 4, 5),
      versionId: '3',
      date: { low: Date.UTC(2019, 11), high: Date.UTC(2020, 0) - 1, text: '2019-12' },
      labels: ['HIV'],
      subject: { reference: 'Patient/p' },
      path: 'entry[3].resource',
      flagged: false,
    });
    expect(fact.contentHash).toMatch(/^[0-9a-f]{64}$/);
    expect(fact.index.length).toBeGreaterThan(4);
    expect(describe(bytes({ ...resource, status: 'odd' }), 'x').flagged).toBe(true);
  });

  it('says who a Patient is', () => {
    const patient = {
      resourceType: 'Patient',
      name: [
        { use: 'nickname', given: ['Ana'] },
        { use: 'official', given: ['Ana', 'Maria'], family: 'Silva' },
      ],
      birthDate: '1980-05-05',
      identifier: [{ system: 'mrn', value: '1' }, { value: '2' }, { system: 'x' }],
    };
    expect(describe(bytes(patient), 'x').human).toEqual({
      name: 'Ana Maria Silva',
      birthDate: '1980-05-05',
      identifiers: ['mrn|1', '|2'],
    });
    expect(humanOf({ name: { text: 'Only Text' } })).toEqual({ name: 'Only Text', identifiers: [] });
    expect(humanOf(null)).toEqual({ identifiers: [] });
  });

  it('keeps to a size, whatever the resource holds, and says so', () => {
    const group = {
      resourceType: 'Group',
      type: 'person',
      actual: true,
      member: Array.from({ length: 5000 }, (_, index) => ({ entity: { reference: `Patient/${index}` } })),
    };
    const fact = describe(bytes(group), 'x');
    expect(fact.index.reduce((sum, value) => sum + sizeOf(value), 0)).toBeLessThan(41_000);
    expect(fact.flagged).toBe(true);
    const wordy = describe(
      bytes({ resourceType: 'Observation', status: 'final', code: { text: 'x'.repeat(100_000) } }),
      'x',
    );
    expect(wordy.flagged).toBe(false);
    expect(JSON.stringify(wordy).length).toBeLessThan(5000);
    const far = `http://x.org/${'y'.repeat(5000)}/Patient/1`;
    const hostile = describe(
      bytes({ resourceType: 'Observation', status: 'final', code: { text: 'x' }, subject: { reference: far } }),
      'x',
    );
    expect(JSON.stringify(hostile)).not.toContain('yyyy');
    expect(
      JSON.stringify(describe(bytes({ resourceType: 'Patient', name: [{ family: '\u0001'.repeat(90_000) }] }), 'x'))
        .length,
    ).toBeLessThan(250_000);
  });

  it('is the same each time', () => {
    const random = createRandomResources(2);
    for (const type of keptTypes) {
      const text = bytes(random.make(type));
      expect(describe(text, 'x')).toEqual(describe(Buffer.from(text), 'x'));
    }
  });
});

suite('the clinically meaningful date', () => {
  it.each<[object, string | undefined]>([
    [{ resourceType: 'Condition', onsetDateTime: '2001', recordedDate: '2005' }, '2001'],
    [{ resourceType: 'Condition', onsetString: 'childhood', recordedDate: '2005' }, '2005'],
    [{ resourceType: 'Encounter', period: { end: '2005-01-02' } }, '2005-01-02'],
    [{ resourceType: 'Observation', effectiveDateTime: 'bad', issued: '2005-01-02T00:00:00Z' }, '2005-01-02T00:00:00Z'],
    [{ resourceType: 'Specimen', collection: { collectedDateTime: '2005' } }, '2005'],
    [{ resourceType: 'ServiceRequest', occurrenceTiming: { event: ['2006', '2005'] } }, '2005'],
    [{ resourceType: 'Patient', birthDate: '1980' }, undefined],
    [{ resourceType: 'RelatedPerson', birthDate: '1980', period: { start: '2000' } }, undefined],
    [{ resourceType: 'Medication' }, undefined],
  ])('%j', (resource, text) => {
    expect(clinicalDate(resource as Record<string, unknown>)?.text).toBe(text);
  });

  it('spans a period', () => {
    expect(clinicalDate({ resourceType: 'Encounter', period: { start: '2020-01-01', end: '2020-01-03' } })).toEqual({
      low: Date.UTC(2020, 0, 1),
      high: Date.UTC(2020, 0, 4) - 1,
      text: '2020-01-01',
    });
  });
});

suite('whose record it is', () => {
  it.each<[object, string | undefined]>([
    [{ resourceType: 'Observation', subject: { reference: 'Patient/1' } }, 'Patient/1'],
    [{ resourceType: 'Immunization', patient: { reference: 'urn:uuid:1' } }, 'urn:uuid:1'],
    [
      {
        resourceType: 'Appointment',
        participant: [{ actor: { reference: 'Location/1' } }, { actor: { reference: 'Patient/2' } }],
      },
      'Patient/2',
    ],
    [{ resourceType: 'Schedule', actor: [{ reference: 'Location/1' }] }, undefined],
    [
      { resourceType: 'Coverage', beneficiary: { reference: 'Patient/3' }, policyHolder: { reference: 'Patient/4' } },
      'Patient/3',
    ],
    [{ resourceType: 'Observation', subject: { reference: '#p' } }, undefined],
    [{ resourceType: 'Organization', partOf: { reference: 'Patient/1' } }, undefined],
    [{ resourceType: 'Observation', subject: 'Patient/1' }, undefined],
  ])('%j', (resource, reference) => {
    expect(subjectOf(resource as Record<string, unknown>)?.reference).toBe(reference);
  });

  it('lists every reference that puts a resource into a compartment', () => {
    const resource = {
      resourceType: 'Observation',
      subject: { reference: 'Patient/1' },
      performer: [{ reference: 'Patient/2' }, { reference: 'Practitioner/3' }],
    };
    expect(compartmentReferences(resource).map((one) => one.reference)).toEqual([
      'Patient/1',
      'Patient/2',
      'Practitioner/3',
    ]);
    expect(compartmentReferences({ resourceType: 'Location' })).toEqual([]);
  });

  it('has a place for every type of R4', () => {
    for (const type of [...keptTypes, ...compartmentTypes]) expect(resourceKind(type)).toEqual({ kind: 'kept' });
    expect(resourceKind('Bundle')).toEqual({ kind: 'bundle' });
    expect(resourceKind('ValueSet')).toEqual({ kind: 'left-out', because: 'terminology' });
    expect(resourceKind('toString')).toEqual({ kind: 'unknown' });
  });
});

suite('a title', () => {
  it.each<[object, string]>([
    [{ resourceType: 'Observation', code: { text: 'HbA1c', coding: [{ display: 'other' }] } }, 'HbA1c'],
    [{ resourceType: 'Observation', code: { coding: [{ code: '1-8' }, { code: '2', display: 'Iron' }] } }, 'Iron'],
    [{ resourceType: 'Observation', code: { coding: [{ code: '1-8' }] } }, '1-8'],
    [
      {
        resourceType: 'MedicationRequest',
        contained: [{ resourceType: 'Medication', id: 'm', code: { text: 'Aspirin' } }],
        medicationReference: { reference: '#m' },
      },
      'Aspirin',
    ],
    [{ resourceType: 'DocumentReference', content: [{ attachment: { title: 'Letter' } }] }, 'Letter'],
    [{ resourceType: 'Patient', name: [{ given: ['Ana'], family: 'Silva' }] }, 'Ana Silva'],
    [{ resourceType: 'Flag', code: { text: ' a\n\tb\u0000c ' } }, 'a b c'],
    [{ resourceType: 'Linkage' }, 'Linkage'],
    [{ resourceType: 5 }, 'Resource'],
  ])('%j', (resource, title) => {
    expect(titleOf(resource as Record<string, unknown>)).toBe(title);
  });

  it('is one short line, and never half of a letter', () => {
    const title = titleOf({ resourceType: 'Flag', code: { text: '😀'.repeat(500) } });
    expect([...title].length).toBeLessThanOrEqual(120);
    expect(title.isWellFormed()).toBe(true);
    const loop = {
      resourceType: 'MedicationRequest',
      contained: [{ resourceType: 'MedicationRequest', id: 'm', medicationReference: { reference: '#m' } }],
      medicationReference: { reference: '#m' },
    };
    expect(titleOf(loop)).toBe('MedicationRequest');
  });
});
