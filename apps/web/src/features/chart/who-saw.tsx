import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApi } from '../../api/api-context.tsx';
import { ApiError } from '../../api/http.ts';
import { keys } from '../../api/keys.ts';
import type { Fact, FactLooks } from '../../api/types.ts';
import { actorWords, sentenceOf, wayWords } from '../../ui/activity-sentence.text.ts';
import { PanelPart } from '../../ui/panel.tsx';
import { Problem, Remark, Waiting } from '../../ui/states.tsx';
import { dayOf, formatClock, formatDay, formatDayHeading } from '../../ui/words.ts';
import classes from './fact-panel.module.css';
import { whoSawText as text } from './panel.text.ts';

type Look = FactLooks['lines'][number];

/** Fewer of one person and day are shown as they are; more fold into one line that opens. */
const FOLD_FROM = 3;

/**
 * Who looked at this entry, by day and person, as far back as was looked. Drawn only when it is asked for: the question
 * is a line of the log itself.
 */
export function WhoSaw({ person, fact }: { readonly person: string; readonly fact: Fact }) {
  const api = useApi();
  const files = [...new Set(fact.sources.map((source) => source.id))];
  const query = useInfiniteQuery({
    queryKey: keys.factLooks(person, fact.id),
    queryFn: ({ pageParam }) => api.factLooks(person, fact.id, files, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    retry: false,
    // Each question is a line; a minute later there may be others.
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });
  const pages = query.data?.pages ?? [];
  const lines = pages.flatMap((page) => page.lines);
  if (query.error && pages.length === 0)
    return isRefused(query.error) ? (
      <Remark>
        <p>{text.notTold}</p>
      </Remark>
    ) : (
      <Problem error={query.error} onRetry={() => void query.refetch()} />
    );
  if (query.isPending) return <Waiting label={text.looking} />;
  return (
    <>
      <p className={classes.quiet}>{text.lead}</p>
      {lines.length === 0 ? <p>{text.nobody}</p> : <Days lines={lines} />}
      <div className={classes.foot} role="status">
        <p className={classes.quiet}>{howFar(pages)}</p>
      </div>
      {query.error ? <Problem error={query.error} onRetry={() => void query.fetchNextPage()} /> : null}
      {query.hasNextPage ? (
        <Button variant="default" onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
          {text.further}
        </Button>
      ) : null}
      <p>
        <Link to="/people/$person/activity" params={{ person }} preload={false}>
          {text.all}
        </Link>
      </p>
    </>
  );
}

/** The log is for whoever may see the whole record: to everybody else it is not said who looked at what. */
const isRefused = (error: Error): boolean => error instanceof ApiError && error.code === 'CW-GATE-003';

function howFar(pages: readonly FactLooks[]): string {
  const lines = pages.reduce((sum, page) => sum + page.looked.lines, 0);
  const unnamed = pages.reduce((sum, page) => sum + page.looked.unnamed, 0);
  const since = pages.findLast((page) => page.looked.since !== null)?.looked.since ?? null;
  const isAll = pages.at(-1)?.next === null;
  const far = isAll || since === null ? text.wholeLog(lines) : text.backTo(lines, formatDay(since));
  return unnamed === 0 ? far : `${far} ${text.unnamed(unnamed)}`;
}

function Days({ lines }: { readonly lines: readonly Look[] }) {
  const now = Date.now();
  return [...Map.groupBy(lines, (line) => dayOf(line.time))].map(([day, ofDay]) => (
    <PanelPart key={day} title={formatDayHeading(day, now)}>
      <ul className={classes.versions}>
        {[...Map.groupBy(ofDay, ({ actor }) => actorWords(actor))].map(([who, looks]) => (
          <li key={who} className={classes.looks}>
            {looks.length < FOLD_FROM ? (
              <Lines lines={looks} />
            ) : (
              <details>
                <summary>
                  {text.times(
                    who,
                    looks.length,
                    formatClock(looks.at(-1)?.time ?? 0),
                    formatClock(looks[0]?.time ?? 0),
                  )}
                </summary>
                <Lines lines={looks} />
              </details>
            )}
          </li>
        ))}
      </ul>
    </PanelPart>
  ));
}

const Lines = ({ lines }: { readonly lines: readonly Look[] }) => (
  <ul className={classes.versions}>
    {lines.map((line) => (
      <li key={line.seq} className={classes.look}>
        <time className={classes.quiet} dateTime={new Date(line.time).toISOString()}>
          {formatClock(line.time)}
        </time>
        <Line line={line} />
      </li>
    ))}
  </ul>
);

function Line({ line }: { readonly line: Look }) {
  const hints = [line.by === 'file' ? text.inFile : '', wayWords(line)].filter((hint) => hint !== '');
  return (
    <div>
      <Link
        from="/people/$person/records/$fact"
        to="/people/$person/activity/$seq"
        params={({ person }) => ({ person, seq: String(line.seq) })}
        preload={false}
      >
        {sentenceOf(line)}
      </Link>
      {hints.length > 0 ? <p className={classes.quiet}>{hints.join(' · ')}</p> : null}
    </div>
  );
}
