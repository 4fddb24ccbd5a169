import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { sectionQueries } from '../../../api/queries.ts';
import { BackIcon } from '../../../ui/icons.tsx';
import { usePageTitle } from '../../../ui/page.tsx';
import { PrintMenu } from '../../../ui/print-menu.tsx';
import { HowComplete, InPlaceOf } from '../../../ui/section-page.tsx';
import { listsText } from '../lists/lists.text.ts';
import type { OpenedResult, Piece } from './answers.ts';
import { LatestValue } from './latest-value.tsx';
import classes from './opened.module.css';
import { OpenedPanelPart } from './opened-panel.tsx';
import { PinButton } from './pin-button.tsx';
import { resultsText, trendText as text } from './results.text.ts';
import type { ResultsSection } from './section.ts';
import { Trend } from './trend.tsx';
import { rowsOf } from './trend-rows.ts';

/** `/people/$person/results/$analyte`: one analyte over time, or one panel. */
export function ResultPage() {
  const { person, analyte } = useParams({ from: '/session/people/$person/results/$analyte' });
  return <OpenedPage key={analyte} section="results" person={person} id={analyte} />;
}

/** `/people/$person/vitals/$analyte`. */
export function VitalPage() {
  const { person, analyte } = useParams({ from: '/session/people/$person/vitals/$analyte' });
  return <OpenedPage key={analyte} section="vitals" person={person} id={analyte} />;
}

interface OpenedPageProps {
  readonly section: ResultsSection;
  readonly person: string;
  readonly id: string;
}

function OpenedPage({ section, person, id }: OpenedPageProps) {
  const api = useApi();
  const answer = useQuery(sectionQueries.entry<OpenedResult, Piece>(api, person, section, id));
  const title = section === 'results' ? resultsText.trend : resultsText.vitalTrend;
  usePageTitle(title);
  const opened = answer.data;
  const named = opened?.analyte ?? opened?.panel;
  return (
    <div className={classes.page}>
      <div className={classes.above} data-print="no">
        <Link to={`/people/$person/${section}`} params={{ person }} className={classes.back}>
          <BackIcon size={18} />
          {section === 'results' ? text.backToResults : text.backToVitals}
        </Link>
        <PrintMenu />
      </div>
      <h1 className={classes.title} tabIndex={-1} data-focus-here="">
        {named ? <bdi>{named.words ?? listsText.untitled}</bdi> : title}
      </h1>
      {opened === undefined ? (
        <div className={classes.instead}>
          <InPlaceOf error={answer.error} onRetry={() => void answer.refetch()} />
        </div>
      ) : (
        <>
          <Codes opened={opened} />
          <HowComplete answer={opened} />
          {opened.panel ? <OpenedPanelPart section={section} person={person} panel={opened.panel} /> : null}
          {opened.analyte ? (
            <div className={classes.pin}>
              <PinButton person={person} analyte={opened.analyte.id} />
            </div>
          ) : null}
          {opened.analyte ? <OpenedAnalyte section={section} analyte={opened.analyte} pieces={opened.pieces} /> : null}
        </>
      )}
    </div>
  );
}

function Codes({ opened: { analyte, panel } }: { readonly opened: OpenedResult }) {
  const codings = (analyte ?? panel)?.codings ?? [];
  if (codings.length === 0) return null;
  return (
    <p className={classes.codes}>
      {codings.slice(0, 4).map(({ system, code, display }) => (
        <bdi key={`${system} ${code}`}>
          {[system === 'http://loinc.org' ? 'LOINC' : null, code, display].filter(Boolean).join(' ')}
        </bdi>
      ))}
    </p>
  );
}

interface OpenedAnalyteProps {
  readonly section: ResultsSection;
  readonly analyte: NonNullable<OpenedResult['analyte']>;
  readonly pieces: readonly Piece[];
}

function OpenedAnalyte({ section, analyte, pieces }: OpenedAnalyteProps) {
  const rows = useMemo(() => rowsOf(pieces), [pieces]);
  return (
    <>
      <LatestValue analyte={analyte} />
      <Trend section={section} analyte={analyte} first={rows} />
    </>
  );
}
