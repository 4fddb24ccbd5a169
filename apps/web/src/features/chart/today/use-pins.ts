import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import { chartNotesQuery } from '../../../api/queries.ts';
import type { ChartNotes } from '../../../api/today-types.ts';

export interface Pins {
  /** Ids of analytes in the order chosen; null when none was ever chosen, undefined while that is not known. */
  readonly pins: readonly string[] | null | undefined;
  /** False while it is not known. */
  isPinned(analyte: string): boolean;
  /** Pins it as the last one, or takes it away. Shown at once, and taken back when the server does not keep it. */
  toggle(analyte: string): void;
  readonly isSaving: boolean;
  readonly error: unknown;
}

/** What this account pinned of a person's results and vitals. Asked once: a pin is a choice, not a part of the record. */
export function usePins(person: string): Pins {
  const api = useApi();
  const queries = useQueryClient();
  const { queryKey } = chartNotesQuery(api, person);
  const { data, error } = useQuery(chartNotesQuery(api, person));
  const save = useMutation({
    mutationFn: (pins: readonly string[]) => api.saveChartNotes(person, { pins }),
    // One after the other: the last choice is what stays.
    scope: { id: `chart-notes ${person}` },
    onMutate: async (pins) => {
      await queries.cancelQueries({ queryKey });
      const before = queries.getQueryData<ChartNotes>(queryKey);
      queries.setQueryData<ChartNotes>(queryKey, { pins });
      return before;
    },
    onError: (_error, _pins, before) => queries.setQueryData<ChartNotes>(queryKey, before),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.today(person) }),
  });
  const pins = data?.pins;
  const isPinned = (analyte: string): boolean => pins?.includes(analyte) ?? false;
  return {
    pins,
    isPinned,
    toggle(analyte) {
      const chosen = queries.getQueryData<ChartNotes>(queryKey)?.pins ?? [];
      save.mutate(chosen.includes(analyte) ? chosen.filter((one) => one !== analyte) : [...chosen, analyte]);
    },
    isSaving: save.isPending,
    error: save.error ?? error,
  };
}
