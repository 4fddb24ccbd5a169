import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { sectionQueries } from '../../../api/queries.ts';
import { FactLink } from '../../../ui/fact-link.tsx';
import { Page } from '../../../ui/page.tsx';
import { Pairs } from '../../../ui/panel.tsx';
import { HowComplete, InPlaceOf } from '../../../ui/section-page.tsx';
import { ShareThis } from '../../../ui/share-this.tsx';
import { factText } from '../chart.text.ts';
import { EntryMarks } from '../lists/entry-marks.tsx';
import { ListPart } from '../lists/list-part.tsx';
import { VisitCard } from './visit-card.tsx';
import { VisitItems } from './visit-items.tsx';
import type { OpenedVisit, VisitPiece } from './visit-types.ts';
import { classWords, visitName, visitWhen } from './visit-words.ts';
import classes from './visits.module.css';
import { visitsText as text } from './visits.text.ts';

/** `/people/$person/visits/$visit`: one visit and everything that happened in it. */
export function VisitPage() {
  const api = useApi();
  const { person, visit: id } = useParams({ from: '/session/people/$person/visits/$visit' });
  const answer = useQuery(sectionQueries.entry<OpenedVisit, VisitPiece>(api, person, 'visits', id));
  const items = answer.data?.pieces.flatMap((one) => one.items) ?? [];
  return (
    <Page
      title={text.visit}
      actions={
        answer.data ? (
          <ShareThis person={person} entries={[...new Set([id, ...items.map((one) => one.id)])]}>
            {text.share}
          </ShareThis>
        ) : null
      }
      lead={
        <Link to="/people/$person/visits" params={{ person }}>
          {text.back}
        </Link>
      }
    >
      {answer.data ? (
        <>
          <HowComplete answer={answer.data} />
          <About opened={answer.data} />
          {answer.data.parts.length === 0 ? null : (
            <ListPart title={text.parts} count={answer.data.parts.length}>
              {answer.data.parts.map((one) => (
                <VisitCard key={one.id} visit={one} />
              ))}
            </ListPart>
          )}
          <VisitItems items={items} />
        </>
      ) : (
        <InPlaceOf error={answer.error} onRetry={() => void answer.refetch()} />
      )}
    </Page>
  );
}

function About({ opened: { visit, whole } }: { readonly opened: OpenedVisit }) {
  const { person } = useParams({ from: '/session/people/$person' });
  const lines = (list: readonly (string | null)[]): ReactNode => {
    const said = list.filter((one) => one !== null);
    return said.length === 0
      ? null
      : said.map((one, at) => (
          <bdi key={at} className={classes.line}>
            {one}
          </bdi>
        ));
  };
  const rows: readonly (readonly [string, ReactNode])[] = [
    [text.about.when, visitWhen(visit)],
    [text.about.state, visit.state === 'over' ? null : text.states[visit.state]],
    [text.about.kind, lines([visit.words === null || visit.class === null ? null : classWords(visit.class)])],
    [text.about.reasons, lines(visit.reasons)],
    [text.about.at, lines([visit.at, ...visit.places])],
    [text.about.people, lines(visit.people)],
    [
      text.about.partOf,
      whole === null ? null : (
        <Link to="/people/$person/visits/$visit" params={{ person, visit: whole.id }} preload={false}>
          <bdi>{visitName(whole)}</bdi>, {visitWhen(whole)}
        </Link>
      ),
    ],
  ];
  return (
    <section className={classes.about}>
      <h2 className={classes.name}>
        <bdi>{visitName(visit)}</bdi> <EntryMarks labels={visit.labels} corrected={visit.corrected} />
      </h2>
      <Pairs rows={rows.filter(([, value]) => value !== null)} />
      <p className={classes.entry}>
        <FactLink fact={visit.id}>{text.entry}</FactLink>
        <FactLink fact={visit.id} correcting>
          {factText.correct}
        </FactLink>
      </p>
    </section>
  );
}
