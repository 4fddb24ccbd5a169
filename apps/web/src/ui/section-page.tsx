import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { useApi } from '../api/api-context.tsx';
import { ApiError } from '../api/http.ts';
import { keys } from '../api/keys.ts';
import { sectionQueries } from '../api/queries.ts';
import { useMayCorrect, useReach } from '../api/reach.ts';
import type { SectionAnswer } from '../api/section-types.ts';
import { ButtonLink } from './button-link.tsx';
import { LockIcon } from './icons.tsx';
import { Page } from './page.tsx';
import classes from './section-page.module.css';
import { sectionPageText as text } from './section-page.text.ts';
import { Empty, Problem, Remark, Waiting } from './states.tsx';

interface SectionPageProps<List extends object> {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  /** Its name in the chart, as the server has it. */
  readonly section: string;
  readonly isEmpty: (answer: List) => boolean;
  /** What is said when the record holds nothing of the kind; never that the person has none. */
  readonly empty: { readonly icon?: ReactNode; readonly title: string; readonly words?: string };
  readonly children: (answer: SectionAnswer & List) => ReactNode;
}

/** A page of the chart: heading, how complete it is, and its content, or what there is to say instead. */
export function SectionPage<List extends object>(props: SectionPageProps<List>) {
  const { title, lead, actions, section, isEmpty, empty, children } = props;
  const api = useApi();
  const { person } = useParams({ from: '/session/people/$person' });
  const answer = useQuery(sectionQueries.list<List>(api, person, section));

  return (
    <Page title={title} lead={lead} actions={actions}>
      {answer.data ? (
        <>
          <HowComplete answer={answer.data} />
          {isEmpty(answer.data) ? <NothingHere person={person} {...empty} /> : children(answer.data)}
        </>
      ) : (
        <InPlaceOf error={answer.error} onRetry={() => void answer.refetch()} />
      )}
    </Page>
  );
}

/** What stands where an answer of the chart would: waiting, what went wrong, or that it is not open to the reader. */
export function InPlaceOf({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  if (!error) return <Waiting />;
  if (error instanceof ApiError && error.status === 403)
    return (
      <Empty icon={<LockIcon size={26} />} title={text.lockedTitle}>
        <p>{text.lockedWords}</p>
      </Empty>
    );
  if (error instanceof ApiError && error.status === 404) return <MaybeGone error={error} onRetry={onRetry} />;
  return <Problem error={error} onRetry={onRetry} />;
}

/** A part of a record that was shared and is not there any more: maybe nothing of it is, so that is asked. */
function MaybeGone({ error, onRetry }: { readonly error: ApiError; readonly onRetry: () => void }) {
  const queries = useQueryClient();
  const { person } = useParams({ from: '/session/people/$person' });
  const isPart = useReach(person) === 'part';
  useEffect(() => {
    if (isPart) void queries.invalidateQueries({ queryKey: keys.people });
  }, [queries, isPart]);
  return <Problem error={error} onRetry={onRetry} />;
}

/** Says when a page of the chart is not made from everything, or not from what came in last; else nothing. */
export function HowComplete({ answer }: { readonly answer: Pick<SectionAnswer, 'isCurrent' | 'isWhole'> }) {
  const { person } = useParams({ from: '/session/people/$person' });
  return (
    <div className={classes.complete} role="status">
      {answer.isCurrent === false ? <Remark>{text.notCurrent}</Remark> : null}
      {answer.isWhole ? null : (
        <Remark tone="care">
          <p>{text.notWhole}</p>
          <p>
            <Link to="/people/$person/records" params={{ person }}>
              {text.allRecords}
            </Link>
          </p>
        </Remark>
      )}
    </div>
  );
}

interface NothingHereProps {
  readonly person: string;
  readonly icon?: ReactNode;
  readonly title: string;
  readonly words?: string;
  /** It is the first thing to do. */
  readonly first?: true;
}

/** Nothing of it is in the record, or in what was shared of it: only whoever may add is asked to. */
export function NothingHere({ person, icon, title, words, first }: NothingHereProps) {
  const isPart = useReach(person) === 'part';
  const mayAdd = useMayCorrect(person);
  if (isPart)
    return (
      <Empty icon={icon} title={text.partTitle}>
        <p>{text.partWords}</p>
      </Empty>
    );
  return (
    <Empty icon={icon} title={title}>
      <p>{words ?? text.onlyHere}</p>
      {mayAdd ? (
        <ButtonLink to="/people/$person/add" params={{ person }} variant={first ? 'filled' : 'default'}>
          {text.add}
        </ButtonLink>
      ) : null}
    </Empty>
  );
}
