import { metabolic } from './adult.ts';
import { picturePng } from './attachments.ts';
import type { Clinic, Patient } from './clinic.ts';
import {
  allergies,
  analytes,
  type Coding,
  concept,
  documents,
  hl7Concept,
  medicines,
  others,
  panels,
  problems,
  procedures,
  vaccines,
} from './codes.ts';
import type { Random } from './random.ts';

export const grandmother: Patient = {
  name: [{ use: 'official', family: 'Haddad', given: ['Leila'] }],
  birthDate: '1947-09-23',
  gender: 'female',
  member: 'DEMO-1004',
};

/** As the third hospital writes her name; the member number says that it is her. */
export const grandmotherInArabic: Patient = {
  ...grandmother,
  name: [
    { use: 'official', family: 'حدّاد', given: ['ليلى'] },
    { use: 'old', family: 'Haddad', given: ['Leila'] },
  ],
};

const YEAR = 365;

/** What one hospital says about a medicine: strength and how, and `stopped` when it thinks that it is over. */
type Said = readonly [strength: string, how: string, status?: 'active' | 'stopped'] | null;

/** Twelve medicines in three hospitals that have not talked to each other; null: never heard of. */
const MEDICINES: readonly (readonly [what: Coding, north: Said, anna: Said, clara: Said])[] = [
  [medicines.warfarin, ['5 mg', 'as the INR says'], ['5 mg', 'until the change to apixaban', 'stopped'], null],
  [medicines.apixaban, null, ['5 mg', 'twice a day'], ['2.5 mg', 'twice a day']],
  [medicines.metoprolol, ['50 mg', 'in the morning'], ['100 mg', 'in the morning'], ['50 mg', 'twice a day']],
  [medicines.lisinopril, ['20 mg', 'in the morning'], ['20 mg', 'replaced by ramipril', 'stopped'], null],
  [medicines.ramipril, null, ['5 mg', 'in the morning'], null],
  [medicines.furosemide, ['40 mg', 'in the morning'], ['20 mg', 'in the morning'], ['40 mg', 'every other day']],
  [medicines.atorvastatin, ['20 mg', 'in the evening'], null, ['20 mg', 'muscle pain', 'stopped']],
  [medicines.simvastatin, null, null, ['40 mg', 'in the evening']],
  [
    medicines.levothyroxine,
    ['75 mcg', 'before breakfast'],
    ['75 mcg', 'before breakfast'],
    ['88 mcg', 'before breakfast'],
  ],
  [medicines.metformin, ['1000 mg', 'twice a day'], ['500 mg', 'twice a day'], null],
  [
    medicines.omeprazole,
    ['20 mg', 'in the morning'],
    ['20 mg', 'no longer needed', 'stopped'],
    ['20 mg', 'in the morning'],
  ],
  [medicines.digoxin, ['0.125 mg', 'in the morning', 'stopped'], null, ['0.125 mg', 'in the morning']],
];

function orders(clinic: Clinic, column: 1 | 2 | 3, ago: number, by: Ref): void {
  for (const [at, row] of MEDICINES.entries()) {
    const said = row[column];
    if (said === null) continue;
    const [strength, how, status = 'active'] = said;
    clinic.order(row[0], ago - at * 7, { strength, how, status, by });
  }
}
type Ref = ReturnType<Clinic['practitioner']>;

