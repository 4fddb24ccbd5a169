import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import { sessionQuery } from '../../../api/queries.ts';
import { Plain } from '../../../shell/plain.tsx';
import { Problem, Waiting } from '../../../ui/states.tsx';
import { SetupSteps } from './setup-steps.tsx';

/** `/setup`: the first run. Comes back to where it was after a reload: an owner without a confirmed kit confirms it next. */
export function SetupPage() {
  const api = useApi();
  // Asked once: the answer changes under our feet when the owner is made, and the steps must stay on screen then.
  const setup = useQuery({ queryKey: keys.setup, queryFn: api.setupState, staleTime: Number.POSITIVE_INFINITY });
  const session = useQuery(sessionQuery(api));
  const unconfirmed = session.data?.kitConfirmed === false;
  const kit = useQuery({
    queryKey: [...keys.setup, 'kit'],
    queryFn: () => api.kitAgain().catch(() => null),
    enabled: unconfirmed,
    // The kit is the root key: it leaves memory with the page.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });

  const error = setup.error ?? session.error;
  if (error) {
    return (
      <Plain>
        <Problem error={error} onRetry={() => void (setup.error ? setup.refetch() : session.refetch())} />
      </Plain>
    );
  }
  if (!setup.data || session.data === undefined || (unconfirmed && kit.isPending)) {
    return (
      <Plain>
        <Waiting />
      </Plain>
    );
  }
  if (!setup.data.needed && !unconfirmed) return <Navigate to="/" replace />;
  return (
    <Plain>
      <SetupSteps setup={setup.data} session={session.data} kitAgain={kit.data ?? null} />
    </Plain>
  );
}
