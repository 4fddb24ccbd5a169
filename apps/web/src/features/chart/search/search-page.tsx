import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type KeyboardEvent, useRef } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import type { SearchRequest } from '../../../api/search-types.ts';
import { Page } from '../../../ui/page.tsx';
import { SearchIcon } from '../../../ui/page-icons.tsx';
import { InPlaceOf } from '../../../ui/section-page.tsx';
import { Empty, Remark } from '../../../ui/states.tsx';
import classes from './search.module.css';
import { searchText as text } from './search.text.ts';
import { SearchField } from './search-field.tsx';
import { Hit } from './search-hit.tsx';
import { SearchLimits } from './search-limits.tsx';
import { requestOf, useAsked } from './use-asked.ts';

/** How soon it is asked again while the index lacks what came in last, or is not there yet. */
const CATCHING_UP = 4_000;

/** `/people/$person/search`: what is looked for stands in memory only, never in an address or in storage. */
export function SearchPage() {
  const api = useApi();
  const { person } = useParams({ from: '/session/people/$person' });
  const [asked, change] = useAsked(person);
  const request = requestOf(asked);
  const list = useRef<HTMLUListElement>(null);
  const answer = useInfiniteQuery({
    queryKey: keys.search(person, request ?? {}),
    queryFn: ({ pageParam }) => api.search(person, { ...(request as SearchRequest), offset: pageParam }),
    initialPageParam: 0,
    getNextPageParam: (last) => last.next,
    enabled: request !== null,
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => (state.data?.pages[0]?.isCurrent === false ? CATCHING_UP : false),
  });
  const first = answer.data?.pages[0];
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const links = [...(list.current?.querySelectorAll<HTMLElement>('a') ?? [])];
    const at = links.indexOf(document.activeElement as HTMLElement);
    if (step === 0 || at === -1) return;
    event.preventDefault();
    if (at + step < 0) document.querySelector<HTMLElement>('[data-search-field]')?.focus();
    else links[at + step]?.focus();
  };

  return (
    <Page title={text.title} lead={text.lead} focusTitle={false}>
      <SearchField
        person={person}
        words={asked.words}
        onWords={(words) => change({ words })}
        onSearch={(words) => change({ words, searched: words })}
        onLeave={() => list.current?.querySelector<HTMLElement>('a')?.focus()}
      />
      {request === null ? null : (
        <SearchLimits person={person} asked={asked} byType={first?.byType ?? {}} onChange={change} />
      )}
      <p className={classes.status} role="status">
        {first?.isReady ? text.found(first.total) : ''}
      </p>
      {request === null ? null : first === undefined ? (
        <InPlaceOf error={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <>
          {first.isReady ? null : <Remark>{text.notReady}</Remark>}
          {first.isReady && !first.isCurrent ? <Remark>{text.notCurrent}</Remark> : null}
          {first.isReady && first.total === 0 ? (
            <Empty icon={<SearchIcon size={26} />} title={text.nothing}>
              <p>{text.nothingWords}</p>
            </Empty>
          ) : null}
          {first.total > 0 ? (
            <>
              <ul ref={list} className={classes.hits} aria-label={text.results} onKeyDown={move}>
                {answer.data?.pages.flatMap(({ hits }) =>
                  hits.map((hit) => <Hit key={hit.id} hit={hit} words={request.words} />),
                )}
              </ul>
              {answer.hasNextPage ? (
                <Button
                  variant="default"
                  mt="md"
                  loading={answer.isFetchingNextPage}
                  onClick={() => void answer.fetchNextPage()}
                >
                  {text.more}
                </Button>
              ) : null}
            </>
          ) : null}
        </>
      )}
    </Page>
  );
}