/** Where she has been longest: the heart, the warfarin, the laboratory every two months. */
export function northlakeOfGrandmother(clinic: Clinic, random: Random): void {
  const doctor = clinic.practitioner('Gwendolyn', 'Achterberg');
  for (const [what, years] of [
    [problems.fibrillation, 7],
    [problems.hypertension, 10],
    [problems.heartFailure, 4],
    [problems.type2, 9],
    [problems.hyperlipidemia, 9],
    [problems.hypothyroidism, 8],
  ] as const)
    clinic.problem(what, years * YEAR);
  clinic.allergy(allergies.penicillin, 9 * YEAR, { shown: others.anaphylaxis, severity: 'severe' });
  orders(clinic, 1, 3 * YEAR, doctor);
  clinic.taken(medicines.acetaminophen, '500 mg', 400, {
    note: 'For the knees, up to three a day, says the daughter.',
  });
  for (let ago = 10 * YEAR; ago > 300; ago -= 61) {
    const when = { ago, clock: '08:10' };
    const encounter = clinic.visit(when, 'Anticoagulation clinic', { by: doctor });
    clinic.lab(analytes.inr, random.around(2.5, 0.9), { ...when, encounter });
    clinic.pressure(random.whole(124, 162), random.whole(66, 92), { ...when, encounter });
  }
  for (let half = 20; half > 1; half -= 1) {
    const when = { ago: half * 182, clock: '07:30' };
    clinic.panel(panels.metabolic, metabolic(random), when);
    clinic.lab(analytes.a1c, 6.6 + random.around(0, 0.5), when);
    clinic.lab(analytes.tsh, random.around(2.8, 1.6, 2), when);
    clinic.vital(analytes.weight, 71 + random.around(0, 3), when);
  }
  const stay = clinic.visit({ ago: 4 * YEAR, clock: '03:20' }, 'Short of breath', { by: doctor, kind: 'IMP', days: 6 });
  imaging(clinic, { ago: 4 * YEAR, clock: '04:05', encounter: stay }, doctor);
  clinic.document(
    'discharge',
    { ago: 4 * YEAR - 6, encounter: stay },
    {
      title: 'Discharge summary',
      type: 'text/plain; charset=utf-8',
      by: doctor,
      bytes:
        'Came at night with shortness of breath. Chest picture: enlarged heart, fluid on both sides. Better after six days. Weight on leaving 70.4 kg. The medicines on leaving are in the list.\n',
    },
  );
  // She remembers the year and no more.
  clinic.portal.add('Procedure', {
    status: 'completed',
    code: concept(procedures.appendectomy),
    subject: clinic.patient,
    performedDateTime: '1962',
  });
  clinic.family('MTH', 'Samira', problems.hypertension);
  clinic.smoking(others.exSmoker, 3 * YEAR);
  const payor = 'Silverleaf Senior Plan (fictional)';
  const cover = clinic.insured(payor, 9 * YEAR);
  clinic.settled('Six days in hospital', 4 * YEAR, { billed: 18240.5, paid: 17890.5, by: payor, cover });
  clinic.answered({ ago: 320, clock: '08:05' }, WALKING, [
    ['How far do you walk on a usual day?', 'To the bakery and back, ten minutes'],
    ['How many stairs are there at home?', 14],
    ['Have you fallen in the last year?', false],
    ['What would you like to talk about?', 'The new tablets from Porto'],
  ]);
  clinic.appointment(-12, '08:00', 'Anticoagulation clinic', doctor);
  for (let year = 10; year > 0; year -= 1) clinic.vaccination(vaccines.influenza, year * YEAR - 30, doctor);
  clinic.vaccination(vaccines.pneumococcal, 8 * YEAR, doctor);
}

/** A form of the clinic's own. */
const WALKING = {
  title: 'Getting around at home',
  address: 'https://fhir.northlake.example/R4/Questionnaire/mobility',
};

function imaging(clinic: Clinic, when: { ago: number; clock: string; encounter: Ref }, by: Ref): void {
  const study = clinic.portal.add('ImagingStudy', {
    status: 'available',
    subject: clinic.patient,
    encounter: when.encounter,
    started: clinic.at(when),
    numberOfSeries: 1,
    numberOfInstances: 1,
    description: 'Chest, one view',
    series: [
      {
        uid: '2.25.1001',
        modality: {
          system: 'http://dicom.nema.org/resources/ontology/DCM',
          code: 'DX',
          display: 'Digital Radiography',
        },
        bodySite: { system: 'http://snomed.info/sct', code: '51185008', display: 'Thoracic structure' },
      },
    ],
  });
  clinic.done(procedures.chestXray, when);
  clinic.portal.add('DiagnosticReport', {
    status: 'final',
    category: [{ text: 'Radiology' }],
    code: { coding: [documents.imaging], text: 'Chest X-ray report' },
    subject: clinic.patient,
    encounter: when.encounter,
    effectiveDateTime: clinic.at(when),
    imagingStudy: [study],
    conclusion: 'Enlarged heart shadow, small effusions on both sides.',
  });
  // Two dark lungs in a light chest: enough to see whether a picture is shown.
  const lung = (x: number, y: number, middle: number): number => Math.hypot((x - middle) / 14, (y - 48) / 30);
  const shade = (x: number, y: number): number => 205 - 150 * Math.max(0, 1 - Math.min(lung(x, y, 28), lung(x, y, 68)));
  clinic.document('imaging', when, { title: 'Chest X-ray', type: 'image/png', by, bytes: picturePng(96, shade) });
}

