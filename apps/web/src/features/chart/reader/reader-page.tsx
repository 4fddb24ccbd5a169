import { Box } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import type { Fact } from '../../../api/types.ts';
import { BackIcon } from '../../../ui/icons.tsx';
import { usePageTitle } from '../../../ui/page.tsx';
import { pagesText } from '../../../ui/pages.text.ts';
import { PrintMenu } from '../../../ui/print-menu.tsx';
import { InPlaceOf } from '../../../ui/section-page.tsx';
import { ShareThis } from '../../../ui/share-this.tsx';
import { Contents } from './contents.tsx';
import { DocumentHead } from './document-head.tsx';
import classes from './reader.module.css';
import { readerText as text } from './reader.text.ts';
import { ReaderSide } from './reader-side.tsx';

/** `/people/$person/documents/$fact`: what the source wrote on the left, what is known about it on the right. */
export function ReaderPage() {
  const api = useApi();
  usePageTitle(pagesText.documents);
  const { person, fact: id } = useParams({ from: '/session/people/$person/documents/$fact' });
  const fact = useQuery({
    queryKey: keys.reading(person, id),
    queryFn: () => api.factToRead(person, id),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <div className={classes.page}>
      <div className={classes.back} data-print="no">
        <Link to="/people/$person/documents" params={{ person }} className={classes.backLink}>
          <BackIcon size={18} />
          {text.back}
        </Link>
        {fact.data ? (
          <ShareThis person={person} entries={[id]}>
            {text.share}
          </ShareThis>
        ) : null}
        <PrintMenu />
      </div>
      {fact.data ? (
        <Document key={id} person={person} fact={fact.data} />
      ) : (
        <>
          {fact.error ? (
            <h1 className={classes.title} tabIndex={-1} data-focus-here="">
              {text.one}
            </h1>
          ) : null}
          <Box mt="md">
            <InPlaceOf error={fact.error} onRetry={() => void fact.refetch()} />
          </Box>
        </>
      )}
    </div>
  );
}

function Document({ person, fact }: { readonly person: string; readonly fact: Fact }) {
  const { part } = useSearch({ from: '/session/people/$person/documents/$fact' });
  const first = fact.contents.findIndex((one) => one.at === 'here');
  const [place, setPlace] = useState(part !== undefined && fact.contents[part] ? part : Math.max(0, first));
  return (
    <div className={classes.panes}>
      <article className={classes.source} aria-label={text.reading}>
        <DocumentHead fact={fact} />
        <Contents person={person} fact={fact} place={place} onPlace={setPlace} />
      </article>
      <ReaderSide person={person} fact={fact} />
    </div>
  );
}
