import { numbersFrom } from '../../tests/support/random.ts';

const syllables =
  'ab an ar as be bor ca cal car co cu da de di do du el en er fa fe fi fo ga ge gi go ha he hy in ip is ka ke la le li lo ma me mi mo na ne ni no nu op or pa pe pi po ra re ri ro sa se si so ta te ti to tu ul un va ve vi vo xa xi ya ze'.split(
    ' ',
  );

/** Words that are no words, some often and most seldom, as in any text. */
function makeWords(next: (limit: number) => number, count: number): () => string {
  const words = Array.from({ length: count }, () =>
    Array.from({ length: 2 + next(3) }, () => syllables[next(syllables.length)]).join(''),
  );
  return () => words[Math.floor(count ** (next(1_000_000) / 1_000_000)) - 1] ?? 'other';
}

/** A record of our own: results mostly, and visits, problems, medicines and notes, as JSON; the same every time. */
export function* ownFacts(count: number): Generator<string> {
  const next = numbersFrom(50);
  const word = makeWords(next, 30_000);
  const phrase = (length: number): string => Array.from({ length }, word).join(' ');
  const codes = Array.from({ length: 900 }, (_, index) => ({
    code: `${1000 + index * 7}-${index % 10}`,
    display: phrase(2 + (index % 5)),
  }));
  const names = Array.from({ length: 60 }, () => phrase(2));
  for (let index = 0; index < count; index += 1) {
    const coding = codes[Math.floor(900 ** (next(1_000_000) / 1_000_000)) - 1] ?? codes[0];
    const day = new Date(Date.UTC(1990, 0, 1) + next(1_000_000) * 1_000_000).toISOString();
    const kind = next(100);
    const own = {
      id: `own-${index}`,
      meta: { versionId: '1', lastUpdated: day },
      subject: { reference: 'Patient/own' },
    };
    const performer = [{ reference: `Practitioner/${next(60)}`, display: `Dr. ${names[next(60)]}` }];
    const code = { coding: [{ system: 'http://loinc.org', ...coding }], text: coding?.display };
    const main = (): object => {
      if (kind < 70) {
        const unit = ['mg/dL', 'mmol/L', '%', 'g/L'][next(4)];
        const system = 'http://unitsofmeasure.org';
        const valueQuantity = { value: next(100_000) / 100, unit, system, code: unit };
        const category = [
          {
            coding: [
              {
                system: 'http://terminology.hl7.org/CodeSystem/observation-category',
                code: 'laboratory',
                display: 'laboratory',
              },
            ],
          },
        ];
        return {
          resourceType: 'Observation',
          ...own,
          status: 'final',
          category,
          code,
          effectiveDateTime: day,
          issued: day,
          performer,
          encounter: { reference: `Encounter/own-${index - 1}` },
          valueQuantity,
        };
      }
      if (kind < 80)
        return {
          resourceType: 'Encounter',
          ...own,
          status: 'finished',
          class: { code: 'AMB' },
          type: [code],
          period: { start: day, end: day },
          participant: [{ individual: performer[0] }],
          reasonCode: [{ text: phrase(4) }],
          serviceProvider: { reference: 'Organization/1', display: names[next(60)] },
        };
      if (kind < 88)
        return {
          resourceType: 'Condition',
          ...own,
          clinicalStatus: { coding: [{ code: 'active' }] },
          code,
          onsetDateTime: day,
          recordedDate: day,
          note: [{ text: phrase(12) }],
        };
      if (kind < 95)
        return {
          resourceType: 'MedicationRequest',
          ...own,
          status: 'active',
          intent: 'order',
          medicationCodeableConcept: code,
          authoredOn: day,
          requester: performer[0],
          dosageInstruction: [{ text: phrase(6), timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd' } } }],
        };
      const data = Buffer.from(phrase(150 + next(300))).toString('base64');
      return {
        resourceType: 'DocumentReference',
        ...own,
        status: 'current',
        type: code,
        date: day,
        author: performer,
        content: [{ attachment: { contentType: 'text/plain', data } }],
      };
    };
    yield JSON.stringify(main());
  }
}
