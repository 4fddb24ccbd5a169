import type { Allergy } from '../../reading/allergies.ts';
import { readAllergies } from '../../reading/allergies.ts';
import type { ReadFact } from '../../reading/read-fact.ts';
import type { Block } from '../sheet/blocks.ts';
import { joined, quiet, said, type Text } from '../sheet/text.ts';
import type { WordName } from '../words/en.ts';
import { saidOr, type Words } from '../words/words.ts';
import { absenceBlocks } from './absences.ts';
import { dateCell, marksOf, stacked } from './cells.ts';

const STATES = ['active', 'unknown', 'past', 'refuted'] as const;

/** Allergies and intolerances, the active ones first. */
export function allergiesBlocks(facts: readonly ReadFact[], _now: number, words: Words): readonly Block[] {
  const { allergies, absences } = readAllergies(facts);
  const groups = STATES.flatMap((state): Block[] => {
    const list = allergies.filter((one) => one.state === state);
    if (list.length === 0) return [];
    const columns = [
      { title: words.t('column.allergy'), part: 4 },
      { title: words.t('column.reaction'), part: 4 },
      { title: words.t('column.risk'), part: 2 },
      { title: words.t('column.date'), part: 2 },
    ];
    const rows = list.map((one) => [
      allergyCell(one, words),
      reactionCell(one),
      riskCell(one, words),
      dateCell(one.entries[0]?.when ?? null, words),
    ]);
    return [
      { kind: 'heading', text: words.t(`group.${state}`), note: words.t('group.entries', { count: list.length }) },
      { kind: 'table', columns, rows },
    ];
  });
  return [...absenceBlocks(absences, allergies.length, words), ...groups];
}

export function allergyCell(allergy: Allergy, words: Words): Text {
  const { entries } = allergy;
  return stacked(
    joined(
      [
        saidOr(allergy.words, words.t('unnamed')),
        entries.some((one) => one.nature === 'intolerance') ? quiet(words.t('allergy.intolerance')) : null,
        entries.every((one) => one.verification === 'unconfirmed') ? quiet(words.t('allergy.unconfirmed')) : null,
      ],
      ' · ',
    ),
    allergy.disagrees ? quiet(words.t('differs.allergy')) : null,
    marksOf(entries, words),
  );
}

/** Every reaction that any entry tells of. */
export function reactionCell({ entries }: Allergy): Text {
  const reactions = entries.flatMap((one) => one.reactions).map(({ substance, manifestations, severity }) => {
    const what = [substance, manifestations.join(', ')].filter(Boolean).join(': ');
    return severity === null ? what : `${what} (${severity})`;
  }); // biome-ignore format: one chain
  return joined([...new Set(reactions)].filter((one) => one !== '').map(said), '\n');
}

/** The highest that is said. */
export function riskCell({ entries }: Allergy, words: Words): Text {
  const found = ['high', 'low', 'unable-to-assess'].find((one) => entries.some((entry) => entry.criticality === one));
  return found === undefined ? '' : words.t(`allergy.${found}` as WordName);
}
