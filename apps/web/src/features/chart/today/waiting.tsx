import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApi } from '../../../api/api-context.tsx';
import { duplicateCountQuery } from '../../../api/queries.ts';
import type { ImportState } from '../../../api/types.ts';
import { formatWhen } from '../../../ui/words.ts';
import classes from './today.module.css';
import { todayText } from './today.text.ts';
import { fileNames, waitingOf } from './whats-missing.ts';

const text = todayText.waiting;

/** Decisions that only the person can make. */
export function Waiting({ person, imports }: { readonly person: string; readonly imports: readonly ImportState[] }) {
  const api = useApi();
  const pairs = useQuery(duplicateCountQuery(api, person)).data?.count?.waiting ?? 0;
  const waiting = waitingOf(imports);
  if (waiting.length === 0 && pairs === 0) return null;
  return (
    <section className={classes.part} aria-labelledby="waiting">
      <h2 id="waiting" className={classes.title}>
        {text.title}
      </h2>
      <ul className={classes.cards} data-tone="care">
        {waiting.map((one) => (
          <li key={one.id} className={classes.card}>
            <Link to="/people/$person/add/$import" params={{ person, import: one.id }} className={classes.lead}>
              {one.state === 'receiving'
                ? text.unfinished
                : one.questions.length > 0
                  ? text.answer(one.questions.length)
                  : text.look}
            </Link>
            <p className={classes.where}>
              <bdi>{fileNames(one)}</bdi>
              <span>{text.since(formatWhen(one.startedAt, Date.now()))}</span>
            </p>
          </li>
        ))}
        {pairs === 0 ? null : (
          <li className={classes.card}>
            <Link to="/people/$person/duplicates" params={{ person }} className={classes.lead}>
              {text.pairs(pairs)}
            </Link>
          </li>
        )}
      </ul>
    </section>
  );
}
