import { describe, expect, it } from 'vitest';
import { createRandomResources } from './random-resource.testing.ts';
import { keptTypes } from './resource-kinds.ts';
import { versionOf } from './version.ts';

const said = (resource: Record<string, unknown>): string => {
  const evidence = versionOf(resource);
  return evidence.kind === 'other' ? `${evidence.versions.join(' or ')}: ${evidence.because}` : evidence.kind;
};

describe('the FHIR version of a resource', () => {
  it('is never another one for what is made from the R4 tables', () => {
    const random = createRandomResources(21);
    for (const type of keptTypes) {
      for (const fullness of [0, 0.3, 1])
        expect([type, versionOf(random.make(type, fullness)).kind]).not.toContain('other');
    }
  });

  it.each<[Record<string, unknown>, string]>([
    [{ resourceType: 'MedicationOrder' }, 'DSTU2: MedicationOrder is a type of it'],
    [{ resourceType: 'ImagingManifest' }, 'STU3: ImagingManifest is a type of it'],
    [{ resourceType: 'ProcedureRequest' }, 'DSTU2 or STU3: ProcedureRequest is a type of it'],
    [{ resourceType: 'NutritionIntake' }, 'R5: NutritionIntake is a type of it'],
    [{ resourceType: 'Observation', comments: 'x' }, 'DSTU2: Observation.comments'],
    [{ resourceType: 'Observation', comment: 'x' }, 'STU3: Observation.comment'],
    [{ resourceType: 'Observation', triggeredBy: [{}] }, 'R5: Observation.triggeredBy'],
    [{ resourceType: 'Patient', animal: {} }, 'DSTU2 or STU3: Patient.animal'],
    [{ resourceType: 'Condition', clinicalStatus: 'active' }, 'DSTU2 or STU3: Condition.clinicalStatus is a code'],
    [
      { resourceType: 'Condition', clinicalStatus: 'active', assertedDate: '2010' },
      'STU3: Condition.clinicalStatus is a code',
    ],
    [
      { resourceType: 'Encounter', class: [{ coding: [{ code: 'AMB' }] }] },
      'R5: Encounter.class is a list of concepts',
    ],
    [{ resourceType: 'MedicationRequest', medication: { concept: {} } }, 'R5: MedicationRequest.medication'],
    [{ resourceType: 'Immunization', notGiven: false, date: '2010' }, 'STU3: Immunization.notGiven'],
    [
      { resourceType: 'Patient', meta: { profile: ['http://hl7.org/fhir/STU3/StructureDefinition/Patient'] } },
      'STU3: its profile names FHIR STU3',
    ],
  ])('%j', (resource, expected) => {
    expect(said(resource)).toBe(expected);
  });

  it('stays open where every version reads the same, and is R4 where only R4 has it', () => {
    expect(said({ resourceType: 'Patient', name: [{ family: 'x' }] })).toBe('any');
    expect(said({ resourceType: 'Observation', hasMember: [], effectiveTiming: {}, encounter: {} })).not.toMatch(/:/);
    expect(said({ resourceType: 'DocumentManifest', masterIdentifier: {} })).not.toMatch(/:/);
    expect(said({ resourceType: 'MedicationRequest', reportedBoolean: true, medicationReference: {} })).toBe('R4');
  });

  it('is not changed by one stray element in a resource that has what only R4 has', () => {
    expect(said({ resourceType: 'MedicationRequest', reportedBoolean: true, definition: [{}] })).toBe('any');
    expect(said({ resourceType: 'Observation', nobodyKnowsThis: 1 })).toBe('any');
    expect(said({ resourceType: 'Nothing' })).toBe('any');
    expect(said({ resourceType: 'Ingredient' })).toBe('any');
  });
});
