import type { Clinic, Patient } from './clinic.ts';
import { allergies, analytes, hl7Concept, medicines, problems, vaccines } from './codes.ts';
import type { Random } from './random.ts';

export const child: Patient = {
  name: [
    { use: 'official', family: 'Åström-Núñez', given: ['Yuki'] },
    { use: 'nickname', given: ['雪ちゃん'] },
  ],
  birthDate: '2019-12-01',
  gender: 'female',
  member: 'DEMO-1003',
};

/** Ages in days at which a healthy child is seen and vaccinated here. */
const VISITS: readonly (readonly [age: number, given: readonly (keyof typeof vaccines)[]])[] = [
  [2, ['hepB']],
  [61, ['dtap', 'ipv', 'hepB']],
  [122, ['dtap', 'ipv']],
  [183, ['dtap', 'hepB']],
  [366, ['mmr', 'varicella']],
  [480, ['dtap']],
  [731, []],
  [1096, ['influenza']],
  [1470, ['dtap', 'ipv', 'mmr', 'varicella']],
  [1830, ['influenza']],
  [2200, ['influenza']],
];

/** @param age in days at the end of the record */
export function practiceOfChild(clinic: Clinic, random: Random, age: number): void {
  const doctor = clinic.practitioner('Björn', 'Þórsson');
  clinic.allergy(allergies.none, 100);
  clinic.insured('Commonshare Health Plan (fictional)', age);
  for (const [day, given] of VISITS.filter(([at]) => at < age)) {
    const when = { ago: age - day, clock: '09:00' };
    const encounter = clinic.visit(when, 'Well-child visit', { by: doctor });
    const here = { ...when, encounter };
    const years = day / 365;
    clinic.vital(analytes.height, 50 + 26 * Math.sqrt(years) + random.around(0, 0.5), here);
    clinic.vital(analytes.weight, 3.4 + 6.2 * Math.sqrt(years) + 0.6 * years + random.around(0, 0.2), here);
    for (const vaccine of given) clinic.vaccination(vaccines[vaccine], when.ago, doctor);
  }
  clinic.problem(problems.otitis, 900, { healed: 890 });
  clinic.order(medicines.amoxicillin, 900, {
    strength: '400 mg/5 mL',
    how: '5 mL twice a day for seven days',
    status: 'completed',
    by: doctor,
  });
  // A test that has a name and an answer, and no code.
  clinic.portal.add('Observation', {
    status: 'final',
    category: [hl7Concept('observation-category', 'laboratory')],
    code: { text: 'Rapid influenza test' },
    subject: clinic.patient,
    effectiveDateTime: clinic.date(250),
    valueString: 'negative',
  });
  clinic.appointment(-20, '09:00', 'Well-child visit', doctor);
}

/** One evening in an emergency room, which copied what the parents brought along. */
export function hospitalOfChild(clinic: Clinic, age: number): void {
  const doctor = clinic.practitioner('Chidi', 'Eze');
  const when = { ago: 430, clock: '15:40' };
  const encounter = clinic.visit({ ago: 430, clock: '15:10' }, 'Fall from a swing', { by: doctor, kind: 'EMER' });
  clinic.vital(analytes.temperature, 36.8, { ...when, encounter });
  clinic.vital(analytes.oxygen, 99, { ...when, encounter });
  clinic.document(
    'discharge',
    { ...when, encounter },
    {
      title: 'Emergency room summary',
      type: 'text/plain; charset=utf-8',
      by: doctor,
      bytes:
        'Fell from a swing onto the left arm. No fracture seen. Cries little, uses the arm. Went home with the parents.\n',
    },
  );
  // The same shots as at the practice, from the family's paper booklet.
  clinic.vaccination(vaccines.mmr, age - 366);
  clinic.vaccination(vaccines.varicella, age - 366);
}
