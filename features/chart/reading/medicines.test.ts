import { describe, expect, it } from 'vitest';
import { readMedicines } from './medicines.ts';
import { coded, factsOf, idsOf, NOW, only, RXNORM } from './reading.testing.ts';

const METFORMIN = coded(RXNORM, '860975', 'Metformin 500 MG');
const request = (id: string, more: object = {}) => ({
  resourceType: 'MedicationRequest',
  id,
  status: 'active',
  intent: 'order',
  medicationCodeableConcept: METFORMIN,
  authoredOn: '2026-01-01',
  ...more,
});
const statement = (id: string, more: object = {}) => ({
  resourceType: 'MedicationStatement',
  id,
  status: 'active',
  medicationCodeableConcept: METFORMIN,
  ...more,
});
const read = (...resources: object[]) => readMedicines(factsOf(...resources), NOW);
const timeOf = (resource: object) => {
  const { state, because } = only(only(read(resource).medicines).entries);
  return [state, because];
};
const days = (value: number) => ({ value, unit: 'days', system: 'http://unitsofmeasure.org', code: 'd' });

describe('whether a medicine is taken', () => {
  it.each([
    ['active', 'current'],
    ['on-hold', 'on-hold'],
    ['cancelled', 'past'],
    ['completed', 'past'],
    ['stopped', 'past'],
    ['draft', 'planned'],
  ])('a request that is %s: %s', (status, state) => expect(timeOf(request('r', { status }))).toEqual([state, null]));

  it.each([
    ['active', 'current'],
    ['completed', 'past'],
    ['intended', 'planned'],
    ['stopped', 'past'],
    ['on-hold', 'on-hold'],
    ['not-taken', 'not-taken'],
  ])('a statement that is %s: %s', (status, state) =>
    expect(timeOf(statement('s', { status }))).toEqual([state, null]),
  );

  it('is unclear without a status that is known', () => {
    for (const status of ['unknown', undefined, 'ACTIVE', { coding: [] }])
      expect(timeOf(request('r', { status }))).toEqual(['unclear', 'no-status']);
    expect(timeOf(statement('s', { status: 'unknown' }))).toEqual(['unclear', 'no-status']);
  });

  it('is not, once an end that was written has passed', () => {
    const until = (end: string) => [{ timing: { repeat: { boundsPeriod: { start: '2026-01-01', end } } } }];
    expect(timeOf(request('r', { dosageInstruction: until('2026-01-10') }))).toEqual(['past', 'end-passed']);
    expect(timeOf(request('r', { dosageInstruction: until('2026-07-10') }))).toEqual(['current', null]);
    expect(timeOf(statement('s', { effectivePeriod: { start: '2020', end: '2021' } }))).toEqual(['past', 'end-passed']);
    // Of two dosages one after another, nobody says that the second ends.
    expect(timeOf(request('r', { dosageInstruction: [...until('2026-01-10'), { text: 'then half' }] }))).toEqual([
      'current',
      null,
    ]);
  });

  it('is unclear when the supply has ended, refills included', () => {
    const supply = (more: object) => request('r', { dispenseRequest: { expectedSupplyDuration: days(30), ...more } });
    expect(timeOf(supply({}))).toEqual(['unclear', 'supply-ended']);
    expect(timeOf(supply({ numberOfRepeatsAllowed: 5 }))).toEqual(['current', null]);
    expect(only(only(read(supply({ numberOfRepeatsAllowed: 1 })).medicines).entries).supplyEnd).toBe(
      Date.UTC(2026, 0, 2) - 1 + 60 * 86_400_000,
    );
    expect(timeOf(supply({ expectedSupplyDuration: { value: 30, unit: 'doses' } }))).toEqual(['current', null]);
    expect(
      timeOf(request('r', { authoredOn: undefined, dispenseRequest: { expectedSupplyDuration: days(30) } })),
    ).toEqual(['current', null]);
  });

  it('is unclear when all was handed out and may still last', () => {
    const more = {
      status: 'completed',
      authoredOn: '2026-06-01',
      dispenseRequest: { expectedSupplyDuration: days(90) },
    };
    expect(timeOf(request('r', more))).toEqual(['unclear', 'supply-left']);
  });

  it('is not when it must not be, and not yet when it was only proposed', () => {
    expect(timeOf(request('r', { doNotPerform: true }))).toEqual(['not-taken', 'do-not-take']);
    expect(timeOf(request('r', { intent: 'proposal' }))).toEqual(['planned', null]);
    expect(timeOf(request('r', { intent: 'plan', reportedBoolean: true }))).toEqual(['current', null]);
  });
});

