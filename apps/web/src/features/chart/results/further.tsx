import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { sectionQueries } from '../../../api/queries.ts';
import { InPlaceOf } from '../../../ui/section-page.tsx';
import { AnalyteRow } from './analyte-row.tsx';
import type { AnalyteLine, PanelLine } from './answers.ts';
import { MoreRow } from './more-row.tsx';
import { PanelRow } from './panel-row.tsx';
import { resultsText as text } from './results.text.ts';
import type { ResultsSection } from './section.ts';

interface FurtherProps {
  readonly section: ResultsSection;
  readonly what: 'analytes' | 'panels';
  /** How many there are beyond the list. */
  readonly count: number;
}

interface FurtherPiece {
  readonly analytes?: readonly AnalyteLine[];
  readonly panels?: readonly PanelLine[];
}

/** Lines that the answer had no room for, asked for by a press. */
export function Further({ section, what, count }: FurtherProps) {
  const api = useApi();
  const { person } = useParams({ from: '/session/people/$person' });
  const [wanted, setWanted] = useState(false);
  const further = useQuery({
    ...sectionQueries.entry<object, FurtherPiece>(api, person, section, what),
    enabled: wanted && count > 0,
  });
  if (count === 0) return null;
  if (!wanted) return <MoreRow onClick={() => setWanted(true)}>{text.more(count)}</MoreRow>;
  if (further.data === undefined)
    return (
      <li>
        <InPlaceOf error={further.error} onRetry={() => void further.refetch()} />
      </li>
    );
  return (
    <>
      {further.data.pieces.flatMap(({ analytes = [], panels = [] }) => [
        ...analytes.map((one) => <AnalyteRow key={one.id} section={section} analyte={one} />),
        ...panels.map((one) => <PanelRow key={one.id} section={section} panel={one} />),
      ])}
    </>
  );
}
