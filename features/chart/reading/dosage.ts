import type { Node } from '@chartwarden/fhir';
import { conceptOf, lineOf, listOf, nodeOf } from './elements.ts';
import { amountOf, wordsOfAmount } from './quantity.ts';

const LONGEST = 1000;

/** How it is taken, one text per dosage: the record's own words, else what can be told of dose, frequency and route. */
export const dosageWords = (value: unknown): readonly string[] =>
  listOf(value).flatMap((dosage) => wordsOf(dosage) ?? []);

function wordsOf(dosage: Node): string | null {
  const written = lineOf(dosage.text, LONGEST) ?? lineOf(dosage.patientInstruction, LONGEST);
  if (written !== null) return written;
  const timing = nodeOf(dosage.timing);
  const dose = listOf(dosage.doseAndRate)
    .map((one) => {
      const { low, high } = nodeOf(one.doseRange);
      const ends = [one.doseQuantity, low, high].flatMap((end) => amountOf(end) ?? []);
      return ends.map(wordsOfAmount).join(' – ');
    })
    .find((words) => words !== '');
  const needed = dosage.asNeededBoolean === true ? 'as needed' : conceptOf(dosage.asNeededCodeableConcept).words;
  const often = conceptOf(timing.code).words ?? frequency(nodeOf(timing.repeat));
  const words = [dose, often, conceptOf(dosage.route).words, needed].filter(Boolean).join(', ');
  return words === '' ? null : words;
}

/** `2 / 1 d`: twice a day, as FHIR writes it (Timing.repeat), since words for it are the screen's. */
function frequency({ frequency: times, period, periodUnit }: Node): string | null {
  const [often, span, unit] = [lineOf(times) ?? '1', lineOf(period), lineOf(periodUnit)];
  return span === null || unit === null ? null : `${often} / ${span} ${unit}`;
}

/** The end that the one dosage gives itself; of several, a later one may go on, so that nothing is said. */
export function writtenEndOf(value: unknown): string | null {
  const ends = listOf(value).map(
    (dosage) => lineOf(nodeOf(nodeOf(nodeOf(dosage.timing).repeat).boundsPeriod).end) ?? null,
  );
  return ends.length === 1 ? (ends[0] ?? null) : null;
}
