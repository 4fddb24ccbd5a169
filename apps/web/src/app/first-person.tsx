import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useApi } from '../api/api-context.tsx';
import { peopleQuery } from '../api/queries.ts';
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
    const first = people.data[0];
    if (first) return <Navigate to="/people/$person/today" params={{ person: first.id }} replace />;
    if (makesRecords(account.roles)) return <Navigate to="/people/new" replace />;
    if (onlyChecks(account.roles)) return <Navigate to="/instance/log" replace />;
    return (
      <InstanceFrame>
        <Empty title={appText.nothingShared} whole>
          <p>{appText.nothingSharedWords}</p>
        </Empty>
      </InstanceFrame>
    );
  }
  return (
    <Plain>{people.error ? <Problem error={people.error} onRetry={() => void people.refetch()} /> : <Waiting />}</Plain>
  );
}
