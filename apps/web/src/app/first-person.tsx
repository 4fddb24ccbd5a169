import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { useApi } from '../api/api-context.tsx';
import { peopleQuery } from '../api/queries.ts';
import { Plain } from '../shell/plain.tsx';
import { Problem, Waiting } from '../ui/states.tsx';

/** `/`: goes to the first person's record, or to adding one. */
export function FirstPerson() {
  const api = useApi();
  const people = useQuery(peopleQuery(api));
  if (people.data) {
    const first = people.data[0];
    return first ? (
      <Navigate to="/people/$person/today" params={{ person: first.id }} replace />
    ) : (
      <Navigate to="/people/new" replace />
    );
  }
  return (
    <Plain>{people.error ? <Problem error={people.error} onRetry={() => void people.refetch()} /> : <Waiting />}</Plain>
  );
}
