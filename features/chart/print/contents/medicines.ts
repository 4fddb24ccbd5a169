import type { Medicine, MedicineEntry } from '../../reading/medicines.ts';
import { readMedicines } from '../../reading/medicines.ts';
import type { ReadFact } from '../../reading/read-fact.ts';
import type { Block } from '../sheet/blocks.ts';
import { joined, quiet, said, type Text } from '../sheet/text.ts';
import { saidOr, type Words } from '../words/words.ts';
import { absenceBlocks } from './absences.ts';
import { dateOr, marksOf, stacked } from './cells.ts';

const STATES = ['current', 'unclear', 'on-hold', 'planned', 'past', 'not-taken'] as const;

/** Medicines by what the record says of taking them. */
export function medicinesBlocks(facts: readonly ReadFact[], now: number, words: Words): readonly Block[] {
  const { medicines, absences } = readMedicines(facts, now);
  const groups = STATES.flatMap((state): Block[] => {
    const list = medicines.filter((one) => one.state === state);
    if (list.length === 0) return [];
    const rows = list.map((one) => [
      nameCell(one, words),
      howCell(one, words),
      sinceCell(one, words),
      joined(sayersOf(one).map(said), '\n'),
    ]);
    const columns = [
      { title: words.t('column.medicine'), part: 4 },
      { title: words.t('column.how'), part: 4 },
      { title: words.t('column.since'), part: 2 },
      { title: words.t('column.source'), part: 2 },
    ];
    return [
      { kind: 'heading', text: words.t(`group.${state}`), note: words.t('group.entries', { count: list.length }) },
      { kind: 'table', columns, rows },
    ];
  });
  return [...absenceBlocks(absences, medicines.length, words), ...groups];
}

/** The name, and below it what a reader has to know of it. */
export function nameCell(medicine: Medicine, words: Words): Text {
  const { entries, disagreements } = medicine;
  const newest = entries.find((one) => one.state === medicine.state);
  const own = entries.filter((one) => one.state === medicine.state).flatMap((one) => one.words ?? []);
  // Where strengths differ, each is named: which one is right is not decided here.
  const others = disagreements.includes('strength') ? [...new Set(own)].filter((one) => one !== medicine.words) : [];
  return stacked(
    saidOr(medicine.words, words.t('unnamed')),
    ...others.map(said),
    newest?.because ? quiet(words.t(`because.${newest.because}`)) : null,
    ...disagreements.map((one) => quiet(words.t(`differs.${one}`))),
    marksOf(entries, words),
  );
}

/** Each way in which it is said to be taken, once; of the entries that make it what it is. */
export function howCell(medicine: Medicine, words: Words): Text {
  const own = medicine.entries.filter((one) => one.state === medicine.state);
  const ways = [...new Set(own.flatMap((one) => one.dosage))].map(said);
  const reasons = [...new Set(own.flatMap((one) => one.reasons))];
  return stacked(
    ...ways,
    reasons.length > 0 ? words.around('reason', { words: said(reasons.join(', ')) }) : null,
    ...[...new Set(own.flatMap((one) => one.statusReasons))].map(said),
  );
}

const sayersOf = (medicine: Medicine): readonly string[] => [
  ...new Set(medicine.entries.flatMap((one) => one.by ?? [])),
];

export function sinceCell(medicine: Medicine, words: Words): Text {
  const own = medicine.entries.filter((one) => one.state === medicine.state);
  const oldest: MedicineEntry | undefined = own.at(-1);
  const start = dateOr(oldest?.start ?? oldest?.when ?? null, words);
  const end = dateOr(own[0]?.end ?? null, words);
  return stacked(start ?? quiet(words.t('noDate')), end === null ? null : quiet(words.t('until', { date: end })));
}
