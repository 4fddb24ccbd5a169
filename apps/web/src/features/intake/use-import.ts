import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { keys } from '../../api/keys.ts';
import type { ImportStage, ImportState } from '../../api/types.ts';

const MOVING: readonly ImportStage[] = ['receiving', 'reading', 'committing'];
const ENDED: readonly ImportStage[] = ['committed', 'cancelled', 'failed', 'withdrawn'];

/**
 * The state of an import, live while it moves: by server-sent events, or by asking again when those are not to be had.
 * `committing`: it was told to go in, so "ready" is only on the way: an answer to its questions makes it be read again.
 */
export function useImport(person: string, id: string, committing: boolean) {
  const api = useApi();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const query = useQuery({
    queryKey: keys.import(id),
    queryFn: () => api.importState(id),
    staleTime: 0,
    refetchInterval: ({ state: { data } }) =>
      (asking && isMoving(data)) || (committing && data?.state === 'ready') ? 1_000 : false,
  });

  const moving = isMoving(query.data);
  useEffect(() => {
    if (!moving) return;
    return api.followImport(
      id,
      (state) => queries.setQueryData(keys.import(id), state),
      () => setAsking(true),
    );
  }, [api, queries, id, moving]);

  const stage = query.data?.state;
  useEffect(() => {
    if (!stage) return;
    // The list of imports feeds the strip; what an ended import changed is read anew when it is next looked at.
    void queries.invalidateQueries({ queryKey: ENDED.includes(stage) ? keys.person(person) : keys.imports(person) });
    if (stage === 'committed' || stage === 'cancelled') void queries.invalidateQueries({ queryKey: keys.people });
  }, [queries, person, stage]);

  return query;
}

const isMoving = (state: ImportState | undefined): boolean => state !== undefined && MOVING.includes(state.state);
