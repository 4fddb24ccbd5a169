import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import { usePreview } from '../../../api/preview-context.tsx';
import type { Today } from '../../../api/today-types.ts';
import type { ImportState } from '../../../api/types.ts';
import { typeWords } from '../../../ui/fhir-types.text.ts';
import { Problem } from '../../../ui/states.tsx';
import { formatNumber, formatWhen } from '../../../ui/words.ts';
import classes from './today.module.css';
import { todayText } from './today.text.ts';
import { fileNames } from './whats-missing.ts';

const text = todayText.news;

interface NewsProps {
  readonly person: string;
  readonly today: Today;
  readonly imports: readonly ImportState[];
}

/** What came in since the last visit, by import and kind. */
export function News({ person, today, imports }: NewsProps) {
  const { preview } = usePreview();
  const groups = Map.groupBy(today.news, (one) => one.import);
  return (
    <section className={classes.part} aria-labelledby="news">
      <div className={classes.head}>
        <h2 id="news" className={classes.title}>
          {today.since === null ? text.first : text.since(formatWhen(today.since, today.at))}
        </h2>
        {groups.size > 0 && preview === null ? <MarkSeen person={person} today={today} /> : null}
      </div>
      {today.since === null ? <p className={classes.words}>{text.firstWords}</p> : null}
      {today.since !== null && groups.size === 0 ? <p className={classes.words}>{text.nothing}</p> : null}
      {groups.size === 0 ? null : (
        <ul className={classes.cards}>
          {[...groups].map(([id, kinds]) => (
            <li key={id} className={classes.card}>
              <Where found={imports.find((one) => one.id === id)} now={today.at} />
              <ul className={classes.kinds}>
                {kinds.map(({ type, count }) => (
                  <li key={type}>
                    <Link to="/people/$person/records" params={{ person }} search={{ type }} className={classes.kind}>
                      {typeWords(type)} <span className={classes.count}>{formatNumber(count)}</span>
                    </Link>
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Where({ found, now }: { readonly found: ImportState | undefined; readonly now: number }) {
  if (found === undefined) return null;
  return (
    <p className={classes.where}>
      <bdi className={classes.name}>{fileNames(found)}</bdi>
      <span>{text.added(formatWhen(found.committedAt ?? found.startedAt, now))}</span>
    </p>
  );
}

function MarkSeen({ person, today }: { readonly person: string; readonly today: Today }) {
  const api = useApi();
  const queries = useQueryClient();
  const mark = useMutation({
    mutationFn: () => api.markSeen(person, today.at),
    // What is shown stays as it is but for the news: no other look at the record.
    onSuccess: () =>
      queries.setQueryData<Today>(keys.today(person), (shown) => shown && { ...shown, since: today.at, news: [] }),
  });
  return (
    <>
      <Button variant="default" size="xs" loading={mark.isPending} onClick={() => mark.mutate()}>
        {text.mark}
      </Button>
      {mark.error ? <Problem error={mark.error} /> : null}
    </>
  );
}
