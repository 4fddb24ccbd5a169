import { readAllergies } from '../../reading/allergies.ts';
import { readMedicines } from '../../reading/medicines.ts';
import { readProblems } from '../../reading/problems.ts';
import type { FactMark, ReadFact } from '../../reading/read-fact.ts';
import { absenceText } from '../contents/absences.ts';
import { allergyCell, reactionCell, riskCell } from '../contents/allergies.ts';
import { idsOf } from '../contents/content.ts';
import { howCell, nameCell, sinceCell } from '../contents/medicines.ts';
import { problemCell, spanCell } from '../contents/problems.ts';
import { emphasized, joined, quiet, spansOf, type Text } from '../sheet/text.ts';
import type { Words } from '../words/words.ts';
import { optionalSections } from './optional-sections.ts';
import { inLine, type SummarySection } from './summary-section.ts';

/**
 * All sections that have anything, the required ones always.
 * @param facts with what each source says @param once each thing once
 */
export function summarySections(
  facts: readonly ReadFact[],
  once: readonly ReadFact[],
  now: number,
  words: Words,
): readonly SummarySection[] {
  return [
    allergiesOf(facts, words),
    medicinesOf(facts, now, words),
    problemsOf(facts, now, words),
    ...optionalSections(once, now, words),
  ];
}

const note = (...parts: readonly (Text | null)[]): Text | null => {
  const there = parts.filter((one) => one !== null);
  return there.length === 0 ? null : joined(there, ' ');
};

function allergiesOf(facts: readonly ReadFact[], words: Words): SummarySection {
  const { allergies, absences } = readAllergies(facts);
  const listed = allergies.filter((one) => one.state === 'active' || one.state === 'unknown');
  const others = allergies.length - listed.length;
  return {
    name: 'allergies',
    parts: [5, 5, 1.5],
    rows: listed.map((one) => ({
      facts: idsOf(one.entries),
      cells: [
        inLine(withState(emphasizeFirst(allergyCell(one, words)), one.state === 'unknown', words)),
        inLine(reactionCell(one), '; '),
        riskOf(riskCell(one, words), words),
      ],
    })),
    note: note(
      absenceText(absences as readonly (FactMark & (typeof absences)[number])[], listed.length + others, words),
      others > 0 ? quiet(words.t('summary.pastAllergies', { count: others })) : null,
    ),
    noted: idsOf(absences),
    isRequired: true,
  };
}

const riskOf = (risk: Text, words: Words): Text =>
  spansOf(risk).length === 0 || risk === '' ? '' : joined([quiet(`${words.t('column.risk')}:`), emphasized(risk)], ' ');

function medicinesOf(facts: readonly ReadFact[], now: number, words: Words): SummarySection {
  const { medicines, absences } = readMedicines(facts, now);
  const listed = medicines.filter((one) => ['current', 'unclear', 'on-hold'].includes(one.state));
  const others = medicines.length - listed.length;
  return {
    name: 'medicines',
    parts: [5, 5, 1.7],
    rows: listed.map((one) => ({
      facts: idsOf(one.entries),
      cells: [
        inLine(
          joined([
            emphasizeFirst(nameCell(one, words)),
            one.state === 'current' ? null : quiet(words.t(`group.${one.state}`).toLocaleLowerCase(words.language)),
          ]),
        ),
        inLine(howCell(one, words), '; '),
        inLine(joined([sinceWord(one.entries, words), sinceCell(one, words)], ' '), ' '),
      ],
    })),
    note: note(
      absenceText(absences, medicines.length, words),
      others > 0 ? quiet(words.t('summary.pastMedicines', { count: others })) : null,
    ),
    noted: idsOf(absences),
    isRequired: true,
  };
}

function problemsOf(facts: readonly ReadFact[], now: number, words: Words): SummarySection {
  const { problems, absences } = readProblems(facts, now);
  const listed = problems.filter((one) => one.state === 'active' || one.state === 'unknown');
  return {
    name: 'problems',
    parts: [4, 2.1],
    rows: listed.map((one) => ({
      facts: idsOf(one.entries),
      cells: [
        inLine(withState(emphasizeFirst(problemCell(one, words)), one.state === 'unknown', words)),
        inLine(
          joined(
            [
              sinceWord(
                one.entries.filter((each) => each.onset !== null),
                words,
              ),
              spanCell(one, words),
            ],
            ' ',
          ),
          ' ',
        ),
      ],
    })),
    note: note(absenceText(absences, problems.length, words)),
    noted: idsOf(absences),
    isRequired: true,
  };
}

/** `since`, before a date that is there. */
const sinceWord = (entries: readonly FactMark[], words: Words): Text | null =>
  entries.length === 0 ? null : quiet(words.t('since', { date: '' }).trim());

/** The name in bold, what is said of it as it is. */
const emphasizeFirst = (text: Text): Text =>
  spansOf(text).map((one, at) => (at === 0 ? { ...one, isStrong: true } : one));

const withState = (text: Text, isUnknown: boolean, words: Words): Text =>
  joined([text, isUnknown ? quiet(words.t('group.unknown').toLocaleLowerCase(words.language)) : null]);
