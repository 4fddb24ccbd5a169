import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useApi } from '../api/api-context.tsx';
import { keys } from '../api/keys.ts';
import { peopleQuery } from '../api/queries.ts';
import { isPatient } from '../api/reach.ts';
import { makesRecords, onlyChecks } from '../api/roles.ts';
import { useSession } from '../api/session-context.tsx';
import { Plain } from '../shell/plain.tsx';
import { lazyPart } from '../ui/lazy-part.tsx';
import { Empty, Problem, Waiting } from '../ui/states.tsx';
import { appText } from './app.text.ts';

const InstanceFrame = lazyPart<{ readonly children: ReactNode }>(() =>
  import('../shell/instance-frame.tsx').then((module) => module.InstanceFrame),
);

/** `/`: goes to the first person's record, or to adding one; who may do neither is told so. */
export function FirstPerson() {
  const api = useApi();
  const { account } = useSession();
  const people = useQuery(peopleQuery(api));
  if (people.data) {
    // Patients of where somebody works are no household: they stand on the page of the organization.
    const first = people.data.find(({ relation }) => !isPatient(relation));
    if (first) return <Navigate to="/people/$person/today" params={{ person: first.id }} replace />;
    return onlyChecks(account.roles) ? <Navigate to="/instance/log" replace /> : <Workplace />;
  }
  return (
    <Plain>{people.error ? <Problem error={people.error} onRetry={() => void people.refetch()} /> : <Waiting />}</Plain>
  );
}

/** Whoever has no record of a household to open: where they work, or a first record where they may make one. */
function Workplace() {
  const api = useApi();
  const { account } = useSession();
  const mine = useQuery({ queryKey: keys.organizations, queryFn: api.organizations, staleTime: 60_000 });
  if (mine.data === undefined && !mine.error) {
    return (
      <Plain>
        <Waiting />
      </Plain>
    );
  }
  const places = mine.data?.organizations ?? [];
  const [one] = places;
  if (one && places.length === 1)
    return <Navigate to="/organizations/$organization" params={{ organization: one.id }} replace />;
  if (one) return <Navigate to="/organizations" replace />;
  if (makesRecords(account.roles)) return <Navigate to="/people/new" replace />;
  return (
    <InstanceFrame>
      <Empty title={appText.nothingShared} whole>
        <p>{appText.nothingSharedWords}</p>
      </Empty>
    </InstanceFrame>
  );
}
