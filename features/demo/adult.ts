import { letterPdf } from './attachments.ts';
import type { Clinic, Patient } from './clinic.ts';
import {
  allergies,
  analytes,
  concept,
  hl7Concept,
  medicines,
  others,
  panels,
  problems,
  procedures,
  vaccines,
} from './codes.ts';
import { hashed, type Random } from './random.ts';

export const adult: Patient = {
  name: [{ use: 'official', family: 'Åström-Núñez', given: ['Ingrid', 'Sofía'] }],
  birthDate: '1984-05-17',
  gender: 'female',
  member: 'DEMO-1001',
};

const YEAR = 365;
const QUARTER = 91;
const FIRST = 10 * YEAR;
/** Since then the laboratory gives another range for HbA1c. */
const NEW_RANGE = 4 * YEAR;

/** The visits to the diabetes clinic, oldest first; the practice gets the HbA1c of some of them, too. */
const VISITS = Array.from({ length: Math.ceil(FIRST / QUARTER) }, (_, at) => {
  const ago = FIRST - at * QUARTER;
  const a1c = Number((7.1 + 1.3 * (ago / FIRST) + 0.8 * (hashed(7, at) - 0.5)).toFixed(1));
  return { ago, clock: ['08:40', '10:15', '14:00'][at % 3] ?? '08:40', a1c };
});

/** Ten years of type 1 diabetes as the hospital that follows it has them. */
export function hospitalOfAdult(clinic: Clinic, random: Random): void {
  const doctor = clinic.practitioner('Aurélie', 'Okonkwo');
  const educator = clinic.practitioner('Tomasz', 'Wiśniewski');
  clinic.problem(problems.type1, FIRST + 12);
  clinic.problem(problems.hypertension, 3 * YEAR);
  clinic.order(medicines.glargine, 9 * YEAR, { strength: '100 units/mL', how: '18 units in the evening', by: doctor });
  clinic.order(medicines.lispro, 9 * YEAR, {
    strength: '100 units/mL',
    how: 'with meals, by pump since 2021',
    by: doctor,
  });
  clinic.order(medicines.lisinopril, 3 * YEAR, {
    strength: '10 mg',
    how: 'one tablet in the morning',
    why: 'blood pressure',
    by: doctor,
  });
  clinic.order(medicines.metformin, 6 * YEAR, {
    strength: '500 mg',
    how: 'twice a day',
    status: 'stopped',
    by: doctor,
  });
  for (const { a1c, ...when } of VISITS) {
    const encounter = clinic.visit(when, 'Diabetes clinic', { by: doctor });
    const here = { ...when, encounter };
    const range = when.ago > NEW_RANGE ? { ...analytes.a1c, low: 4.3, high: 6.1 } : analytes.a1c;
    clinic.lab(range, a1c, here);
    clinic.pressure(random.whole(112, 136), random.whole(68, 86), here);
    clinic.vital(analytes.heartRate, random.whole(58, 82), here);
    clinic.vital(analytes.weight, 66 + random.around(0, 2), here);
    clinic.document('progress', here, {
      title: 'Diabetes clinic visit',
      type: 'text/plain; charset=utf-8',
      by: doctor,
      bytes: `Seen in the diabetes clinic. Brings sensor data. HbA1c today ${a1c.toFixed(1)} %. ${random.pick([
        'Few lows at night since the last visit.',
        'Two lows after sport, both noticed in time.',
        'Reports more highs during a busy month at work.',
      ])} Feet: pulses felt, skin intact. Next visit in three months.\n`,
    });
  }
  for (let year = 10; year > 0; year -= 1) {
    const when = { ago: year * YEAR - 20, clock: '07:50' };
    clinic.panel(panels.metabolic, metabolic(random), when);
    clinic.panel(
      panels.lipid,
      [random.whole(165, 215), random.whole(70, 160), random.whole(48, 66), random.whole(85, 140)],
      when,
    );
    clinic.lab(analytes.albuminRatio, random.around(14, 9, 0), when);
  }
  clinic.portal.add('Device', {
    status: 'active',
    deviceName: [{ name: 'Insulin pump', type: 'user-friendly-name' }],
    type: { text: 'Insulin pump' },
    patient: clinic.patient,
  });
  clinic.document(
    'consult',
    { ago: 40 },
    {
      title: 'Letter to the family practice',
      type: 'application/pdf',
      by: doctor,
      bytes: letterPdf([
        'Northlake General Hospital, Diabetes Clinic',
        'To: Birch Lane Family Practice',
        '',
        'Re: Ingrid Astrom-Nunez, born 1984-05-17',
        '',
        'We saw your patient for her regular visit. The sensor was worn for',
        '93 percent of the time. The pump settings were left as they are.',
        'Laboratory values are enclosed in the portal.',
        '',
        'This letter is about a person who does not exist.',
      ]),
    },
  );
  clinic.family('MTH', 'Leila', problems.type2);
  clinic.team('Diabetes team', [
    ['Endocrinologist', doctor],
    ['Diabetes educator', educator],
  ]);
  clinic.plan(
    'Diabetes care plan',
    'HbA1c below 7.0 %',
    ['Visit every three months', 'Eye examination once a year'],
    2 * YEAR,
  );
  for (const [ago, nights, lows] of [
    [YEAR + 38, 'Two or three a week', 3],
    [38, 'Hardly ever', 1],
  ] as const)
    clinic.answered({ ago, clock: '07:55' }, BEFORE_VISIT, [
      ['How often does the sensor wake you at night?', nights],
      ['How many lows did you have last week?', lows],
      ['Do you carry glucose with you?', true],
    ]);
  clinic.appointment(-35, '10:00', 'Diabetes clinic', doctor);
}

