import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { useApi } from '../api/api-context.tsx';
import { todayQuery } from '../api/queries.ts';

/**
 * Tells the server when a person goes away from a record after a look at what is new in it: to another record, to
 * another site, or by closing the window. The returned function does so at once, before logging out.
 */
export function useLeaving(person: string): () => Promise<void> {
  const api = useApi();
  // Watched, never asked for: who did not open Today has not seen what is new.
  const { data } = useQuery({ ...todayQuery(api, person), enabled: false });
  const seen = useRef<number>(undefined);
  useEffect(() => {
    seen.current = data?.at;
  }, [data]);
  const leave = useCallback(async () => {
    const upTo = seen.current;
    seen.current = undefined;
    if (upTo !== undefined) await api.leaveRecord(person, upTo);
  }, [api, person]);
  useEffect(() => {
    const away = () => void leave();
    addEventListener('pagehide', away);
    return () => {
      removeEventListener('pagehide', away);
      away();
    };
  }, [leave]);
  return leave;
}
