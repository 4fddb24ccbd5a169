import { describe, expect, it } from 'vitest';
import { procedurePart, readProcedures } from './procedures.ts';
import { coded, factsOf, idsOf, only, SCT } from './reading.testing.ts';

const read = (...resources: readonly object[]) =>
  readProcedures(factsOf(...resources).flatMap((fact) => procedurePart(fact) ?? [])).procedures;
const SECTION = 'http://terminology.hl7.org/CodeSystem/v2-0074';
const ada = { resourceType: 'Practitioner', id: 'ada', name: [{ prefix: ['Dr.'], given: ['Ada'], family: 'Berg' }] };

describe('what was done', () => {
  it('stands newest first, with the undated last, and nothing that was recorded by mistake', () => {
    const procedure = (id: string, more: object) => ({ resourceType: 'Procedure', id, status: 'completed', ...more });
    const list = read(
      procedure('old', { performedDateTime: '2019' }),
      procedure('none', {}),
      procedure('new', { performedPeriod: { start: '2021-03-01', end: '2021-03-02' } }),
      { ...procedure('mistake', {}), status: 'entered-in-error' },
    );
    expect(idsOf(list)).toEqual(['new', 'old', 'none']);
    expect(list[0]).toMatchObject({ start: { text: '2021-03-01' }, end: { text: '2021-03-02' } });
  });

  it('names who did it by the fact about them, and keeps words where there is no date', () => {
    const done = only(
      read(ada, {
        resourceType: 'Procedure', id: 'p', status: 'completed', code: coded(SCT, '80146002', 'Appendectomy'),
        performedString: 'as a child', performer: [{ actor: { reference: 'Practitioner/ada' } }],
        complication: [{ text: 'Wound infection' }],
      }), // biome-ignore format: one resource
    );
    expect(done).toMatchObject({
      words: 'Appendectomy', whenWords: 'as a child', start: null, by: ['Dr. Ada Berg'], outcome: 'Wound infection',
    }); // biome-ignore format: one expectation
  });

  it('does not take what was not done for done, nor a status that nobody knows', () => {
    const states = (status: unknown) => only(read({ resourceType: 'Procedure', id: 'p', status })).state;
    expect(['completed', 'not-done', 'preparation', 'stopped', 'on-hold', 'toString', undefined].map(states)).toEqual([
      'done', 'not-done', 'planned', 'stopped', 'under-way', 'unknown', 'unknown',
    ]); // biome-ignore format: one list
  });
});

describe('imaging', () => {
  it('has the modality and the place in the body of its series', () => {
    const study = only(
      read({
        resourceType: 'ImagingStudy', id: 'i', status: 'available', started: '2020-01-02', numberOfInstances: 2,
        series: [
          { modality: { code: 'DX', display: 'Digital radiography' }, bodySite: { code: '8205005', display: 'Wrist' } },
          { modality: { code: 'DX', display: 'Digital radiography' }, description: 'Left wrist' },
        ],
      }), // biome-ignore format: one resource
    );
    expect(study).toMatchObject({
      kind: 'imaging', words: 'Left wrist', modalities: ['Digital radiography'], bodySites: ['Wrist'], instances: '2',
    }); // biome-ignore format: one expectation
  });

  it('comes with the reports that are no laboratory, with their conclusion', () => {
    const report = (id: string, code: string) => ({
      resourceType: 'DiagnosticReport', id, status: 'final', category: [coded(SECTION, code)], conclusion: 'No fracture.',
    }); // biome-ignore format: one resource
    expect(only(read(report('lab', 'CH'), report('x-ray', 'RAD')))).toMatchObject({
      id: 'x-ray', kind: 'report', outcome: 'No fracture.',
    }); // biome-ignore format: one expectation
  });
});