describe('the same medicine from several sources', () => {
  it('stands together by code, with what each source says', () => {
    const { medicines } = read(
      request('clinic', { authoredOn: '2025-01-01', dosageInstruction: [{ text: '1 tablet in the morning' }] }),
      statement('diary', { effectiveDateTime: '2026-02-01', dosage: [{ text: '2 tablets' }], medicationCodeableConcept: { ...METFORMIN, text: 'Glucophage' } }),
      request('other', { medicationCodeableConcept: coded(RXNORM, '1', 'Metformin 500 MG') }),
    ); // biome-ignore format: one line each
    expect(medicines.map((one) => [one.words, one.state, one.disagreements, idsOf(one.entries)])).toEqual([
      ['Glucophage', 'current', ['dosage'], ['diary', 'clinic']],
      ['Metformin 500 MG', 'current', [], ['other']],
    ]);
  });

  it('disagrees when one has stopped it since the other began, not when it was prescribed anew', () => {
    const current = request('now', { authoredOn: '2020-05-01' });
    const before = only(read(current, request('b', { status: 'stopped', authoredOn: '2019' })).medicines);
    expect([before.state, before.disagreements]).toEqual(['current', []]);
    const after = only(read(current, statement('b', { status: 'not-taken', effectiveDateTime: '2021' })).medicines);
    expect([after.state, after.disagreements]).toEqual(['current', ['state']]);
    expect(
      only(read(current, request('b', { status: 'on-hold', authoredOn: undefined })).medicines).disagreements,
    ).toEqual(['state']);
    expect(
      only(read(current, request('b', { status: 'unknown', authoredOn: '2021' })).medicines).disagreements,
    ).toEqual([]);
    const until = [{ timing: { repeat: { boundsPeriod: { end: '2020-12-31' } } } }];
    const meanwhile = request('b', { status: 'completed', authoredOn: '2019', dosageInstruction: until });
    expect(only(read(current, meanwhile).medicines).disagreements).toEqual(['state']);
  });

  it('says when current ones differ in the numbers of their names, however these are written', () => {
    const named = (id: string, text: string, more: object = {}) =>
      request(id, { medicationCodeableConcept: { ...METFORMIN, text }, ...more });
    const differ = (...texts: string[]) =>
      only(read(...texts.map((text, at) => named(String(at), text))).medicines).disagreements;
    expect(differ('Metformin 500 mg', 'metformin 1000 mg')).toEqual(['strength']);
    expect(differ('Metformin 0,5 g', 'metformin 0.50 g', 'Metformin')).toEqual([]);
    const past = named('past', 'Metformin 850 mg', { status: 'stopped', authoredOn: '2020' });
    expect(only(read(named('now', 'Metformin 500 mg'), past).medicines).disagreements).toEqual([]);
  });

  it('never by words where there is a code; by words where there is none; and not at all without either', () => {
    const named = (medicationCodeableConcept: object | undefined) => ({ medicationCodeableConcept });
    const { medicines } = read(
      request('a', named({ text: 'Aspirin' })),
      statement('b', named({ text: ' aspirin ' })),
      request('c', named({ coding: [{ system: RXNORM, code: '1191' }], text: 'Aspirin' })),
      request('d', named({ coding: [{ code: '1191' }], text: 'Aspirin' })),
      request('e', named(undefined)),
      request('f', named({ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code: 'unknown' }] })),
      request('g', named({ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code: 'unknown' }] })),
    ); // biome-ignore format: one line each
    expect(medicines.map((one) => [one.groupedBy, idsOf(one.entries)])).toEqual([
      ['text', ['a', 'b']],
      ['code', ['c']],
      ['code', ['d']],
      ['nothing', ['e']],
      ['nothing', ['f']],
      ['nothing', ['g']],
    ]);
  });

  it('is not joined by the code of a class of medicines, unless that is all there is', () => {
    const coding = (...more: object[]) => ({
      medicationCodeableConcept: { coding: [{ system: 'http://www.whocc.no/atc', code: 'A10BA02' }, ...more] },
    });
    for (const system of [RXNORM, 'http://pharmacy.example/codes']) {
      const one = request('a', coding({ system, code: '860975' }));
      expect(read(one, request('b', coding({ system, code: '861007' }))).medicines).toHaveLength(2);
    }
    expect(read(request('a', coding()), request('b', coding())).medicines).toHaveLength(1);
  });

  it('is found through Medication, contained or a fact of its own', () => {
    const medication = { resourceType: 'Medication', id: 'm', code: METFORMIN };
    const by = (reference: string, more: object = {}) => ({
      medicationCodeableConcept: undefined,
      medicationReference: { reference, display: 'Metformin' },
      ...more,
    });
    const { medicines } = read(
      medication,
      request('fact', by('Medication/m')),
      request('inside', by('#x', { contained: [{ ...medication, id: 'x' }] })),
      request('nowhere', by('Medication/gone')),
      request('nowhere2', by('Medication/gone')),
    );
    expect(medicines.map((one) => [one.groupedBy, one.words, idsOf(one.entries)])).toEqual([
      ['code', 'Metformin 500 MG', ['fact', 'inside']],
      ['reference', 'Metformin', ['nowhere', 'nowhere2']],
    ]);
  });

  it('leaves out what was recorded by mistake, and tells "none known" apart', () => {
    const none = {
      medicationCodeableConcept: coded(
        'http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips',
        'no-medication-info',
      ),
    };
    const { medicines, absences } = read(request('x', { status: 'entered-in-error' }), statement('y', none));
    expect(medicines).toEqual([]);
    expect(only(absences)).toMatchObject({ id: 'y', says: 'no-information' });
  });
});
