import type { Problem } from '../../reading/problems.ts';
import { readProblems } from '../../reading/problems.ts';
import type { ReadFact } from '../../reading/read-fact.ts';
import type { Block } from '../sheet/blocks.ts';
import { joined, quiet, said, type Text } from '../sheet/text.ts';
import { saidOr, type Words } from '../words/words.ts';
import { absenceBlocks } from './absences.ts';
import { dateOr, marksOf, stacked } from './cells.ts';

const STATES = ['active', 'unknown', 'past', 'refuted'] as const;

/** Conditions, the active ones first. */
export function problemsBlocks(facts: readonly ReadFact[], now: number, words: Words): readonly Block[] {
  const { problems, absences } = readProblems(facts, now);
  const groups = STATES.flatMap((state): Block[] => {
    const list = problems.filter((one) => one.state === state);
    if (list.length === 0) return [];
    const columns = [
      { title: words.t('column.condition'), part: 6 },
      { title: words.t('column.since'), part: 3 },
      { title: words.t('column.details'), part: 3 },
    ];
    const rows = list.map((one) => [problemCell(one, words), spanCell(one, words), detailsOf(one)]);
    return [
      { kind: 'heading', text: words.t(`group.${state}`), note: words.t('group.entries', { count: list.length }) },
      { kind: 'table', columns, rows },
    ];
  });
  return [...absenceBlocks(absences, problems.length, words), ...groups];
}

export function problemCell(problem: Problem, words: Words): Text {
  const { entries } = problem;
  return stacked(
    saidOr(problem.words, words.t('unnamed')),
    problem.disagrees ? quiet(words.t('differs.problem')) : null,
    entries.some((one) => one.contradictsItself) ? quiet(words.t('differs.self')) : null,
    marksOf(entries, words),
  );
}

/** From when to when, as far as any entry says. */
export function spanCell({ entries }: Problem, words: Words): Text {
  const onset = entries.find((one) => one.onset !== null || one.onsetWords !== null);
  const abated = entries.find((one) => one.abated !== null || one.abatedWords !== null);
  const since = dateOr(onset?.onset ?? null, words) ?? onset?.onsetWords ?? null;
  const until = dateOr(abated?.abated ?? null, words) ?? abated?.abatedWords ?? null;
  return stacked(
    since === null ? quiet(words.t('noDate')) : said(since),
    until === null ? null : words.around('until', { date: said(until) }),
  );
}

function detailsOf({ entries }: Problem): Text {
  const [newest] = entries;
  const list = [newest?.severity, newest?.clinical, newest?.verification].flatMap((one) => one ?? []);
  return joined(list.map(said), ', ');
}
