import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { sectionQueries } from '../../../api/queries.ts';
import type { TimeWindow } from '../charts/types.ts';
import type { AnalyteHead, Level, OpenedResult, Piece } from './answers.ts';
import { covers, finestFor, type Stretch } from './finer.ts';
import type { ResultsSection } from './section.ts';
import { rowsOf, type TrendRows } from './trend-rows.ts';

/** So long a window has to stay before more of it is asked for: each time is a look of its own. Milliseconds. */
const SETTLED = 250;
const NO_LEVELS: readonly Level[] = [];

/** The rows of a window as fine as one look can have them, where the series is too dense to have come whole. */
export function useFiner(
  section: ResultsSection,
  person: string,
  { id, levels = NO_LEVELS }: AnalyteHead,
  window: TimeWindow | null,
): {
  readonly rows: TrendRows | null;
  readonly error: unknown;
  readonly retry: () => void;
  readonly isOnItsWay: boolean;
} {
  const api = useApi();
  const [stretch, setStretch] = useState<Stretch | null>(null);
  useEffect(() => {
    const look = () => setStretch((before) => (window === null ? null : finestFor(levels, window, before)));
    const timer = setTimeout(look, SETTLED);
    return () => clearTimeout(timer);
  }, [levels, window]);
  const { level, from, to } = stretch ?? { level: 0, from: 0, to: undefined };
  const answer = useQuery({
    ...sectionQueries.entry<OpenedResult, Piece>(api, person, section, id, {
      level,
      from,
      ...(to === undefined ? {} : { to }),
    }),
    enabled: stretch !== null,
  });
  const pieces = stretch === null ? undefined : answer.data?.pieces;
  const rows = useMemo(() => (pieces === undefined ? null : rowsOf(pieces)), [pieces]);
  const isThere = stretch !== null && window !== null && covers(stretch, levels[level]?.starts ?? [], window);
  return {
    rows: isThere ? rows : null,
    error: answer.error,
    retry: () => void answer.refetch(),
    isOnItsWay: answer.isFetching && rows === null,
  };
}
