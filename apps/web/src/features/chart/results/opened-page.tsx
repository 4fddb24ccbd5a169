import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { sectionQueries } from '../../../api/queries.ts';
import { BackIcon } from '../../../ui/icons.tsx';
import { usePageTitle } from '../../../ui/page.tsx';
import { PrintMenu } from '../../../ui/print-menu.tsx';
import { HowComplete, InPlaceOf } from '../../../ui/section-page.tsx';
import { listsText } from '../lists/lists.text.ts';
import type { At } from '../timeline/span.ts';
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
  const from = '/session/people/$person/results/$analyte';
  const { person, analyte } = useParams({ from });
  const { at } = useSearch({ from });
  return <OpenedPage key={`${analyte} ${at}`} section="results" person={person} id={analyte} at={at} />;
}

/** `/people/$person/vitals/$analyte`. */
export function VitalPage() {
  const from = '/session/people/$person/vitals/$analyte';
  const { person, analyte } = useParams({ from });
  const { at } = useSearch({ from });
  return <OpenedPage key={`${analyte} ${at}`} section="vitals" person={person} id={analyte} at={at} />;
}

interface OpenedPageProps {
  readonly section: ResultsSection;
  readonly person: string;
  readonly id: string;
  /** The stretch of time that is shown first; undefined: all of it. */
  readonly at: At | undefined;
}

function OpenedPage({ section, person, id, at }: OpenedPageProps) {
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
          {opened.analyte ? (
            <OpenedAnalyte section={section} at={at} analyte={opened.analyte} pieces={opened.pieces} />
          ) : null}
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

interface OpenedAnalyteProps extends Pick<OpenedPageProps, 'section' | 'at'> {
  readonly analyte: NonNullable<OpenedResult['analyte']>;
  readonly pieces: readonly Piece[];
}

function OpenedAnalyte({ section, at, analyte, pieces }: OpenedAnalyteProps) {
  const rows = useMemo(() => rowsOf(pieces), [pieces]);
  return (
    <>
      <LatestValue analyte={analyte} />
      <Trend section={section} at={at} analyte={analyte} first={rows} />
    </>
  );
}
