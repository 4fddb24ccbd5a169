import { describe, expect, it } from 'vitest';
import { readAllergies } from './allergies.ts';
import { readImmunizations } from './immunizations.ts';
import { coded, factsOf, idsOf, only, SCT } from './reading.testing.ts';

const is = (clinical: string | null, verification = 'confirmed') => ({
  ...(clinical === null
    ? {}
    : { clinicalStatus: coded('http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', clinical) }),
  verificationStatus: coded('http://terminology.hl7.org/CodeSystem/allergyintolerance-verification', verification),
});
const allergy = (id: string, more: object, code: object = coded(SCT, '91936005', 'Penicillin')) => ({
  resourceType: 'AllergyIntolerance',
  id,
  code,
  ...more,
});
const read = (...resources: object[]) => readAllergies(factsOf(...resources));

describe('allergies', () => {
  it.each([
    ['active', 'confirmed', 'active'],
    ['active', 'unconfirmed', 'active'],
    ['inactive', 'confirmed', 'past'],
    ['resolved', 'confirmed', 'past'],
    [null, 'confirmed', 'unknown'],
    ['active', 'refuted', 'refuted'],
  ])('that are %s and %s: %s', (clinical, verification, state) => {
    expect(only(read(allergy('a', is(clinical, verification))).allergies).state).toBe(state);
  });

  it('stay active as long as one source says so, and the disagreement is said', () => {
    const one = only(read(allergy('a', is('active')), allergy('b', is('resolved'))).allergies);
    expect([one.state, one.disagrees]).toEqual(['active', true]);
  });

  it('leave out what was recorded by mistake', () => {
    expect(read(allergy('a', is('active', 'entered-in-error')))).toEqual({
      allergies: [],
      absences: [],
      disagrees: false,
    });
  });

  it('keep reactions, category and criticality as they are told', () => {
    const entry = only(
      only(
        read(
          allergy('a', {
            ...is('active'),
            type: 'allergy',
            category: ['medication', 'nonsense'],
            criticality: 'high',
            reaction: [{ manifestation: [{ text: 'Hives' }, coded(SCT, '1', 'Swelling')], severity: 'severe' }],
          }),
        ).allergies,
      ).entries,
    );
    expect(entry).toMatchObject({ nature: 'allergy', categories: ['medication'], criticality: 'high' });
    expect(entry.reactions).toEqual([{ substance: null, manifestations: ['Hives', 'Swelling'], severity: 'severe' }]);
  });

  it('that are said not to be there are no allergies, and contradict those that are', () => {
    const none = allergy('none', is('active'), coded(SCT, '716186003', 'No known allergy'));
    expect(read(none)).toMatchObject({
      allergies: [],
      absences: [{ id: 'none', says: 'none-known' }],
      disagrees: false,
    });
    expect(read(none, allergy('a', is('active'))).disagrees).toBe(true);
    expect(read(none, allergy('a', is('resolved'))).disagrees).toBe(false);
    const ips = 'http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips';
    const nobodyKnows = allergy('unknown', is('active'), coded(ips, 'no-allergy-info'));
    expect(read(nobodyKnows, allergy('a', is('active')))).toMatchObject({
      absences: [{ says: 'no-information' }],
      disagrees: false,
    });
    // Words alone name nothing as absent.
    expect(read(allergy('a', is('active'), { text: 'No known allergies' })).allergies).toHaveLength(1);
  });
});

describe('immunizations', () => {
  const CVX = 'http://hl7.org/fhir/sid/cvx';
  const dose = (id: string, more: object, code = '140') => ({
    resourceType: 'Immunization',
    id,
    status: 'completed',
    vaccineCode: coded(CVX, code),
    ...more,
  });

  it('stand by vaccine, newest first, those not given among them and said so', () => {
    const { vaccines } = readImmunizations(
      factsOf(
        dose('first', { occurrenceDateTime: '2019-10-01' }),
        dose('refused', { occurrenceDateTime: '2020-10-01', status: 'not-done', statusReason: { text: 'declined' } }),
        dose('other', { occurrenceDateTime: '2021' }, '115'),
        dose('error', { occurrenceDateTime: '2022', status: 'entered-in-error' }),
        dose('words', { occurrenceString: 'as a child', status: undefined }),
      ),
    );
    expect(vaccines.map((one) => idsOf(one.doses))).toEqual([['other'], ['refused', 'first', 'words']]);
    expect(vaccines[1]?.doses.map((one) => [one.state, one.why, one.whenWords])).toEqual([
      ['not-given', 'declined', null],
      ['given', null, null],
      ['unknown', null, 'as a child'],
    ]);
  });

  it('say which dose it was as far as the source does', () => {
    const { vaccines } = readImmunizations(
      factsOf(dose('a', { protocolApplied: [{ doseNumberPositiveInt: 2, series: 'basic', targetDisease: [{ text: 'Flu' }] }], lotNumber: 'X1' })),
    ); // biome-ignore format: one line
    expect(only(only(vaccines).doses)).toMatchObject({ dose: '2', series: 'basic', against: ['Flu'], lot: 'X1' });
    expect(only(only(readImmunizations(factsOf(dose('a', {}))).vaccines).doses).dose).toBeNull();
  });
});
