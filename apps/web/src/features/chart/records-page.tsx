import { useQuery } from '@tanstack/react-query';
import { Outlet, useChildMatches, useParams, useSearch } from '@tanstack/react-router';
import { useApi } from '../../api/api-context.tsx';
import { keys } from '../../api/keys.ts';
import { RecordsIcon } from '../../ui/icons.tsx';
import { MasterDetail } from '../../ui/master-detail.tsx';
import { usePageTitle } from '../../ui/page.tsx';
import { NothingHere } from '../../ui/section-page.tsx';
import { Problem, Waiting } from '../../ui/states.tsx';
import { chartText as text } from './chart.text.ts';
import { FactList } from './fact-list.tsx';
import { RecordsFilter } from './records-filter.tsx';
import classes from './records-page.module.css';
import { TypeOverview } from './type-overview.tsx';

/** `/people/$person/records`: every fact, newest first, by type; the opened one beside the list. */
export function RecordsPage() {
  const api = useApi();
  const { person } = useParams({ from: '/session/people/$person/records' });
  const { type, view = 'effective' } = useSearch({ from: '/session/people/$person/records' });
  const open = useChildMatches().length > 0;
  const types = useQuery({
    queryKey: keys.types(person, view),
    queryFn: () => api.types(person, view),
    staleTime: Number.POSITIVE_INFINITY,
  });
  usePageTitle(text.title);

  if (types.data?.length === 0 && !open) return <NothingYet person={person} />;
  return (
    <MasterDetail
      list={
        <>
          <div className={classes.head}>
            <h1 className={classes.title} tabIndex={-1} data-focus-here="">
              {text.title}
            </h1>
            <RecordsFilter types={types.data} type={type} view={view} />
          </div>
          <FactList
            key={`${view} ${type ?? ''}`}
            person={person}
            view={view}
            type={type}
            count={countOf(types.data, type)}
          />
        </>
      }
      detail={open ? <Outlet /> : null}
      idle={
        types.error ? (
          <div className={classes.idle}>
            <Problem error={types.error} onRetry={() => void types.refetch()} />
          </div>
        ) : types.data ? (
          <TypeOverview types={types.data} type={type} />
        ) : (
          <Waiting />
        )
      }
    />
  );
}

function NothingYet({ person }: { readonly person: string }) {
  return (
    <div className={classes.nothing}>
      <h1 className={classes.title} tabIndex={-1} data-focus-here="">
        {text.title}
      </h1>
      <NothingHere
        person={person}
        icon={<RecordsIcon size={26} />}
        title={text.emptyTitle}
        words={text.emptyWords}
        first
      />
    </div>
  );
}

/** How many entries the list will have, when that is known: screen readers then say "3 of 120". */
function countOf(
  types: readonly { type: string; count: number }[] | undefined,
  type: string | undefined,
): number | undefined {
  if (!types) return undefined;
  if (type) return types.find((one) => one.type === type)?.count ?? 0;
  return types.reduce((sum, one) => sum + one.count, 0);
}
