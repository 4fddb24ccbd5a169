import type { Clinic, Patient } from './clinic.ts';
import { analytes, concept, hl7Concept, medicines, others, panels, problems, vaccines } from './codes.ts';
import type { Random } from './random.ts';

export const teenager: Patient = {
  name: [{ use: 'official', family: 'Åström-Núñez', given: ['Søren'] }],
  birthDate: '2010-02-08',
  gender: 'male',
  member: 'DEMO-1002',
};

const YEAR = 365;

export function practiceOfTeenager(clinic: Clinic, random: Random): void {
  const doctor = clinic.practitioner('Björn', 'Þórsson');
  clinic.problem(problems.asthma, 8 * YEAR);
  clinic.order(medicines.albuterol, 2 * YEAR, {
    strength: '90 mcg per puff',
    how: 'two puffs when short of breath',
    by: doctor,
  });
  clinic.vaccination(vaccines.tdap, 5 * YEAR, doctor);
  clinic.insured('Commonshare Health Plan (fictional)', 6 * YEAR);
  for (let year = 10; year > 0; year -= 1) {
    const when = { ago: year * YEAR - 100, clock: '15:30' };
    const encounter = clinic.visit(when, 'Well visit', { by: doctor });
    const here = { ...when, encounter };
    clinic.vital(analytes.height, 178 - year * 6.1 + random.around(0, 0.6), here);
    clinic.vital(analytes.weight, 66 - year * 4.3 + random.around(0, 0.8), here);
    clinic.pressure(random.whole(102, 120), random.whole(60, 76), here);
    clinic.vaccination(vaccines.influenza, year * YEAR - 100, doctor);
    clinic.document('progress', here, {
      title: 'Well visit',
      type: 'text/plain; charset=utf-8',
      by: doctor,
      bytes: `Yearly visit with a parent. ${random.pick(['Plays handball.', 'Rides a bicycle to school.', 'Swims twice a week.'])} Lungs clear on both sides.\n`,
    });
  }
  clinic.appointment(-80, '15:00', 'Well visit', doctor);
}

/** What a young person may want to keep from most readers: it has to be found and labelled by the intake. */
export function youthClinicOfTeenager(clinic: Clinic): void {
  const therapist = clinic.practitioner('Nandini', 'Rao');
  clinic.problem(problems.depression, 500);
  clinic.order(medicines.sertraline, 420, { strength: '50 mg', how: 'one tablet in the morning', by: therapist });
  clinic.smoking(others.neverSmoked, 300);
  const notes: readonly (readonly [ago: number, title: string, text: string])[] = [
    [
      500,
      'First conversation',
      'Comes because of low mood since spring. Sleeps badly. Depression questionnaire filled in together. No thoughts of suicide, asked openly.',
    ],
    [
      410,
      'Psychotherapy, session 4',
      'Tells about arguments at home. Wants these notes kept from his parents, which we talked about. Psychotherapy goes on every two weeks.',
    ],
    [
      300,
      'Talk about growing up',
      'Asked about contraception and about his sexual orientation. Information given, questions answered.',
    ],
    [
      220,
      'Talk after a party',
      'Drank beer at a party and worries about it. Alcohol use otherwise denied. Substance use questionnaire without further findings.',
    ],
    [
      90,
      'Psychotherapy, session 17',
      'Mood clearly better, back at handball. Anxiety before exams remains. Sessions once a month from now on.',
    ],
  ];
  for (const [index, [ago, title, text]] of notes.entries()) {
    const encounter = clinic.visit({ ago, clock: '15:00' }, 'Youth clinic', { by: therapist });
    clinic.document(
      'progress',
      { ago, clock: '15:00', encounter },
      {
        title,
        type: 'text/plain; charset=utf-8',
        by: therapist,
        bytes: `${text}\n`,
      },
    );
    clinic.portal.add('Observation', {
      status: 'final',
      category: [hl7Concept('observation-category', 'survey')],
      code: concept(others.phq9),
      subject: clinic.patient,
      encounter,
      effectiveDateTime: clinic.at({ ago, clock: '15:00' }),
      valueQuantity: { value: 16 - 3 * index, unit: '{score}', system: 'http://unitsofmeasure.org', code: '{score}' },
    });
  }
  clinic.panel(panels.count, [14.6, 6.2, 244], { ago: 420 });
}
