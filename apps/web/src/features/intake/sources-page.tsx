import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useApi } from '../../api/api-context.tsx';
import { keys } from '../../api/keys.ts';
import { importsQuery } from '../../api/queries.ts';
import { useReach } from '../../api/reach.ts';
import type { ImportState, Source } from '../../api/types.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { SourcesIcon } from '../../ui/icons.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Problem, Remark, Waiting } from '../../ui/states.tsx';
import { sourcesText as text } from './intake.text.ts';
import { SourceGroup } from './source-group.tsx';
import classes from './sources-page.module.css';

/** `/people/$person/sources`: the files as they came, by import, and what can be done with a whole import. */
export function SourcesPage() {
  const api = useApi();
  const { person } = useParams({ from: '/session/people/$person/sources' });
  const sources = useQuery({ queryKey: keys.sources(person), queryFn: () => api.sources(person) });
  const imports = useQuery(importsQuery(api, person));
  const isPart = useReach(person) === 'part';

  return (
    <Page title={isPart ? text.titleOwn : text.title} lead={isPart ? text.leadOwn : text.lead}>
      {sources.error ? (
        <Problem error={sources.error} onRetry={() => void sources.refetch()} />
      ) : !sources.data || imports.isPending ? (
        <Waiting />
      ) : sources.data.length === 0 ? (
        <NoSources person={person} />
      ) : (
        <div className={classes.stack}>
          {imports.error ? <Remark tone="care">{text.someMissing}</Remark> : null}
          {groupByImport(sources.data, imports.data?.imports ?? []).map((group) => (
            <SourceGroup key={group.id} person={person} isPart={isPart} {...group} />
          ))}
        </div>
      )}
    </Page>
  );
}

function NoSources({ person }: { readonly person: string }) {
  return (
    <Empty icon={<SourcesIcon size={26} />} title={text.emptyTitle}>
      <p>{text.emptyWords}</p>
      <ButtonLink to="/people/$person/add" params={{ person }}>
        {text.emptyAction}
      </ButtonLink>
    </Empty>
  );
}

interface Group {
  readonly id: string;
  readonly state: ImportState | undefined;
  readonly files: readonly Source[];
}

/** Newest import first; ids are UUIDv7, so their order is the order in time. */
function groupByImport(sources: readonly Source[], imports: readonly ImportState[]): readonly Group[] {
  const groups = Map.groupBy(sources, (source) => source.import);
  return [...groups]
    .sort(([one], [other]) => (one < other ? 1 : -1))
    .map(([id, files]) => ({ id, files, state: imports.find((one) => one.id === id) }));
}
