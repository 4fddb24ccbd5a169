import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { spreadQuery } from '../../../api/queries.ts';
import type { SpreadCount } from '../../../api/timeline-types.ts';
import { usePageTitle } from '../../../ui/page.tsx';
import { TimelineIcon } from '../../../ui/page-icons.tsx';
import { PrintMenu } from '../../../ui/print-menu.tsx';
import { InPlaceOf, NothingHere } from '../../../ui/section-page.tsx';
import { KINDS, type Kind, kindOf } from '../kinds.ts';
import { DensityStrip } from './density-strip.tsx';
import { Filters } from './filters.tsx';
import { Lanes } from './lanes.tsx';
import { type At, columnsOf, EVERYTHING, levelOf, rangeOf } from './span.ts';
import { countIn, lanesOf, yearsOf } from './spread-view.ts';
import classes from './timeline.module.css';
import { timelineText as text } from './timeline.text.ts';
import { TimelineList } from './timeline-list.tsx';

const FROM = '/session/people/$person/timeline';

/** `/people/$person/timeline`: how much there is when, by kind, from years to days, and the entries of any stretch of time. */
export function TimelinePage() {
  usePageTitle(text.title);
  const api = useApi();
  const { person } = useParams({ from: FROM });
  const { source } = useSearch({ from: FROM });
  const spread = useQuery(spreadQuery(api, person, 'month', { source }));
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <div className={classes.titleLine}>
          <h1 className={classes.title} tabIndex={-1} data-focus-here="">
            {text.title}
          </h1>
          <PrintMenu />
        </div>
        <p className={classes.lead}>{text.lead}</p>
      </header>
      {spread.data ? (
        <Timeline counts={spread.data} />
      ) : (
        <InPlaceOf error={spread.error} onRetry={() => void spread.refetch()} />
      )}
    </div>
  );
}

function Timeline({ counts }: { readonly counts: readonly SpreadCount[] }) {
  const api = useApi();
  const { person } = useParams({ from: FROM });
  const { at = EVERYTHING, hide = NO_KINDS, source } = useSearch({ from: FROM });
  const navigate = useNavigate({ from: '/people/$person/timeline' });
  const change = (next: TimelineChange) =>
    void navigate({ search: (before) => withoutDefaults({ ...before, ...next }), replace: true, resetScroll: false });
  const hidden = useMemo(() => new Set(hide), [hide]);

  const years = useMemo(() => yearsOf(counts), [counts]);
  const level = levelOf(at);
  const isByDay = level === 'month' || level === 'day';
  const month = isByDay ? rangeOf(at.slice(0, 7)) : null;
  const days = useQuery({ ...spreadQuery(api, person, 'day', { source, ...month }), enabled: isByDay });
  const shown = isByDay ? days.data : counts;
  const columns = useMemo(() => (years === null ? [] : columnsOf(at, years)), [at, years]);
  const lanes = useMemo(() => lanesOf(counts, shown ?? [], columns), [counts, shown, columns]);
  const types = useMemo(
    () => [...new Set(counts.map((one) => one.type))].filter((type) => !hidden.has(kindOf(type))).sort(),
    [counts, hidden],
  );
  const undated = countIn(counts, 'none', hidden);

  if (counts.length === 0 && source === undefined)
    return (
      <NothingHere person={person} icon={<TimelineIcon size={26} />} title={text.empty} words={text.emptyWords} first />
    );
  return (
    <div className={classes.panes}>
      <div className={classes.overview}>
        <Filters source={source} at={at} undated={undated} onChange={change} />
        {years === null ? null : (
          <>
            <DensityStrip counts={counts} years={years} hidden={hidden} at={at} onMove={(to) => change({ at: to })} />
            <Lanes
              lanes={lanes}
              columns={columns}
              at={at}
              hidden={hidden}
              isPending={isByDay && days.isPending}
              error={isByDay ? days.error : null}
              onMove={(to) => change({ at: to })}
              onHide={(kind) =>
                change({ hide: KINDS.filter((one) => (one === kind ? !hidden.has(one) : hidden.has(one))) })
              }
            />
          </>
        )}
      </div>
      <TimelineList
        person={person}
        at={at}
        source={source}
        types={hidden.size === 0 ? undefined : types}
        count={level === 'day' && days.data === undefined ? undefined : countIn(shown ?? counts, at, hidden)}
      />
    </div>
  );
}

interface TimelineChange {
  readonly at?: At | undefined;
  readonly hide?: readonly Kind[] | undefined;
  readonly source?: string | undefined;
}

const NO_KINDS: readonly Kind[] = [];

/** What is not in the address is as it is at first. */
const withoutDefaults = ({ at, hide, source }: TimelineChange): TimelineChange => ({
  at: at === EVERYTHING ? undefined : at,
  hide: hide?.length === 0 ? undefined : hide,
  source,
});
