import { Button } from '@mantine/core';
import { Outlet, useChildMatches, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { SeenGroup } from '../../api/activity-types.ts';
import { ActivityIcon, SealIcon } from '../../ui/icons.tsx';
import { MasterDetail } from '../../ui/master-detail.tsx';
import { usePageTitle } from '../../ui/page.tsx';
import { Empty, Problem, Waiting } from '../../ui/states.tsx';
import { dayOf, formatDayHeading } from '../../ui/words.ts';
import { activityText as text } from './activity.text.ts';
import classes from './activity-page.module.css';
import { BeforeLinks } from './before/before-links.tsx';
import { HeadSeal } from './head-seal.tsx';
import { seenText } from './seen.text.ts';
import { ALL, filterOf, type SeenChoice, SeenFilterForm } from './seen-filter.tsx';
import { Group } from './seen-group.tsx';
import { useSeen } from './use-seen.ts';

/** `/people/$person/activity`: who saw what, in words, by day and person; one's own looks hidden until asked for. */
export function ActivityPage() {
  const { person } = useParams({ from: '/session/people/$person/activity' });
  const [choice, setChoice] = useState(ALL);
  const open = useChildMatches().length > 0;
  const { query, groups, head, searching, actors } = useSeen(person, filterOf(choice, Date.now()));
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
            <SeenFilterForm choice={choice} actors={actors} onChoose={setChoice} />
          </header>
          {query.error && groups.length === 0 ? (
            <div className={classes.padded}>
              <Problem error={query.error} onRetry={() => void query.refetch()} />
            </div>
          ) : query.isPending ? (
            <Waiting />
          ) : groups.length === 0 && !searching ? (
            <Nothing choice={choice} />
          ) : (
            <Groups groups={groups} />
          )}
          <footer className={classes.foot}>
            {query.error && groups.length > 0 ? (
              <Problem error={query.error} onRetry={() => void query.fetchNextPage()} />
            ) : searching ? (
              <Waiting label={text.searching} />
            ) : query.hasNextPage ? (
              <Button variant="default" onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
                {text.more}
              </Button>
            ) : groups.length > 0 && choice === ALL ? (
              <p className={classes.end}>{text.end}</p>
            ) : null}
            {head ? <HeadSeal person={person} head={head} /> : null}
            <BeforeLinks person={person} />
          </footer>
        </div>
      }
      detail={open ? <Outlet /> : null}
      idle={
        groups.length === 0 ? null : (
          <div className={classes.idle}>
            <SealIcon size={40} />
            <p>{text.idle}</p>
          </div>
        )
      }
    />
  );
}

function Nothing({ choice: { own, who, kind, span } }: { readonly choice: SeenChoice }) {
  const isFiltered = who !== '' || kind !== '' || span !== 'any';
  if (isFiltered)
    return (
      <Empty icon={<ActivityIcon size={26} />} title={seenText.filter.noneTitle}>
        <p>{seenText.filter.noneWords}</p>
      </Empty>
    );
  return (
    <Empty icon={<ActivityIcon size={26} />} title={own ? text.emptyAllTitle : text.emptyTitle}>
      <p>{own ? text.emptyAllWords : text.emptyWords}</p>
    </Empty>
  );
}

/** What is unusual first, then everything else by day. */
function Groups({ groups }: { readonly groups: readonly SeenGroup[] }) {
  const now = Date.now();
  const unusual = groups.filter((group) => group.unusual.length > 0);
  const days = Map.groupBy(
    groups.filter((group) => group.unusual.length === 0),
    (group) => dayOf(group.to),
  );
  return (
    <div>
      {unusual.length > 0 ? (
        <section aria-label={seenText.unusual.title} className={classes.unusual}>
          <h2 className={classes.day}>{seenText.unusual.title}</h2>
          <ul className={classes.lines}>
            {unusual.map((group) => (
              <li key={group.key}>
                <Group group={group} withDay />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {[...days].map(([day, ofDay]) => (
        <section key={day} aria-label={formatDayHeading(day, now)}>
          <h2 className={classes.day}>{formatDayHeading(day, now)}</h2>
          <ul className={classes.lines}>
            {ofDay.map((group) => (
              <li key={group.key}>
                <Group group={group} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
