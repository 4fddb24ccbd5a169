import { Button, Switch } from '@mantine/core';
import { Outlet, useChildMatches, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { ActivityIcon, SealIcon } from '../../ui/icons.tsx';
import { MasterDetail } from '../../ui/master-detail.tsx';
import { usePageTitle } from '../../ui/page.tsx';
import { Empty, Problem, Waiting } from '../../ui/states.tsx';
import { dayOf, formatDayHeading } from '../../ui/words.ts';
import { activityText as text } from './activity.text.ts';
import classes from './activity-page.module.css';
import { ActivityRow } from './activity-row.tsx';
import { HeadSeal } from './head-seal.tsx';
import { OwnLooks } from './own-looks.tsx';
import { runsOf } from './runs.ts';
import { useActivity } from './use-activity.ts';

/** `/people/$person/activity`: who saw what, in words, by day; one's own looks hidden until asked for. */
export function ActivityPage() {
  const { person } = useParams({ from: '/session/people/$person/activity' });
  const [showOwn, setShowOwn] = useState(false);
  const open = useChildMatches().length > 0;
  const { query, lines, head, searching } = useActivity(person, !showOwn);
  usePageTitle(text.title);

  return (
    <MasterDetail
      list={
        <div className={classes.scroller}>
          <header className={classes.head}>
            <h1 className={classes.title} tabIndex={-1} data-focus-here="">
              {text.title}
            </h1>
            <p className={classes.lead}>{text.lead}</p>
            <Switch
              label={text.showOwn}
              checked={showOwn}
              onChange={(event) => setShowOwn(event.currentTarget.checked)}
            />
          </header>
          {query.error && lines.length === 0 ? (
            <div className={classes.padded}>
              <Problem error={query.error} onRetry={() => void query.refetch()} />
            </div>
          ) : query.isPending ? (
            <Waiting />
          ) : lines.length === 0 && !searching ? (
            <Empty icon={<ActivityIcon size={26} />} title={showOwn ? text.emptyAllTitle : text.emptyTitle}>
              <p>{showOwn ? text.emptyAllWords : text.emptyWords}</p>
            </Empty>
          ) : (
            <Days lines={lines} />
          )}
          <footer className={classes.foot}>
            {query.error && lines.length > 0 ? (
              <Problem error={query.error} onRetry={() => void query.fetchNextPage()} />
            ) : searching ? (
              <Waiting label={text.searching} />
            ) : query.hasNextPage ? (
              <Button variant="default" onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
                {text.more}
              </Button>
            ) : lines.length > 0 ? (
              <p className={classes.end}>{text.end}</p>
            ) : null}
            {head ? <HeadSeal person={person} head={head} /> : null}
          </footer>
        </div>
      }
      detail={open ? <Outlet /> : null}
      idle={
        lines.length === 0 ? null : (
          <div className={classes.idle}>
            <SealIcon size={40} />
            <p>{text.idle}</p>
          </div>
        )
      }
    />
  );
}

function Days({ lines }: { readonly lines: ReturnType<typeof useActivity>['lines'] }) {
  const now = Date.now();
  const days = Map.groupBy(lines, (line) => dayOf(line.time));
  return (
    <div>
      {[...days].map(([day, ofDay]) => (
        <section key={day} aria-label={formatDayHeading(day, now)}>
          <h2 className={classes.day}>{formatDayHeading(day, now)}</h2>
          <ul className={classes.lines}>
            {runsOf(ofDay).map((run) => (
              <li key={run.lines[0].seq}>
                {run.folded ? <OwnLooks lines={run.lines} /> : <ActivityRow line={run.lines[0]} />}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