/** A form of the clinic's own. */
const BEFORE_VISIT = {
  title: 'Before your diabetes visit',
  address: 'https://fhir.northlake.example/R4/Questionnaire/diabetes-visit',
};

/** The family practice: the same problems and some of the same results under ids of its own. */
export function practiceOfAdult(clinic: Clinic, random: Random): void {
  const doctor = clinic.practitioner('Björn', 'Þórsson');
  clinic.problem(problems.type1, FIRST + 12, { text: 'Type 1 diabetes' });
  clinic.problem(problems.bronchitis, 5 * YEAR + 40, { healed: 5 * YEAR + 22 });
  clinic.allergy(allergies.penicillin, 9 * YEAR, { shown: others.hives, severity: 'moderate' });
  clinic.smoking(others.neverSmoked, 200);
  clinic.insured('Commonshare Health Plan (fictional)', 6 * YEAR);
  clinic.taken(medicines.ibuprofen, '400 mg', 2 * YEAR, {
    note: 'Now and then for headache, bought without prescription.',
  });
  clinic.order(medicines.lisinopril, 3 * YEAR, { strength: '10 mg', how: 'one tablet in the morning', by: doctor });
  clinic.done(procedures.appendectomy, { ago: 8 * YEAR }, 'Done at Northlake, reported by the patient.');
  for (let year = 10; year > 0; year -= 1) {
    const when = { ago: year * YEAR - 60, clock: '11:20' };
    const encounter = clinic.visit(when, 'Yearly check', { by: doctor });
    clinic.panel(panels.count, [random.around(13.4, 0.8), random.around(6.5, 1.5), random.whole(190, 320)], {
      ...when,
      encounter,
    });
    clinic.lab(analytes.tsh, random.around(2.1, 1.2, 2), { ...when, encounter });
    clinic.vaccination(vaccines.influenza, year * YEAR - 60, doctor);
  }
  // A slip of the pen that the practice has marked as one.
  clinic.portal.add('Observation', {
    status: 'entered-in-error',
    category: [hl7Concept('observation-category', 'vital-signs')],
    code: concept(analytes.weight.coding),
    subject: clinic.patient,
    effectiveDateTime: clinic.at({ ago: YEAR - 60, clock: '11:25' }),
    valueQuantity: { value: 660, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
  });
  // The hospital sends some of its results to the practice, which files them as its own.
  for (const { a1c, ...when } of VISITS.filter((_, at) => at % 4 === 0)) clinic.lab(analytes.a1c, a1c, when);
  clinic.vaccination(vaccines.tdap, 4 * YEAR, doctor);
}

export const metabolic = (random: Random): readonly number[] => [
  random.whole(136, 144),
  random.around(4.2, 0.5),
  random.around(0.85, 0.2, 2),
  random.whole(9, 19),
  random.whole(95, 185),
];
