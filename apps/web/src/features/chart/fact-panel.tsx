import { Box, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useParams, useSearch } from '@tanstack/react-router';
import { useApi } from '../../api/api-context.tsx';
import { ApiError } from '../../api/http.ts';
import { keys } from '../../api/keys.ts';
import { useHolds } from '../../api/reach.ts';
import type { Fact, View } from '../../api/types.ts';
import { typeWords } from '../../ui/fhir-types.text.ts';
import { BackIcon } from '../../ui/icons.tsx';
import { pageNameOf } from '../../ui/pages.ts';
import { Panel, PanelTitle } from '../../ui/panel.tsx';
import { Problem, Remark, Waiting } from '../../ui/states.tsx';
import { chartText, factText as text } from './chart.text.ts';
import { FactHistory } from './fact-history.tsx';
import classes from './fact-panel.module.css';
import { FactSummary } from './fact-summary.tsx';
import { JsonView } from './json-view.tsx';
import { LabelMark } from './label-mark.tsx';
import { WhoSaw } from './who-saw.tsx';

/** `/people/$person/records/$fact`: one entry, beside the list. `?version=` shows an earlier one. */
export function FactPanel() {
  const api = useApi();
  const { person, fact: id } = useParams({ from: '/session/people/$person/records/$fact' });
  const { version, view = 'effective' } = useSearch({ from: '/session/people/$person/records/$fact' });
  const fact = useQuery({
    queryKey: keys.fact(person, id, version ?? view),
    queryFn: () => (version === undefined ? api.fact(person, id, view) : api.factVersion(person, id, version)),
    staleTime: Number.POSITIVE_INFINITY,
  });

  // What was said not to be so no longer shows; whoever looks after the record finds it as it was received, to undo it.
  const isGone = version === undefined && view === 'effective' && isNotFound(fact.error);
  const isHolder = useHolds(person);
  const received = useQuery({
    queryKey: keys.fact(person, id, 'received'),
    queryFn: () => api.fact(person, id, 'received'),
    enabled: isGone && isHolder,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  // Until that is here, what was shown stays, and the focus in it.
  const shown = isGone ? (received.data ?? (received.isFetching ? fact.data : undefined)) : fact.data;
  const isDisowned = isGone && received.data !== undefined;

  return (
    <Panel key={id} label={text.panel} close={<CloseLink />}>
      {shown ? (
        <Content person={person} fact={shown} view={view} version={version} isDisowned={isDisowned} />
      ) : fact.error && !received.isFetching ? (
        <>
          <PanelTitle>{text.panel}</PanelTitle>
          <Box mt="sm">
            <Problem error={fact.error} onRetry={() => void fact.refetch()} />
          </Box>
        </>
      ) : (
        <Waiting />
      )}
    </Panel>
  );
}

const isNotFound = (error: Error | null): boolean => error instanceof ApiError && error.status === 404;

/** Back to the page that opened it, else to the list that it stands in. */
function CloseLink() {
  const cameFrom = useLocation({ select: ({ state }) => state.cameFrom });
  const name = cameFrom === undefined ? null : pageNameOf(cameFrom.pathname);
  if (cameFrom !== undefined && name !== null)
    return (
      // An address that the router gave: no type can know which.
      <Link to={cameFrom.pathname as '/'} search={cameFrom.search as never} className={classes.close}>
        <BackIcon size={18} />
        {text.backTo(name)}
      </Link>
    );
  return (
    <Link
      from="/people/$person/records/$fact"
      to="/people/$person/records"
      search={({ version: _, ...list }) => list}
      className={classes.close}
    >
      <BackIcon size={18} />
      {text.close}
    </Link>
  );
}

interface ContentProps {
  readonly person: string;
  readonly fact: Fact;
  readonly view: View;
  readonly version: number | undefined;
  /** The person said that it is not so: it counts nowhere, and is shown as it was received. */
  readonly isDisowned: boolean;
}

function Content({ person, fact, view, version, isDisowned }: ContentProps) {
  const isHolder = useHolds(person);
  const shown = fact.versions.find((one) => one.version === fact.version);
  return (
    <>
      <p className={classes.kind}>
        {typeWords(fact.type)} <span className={classes.own}>{fact.type}</span>
      </p>
      <PanelTitle>{fact.title || chartText.untitled}</PanelTitle>
      {fact.labels.length > 0 ? (
        <p className={classes.labels}>
          {fact.labels.map((label) => (
            <LabelMark key={label} label={label} />
          ))}
          <span>{chartText.labelHint}</span>
        </p>
      ) : null}
      {isDisowned ? (
        <Remark tone="care">
          <p>{text.disowned}</p>
        </Remark>
      ) : version !== undefined && !shown?.current ? (
        <Remark tone="care">
          <p>{text.oldVersion(fact.version)}</p>
          <p>
            <Link
              from="/people/$person/records/$fact"
              to="/people/$person/records/$fact"
              search={({ version: _, ...list }) => list}
              state={(before) => before}
            >
              {text.toCurrent}
            </Link>
          </p>
        </Remark>
      ) : view === 'received' ? (
        <Remark>{text.receivedView}</Remark>
      ) : null}
      {isHolder && version === undefined && !isDisowned ? (
        <p className={classes.quiet} data-print="no">
          <Link to="/people/$person/sharing/kept" params={{ person }} search={{ fact: fact.id }}>
            {text.whoMaySee}
          </Link>
        </p>
      ) : null}
      <Tabs defaultValue="summary" keepMounted={false} mt="md">
        <Tabs.List>
          <Tabs.Tab value="summary">{text.tabs.summary}</Tabs.Tab>
          <Tabs.Tab value="history">{text.tabs.history}</Tabs.Tab>
          <Tabs.Tab value="data">{text.tabs.data}</Tabs.Tab>
          {isHolder ? <Tabs.Tab value="seen">{text.tabs.seen}</Tabs.Tab> : null}
        </Tabs.List>
        <Tabs.Panel value="summary" pt="sm">
          <FactSummary person={person} fact={fact} current={version === undefined} />
        </Tabs.Panel>
        <Tabs.Panel value="history" pt="sm">
          <FactHistory fact={fact} />
        </Tabs.Panel>
        <Tabs.Panel value="data" pt="md">
          <JsonView raw={fact.raw} name={`${fact.type}-${fact.id}.json`} />
        </Tabs.Panel>
        {isHolder ? (
          <Tabs.Panel value="seen" pt="md">
            <WhoSaw person={person} fact={fact} />
          </Tabs.Panel>
        ) : null}
      </Tabs>
    </>
  );
}
