import type { ActivityLine } from '../../api/types.ts';

/** One's own reading. One's own changes stay in sight: they say how the record came to be what it is. */
export const isOwnLook = (line: ActivityLine): boolean => line.actor.own && line.outcome === 'permitted';

/** A line of its own, or several own looks in a row that are folded into one. */
export interface Run {
  readonly folded: boolean;
  readonly lines: readonly [ActivityLine, ...ActivityLine[]];
}

const FOLD_FROM = 3;

/** Folds three and more own looks in a row, so that what others did is not lost between them. Keeps the order. */
export function runsOf(lines: readonly ActivityLine[]): readonly Run[] {
  const runs: { own: boolean; lines: [ActivityLine, ...ActivityLine[]] }[] = [];
  for (const line of lines) {
    const own = isOwnLook(line);
    const last = runs.at(-1);
    if (own && last?.own) last.lines.push(line);
    else runs.push({ own, lines: [line] });
  }
  return runs.flatMap((run): Run[] =>
    run.lines.length >= FOLD_FROM
      ? [{ folded: true, lines: run.lines }]
      : run.lines.map((line) => ({ folded: false, lines: [line] })),
  );
}