/** The hospital near her sister, where she spent two winters. */
export function sanktAnnaOfGrandmother(clinic: Clinic, random: Random): void {
  const doctor = clinic.practitioner('Jürgen', 'Weiß');
  clinic.problem(problems.fibrillation, 7 * YEAR, { text: 'Vorhofflimmern' });
  clinic.problem(problems.arthrosis, 5 * YEAR);
  clinic.allergy(allergies.none, 2 * YEAR);
  orders(clinic, 2, 2 * YEAR, doctor);
  const stay = clinic.visit({ ago: 2 * YEAR + 9, clock: '11:00' }, 'Hüftoperation', {
    by: doctor,
    kind: 'IMP',
    days: 8,
  });
  clinic.done(procedures.hip, { ago: 2 * YEAR + 8, encounter: stay }, 'Links, ohne Komplikationen.');
  for (let day = 8; day >= 0; day -= 1) {
    const when = { ago: 2 * YEAR + 1 + day, clock: '06:00', encounter: stay };
    clinic.panel(panels.count, [random.around(10.2, 0.9), random.around(9.5, 2.5), random.whole(180, 390)], when);
    clinic.vital(analytes.temperature, random.around(37.1, 0.6), when);
  }
  clinic.lab(analytes.a1cIfcc, 51, { ago: 2 * YEAR + 9, clock: '11:30', encounter: stay });
  // Below what the machine can measure.
  clinic.portal.add('Observation', {
    status: 'final',
    category: [hl7Concept('observation-category', 'laboratory')],
    code: concept(others.crp),
    subject: clinic.patient,
    encounter: stay,
    effectiveDateTime: clinic.at({ ago: 2 * YEAR + 1, clock: '06:00' }),
    valueQuantity: { value: 5, comparator: '<', unit: 'mg/L', system: 'http://unitsofmeasure.org', code: 'mg/L' },
  });
  clinic.document(
    'progress',
    { ago: 2 * YEAR + 3, encounter: stay },
    {
      title: 'Physiotherapie',
      type: 'text/html; charset=utf-8',
      by: doctor,
      bytes:
        '<h1>Physiotherapie</h1><p>Geht mit <b>zwei Stützen</b> 80 Meter. Treppe mit Hilfe.</p><ul><li>Knie rechts schmerzt</li></ul>',
    },
  );
  // A pale line across a darker field.
  const seam = (x: number, y: number): number => (Math.abs(x - y / 3 - 20) < 2 ? 225 : 140 + 20 * Math.sin(y / 5));
  clinic.picture(
    { ago: 2 * YEAR + 2, clock: '10:20', encounter: stay },
    { title: 'Narbe nach einer Woche', type: 'image/png', by: doctor, of: 'Hüfte links', bytes: picturePng(64, seam) },
  );
  clinic.document(
    'discharge',
    { ago: 2 * YEAR + 1, encounter: stay },
    {
      title: 'Entlassungsbrief',
      type: 'text/plain; charset=utf-8',
      by: doctor,
      bytes:
        'Aufnahme zur geplanten Hüftoperation links. Verlauf ohne Besonderheiten. Umstellung von Warfarin auf Apixaban und von Lisinopril auf Ramipril. Entlassung nach Hause.\n',
    },
  );
}

/** The hospital at her daughter's, which knows her by the name in her passport. */
export function santaClaraOfGrandmother(clinic: Clinic, random: Random): void {
  const doctor = clinic.practitioner('Inês', 'Gonçalves');
  clinic.problem(problems.osteoporosis, YEAR);
  clinic.problem(problems.heartFailure, 4 * YEAR, { text: 'Insuficiência cardíaca' });
  orders(clinic, 3, YEAR, doctor);
  clinic.done(procedures.cataract, { ago: 300, clock: '12:00' });
  clinic.done(procedures.colonoscopy, { ago: 200 });
  clinic.vaccination(vaccines.zoster, 250, doctor);
  clinic.vaccination(vaccines.influenza, YEAR - 30, doctor);
  for (let ago = 360; ago > 0; ago -= 60) {
    const when = { ago, clock: '09:15' };
    const encounter = clinic.visit(when, 'Consulta de cardiologia', { by: doctor });
    clinic.lab(analytes.glucoseMoles, random.around(6.9, 1.6), { ...when, encounter });
    clinic.lab(analytes.creatinineMoles, random.around(84, 14), { ...when, encounter });
    clinic.pressure(random.whole(118, 148), random.whole(62, 84), { ...when, encounter });
  }
  clinic.team('Cardiologia', [['Cardiologist', doctor]]);
  clinic.document(
    'referral',
    { ago: 110 },
    {
      title: 'رسالة إحالة',
      type: 'text/plain; charset=utf-8',
      by: doctor,
      bytes: 'السيدة ليلى حدّاد معروفة لدينا منذ سنة. ضغط الدم مستقر. قائمة الأدوية مرفقة.\n',
    },
  );
}
