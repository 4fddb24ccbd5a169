import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.tsx';
import { keys } from '../../api/keys.ts';
import type { Fact } from '../../api/types.ts';
import { PanelPart } from '../../ui/panel.tsx';
import { Problem, Waiting } from '../../ui/states.tsx';
import { factText as text } from './chart.text.ts';
import classes from './fact-panel.module.css';
import { glance } from './glance.ts';

/** The corrected entry and the received one, row by row; what differs is marked. */
export function Beside({ person, fact }: { readonly person: string; readonly fact: Fact }) {
  const api = useApi();
  const received = useQuery({
    queryKey: keys.fact(person, fact.id, 'received'),
    queryFn: () => api.fact(person, fact.id, 'received'),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const rows = received.data ? sideBySide(fact, received.data) : null;
  // An entry that was disowned reads as before: there is nothing to compare.
  if (rows?.length === 0) return null;
  return (
    <PanelPart title={text.compare}>
      {rows ? (
        <table className={classes.table}>
          <thead>
            <tr>
              <td />
              <th scope="col">{text.now}</th>
              <th scope="col">{text.original}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, now, original]) => (
              <tr key={name} className={now === original ? undefined : classes.changed}>
                <th scope="row">{name}</th>
                <td>{now}</td>
                <td>{original}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : received.error ? (
        <Problem error={received.error} onRetry={() => void received.refetch()} />
      ) : (
        <Waiting />
      )}
    </PanelPart>
  );
}

/** Only rows that differ: the rest stands above. */
function sideBySide(now: Fact, received: Fact): readonly (readonly [string, string, string])[] {
  const current = new Map(glance(now.resource));
  const original = new Map(glance(received.resource));
  return [...new Set([...current.keys(), ...original.keys()])]
    .map((name) => [name, current.get(name) ?? '', original.get(name) ?? ''] as const)
    .filter(([, one, other]) => one !== other);
}
