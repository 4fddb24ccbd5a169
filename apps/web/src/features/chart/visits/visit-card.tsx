import { Link, useParams } from '@tanstack/react-router';
import { formatNumber } from '../../../ui/words.ts';
import { kindsText } from '../kinds.text.ts';
import { EntryMarks } from '../lists/entry-marks.tsx';
import { Card, Chip } from '../lists/list-part.tsx';
import { kindCounts } from './in-visit.ts';
import type { VisitLine } from './visit-types.ts';
import { visitName, visitWhen } from './visit-words.ts';
import classes from './visits.module.css';
import { visitsText as text } from './visits.text.ts';

/** One visit in a list: what, when, where, and how much happened in it. */
export function VisitCard({ visit }: { readonly visit: VisitLine }) {
  const { person } = useParams({ from: '/session/people/$person' });
  const counts = kindCounts(visit);
  const bdi = (words: string | null | undefined) => (words ? <bdi>{words}</bdi> : null);
  return (
    <Card
      name={
        <Link to="/people/$person/visits/$visit" params={{ person, visit: visit.id }} preload={false}>
          <bdi>{visitName(visit)}</bdi>
        </Link>
      }
      side={visitWhen(visit)}
      about={[
        visit.state === 'over' ? null : <Chip key="state">{text.states[visit.state]}</Chip>,
        bdi(visit.reasons.join(', ')),
        bdi(visit.at),
        bdi(visit.people[0]),
      ]}
    >
      {counts.length === 0 ? null : (
        <ul className={classes.counts}>
          {counts.map(({ kind, count }) => (
            <li key={kind}>
              {kindsText[kind]} <b>{formatNumber(count)}</b>
            </li>
          ))}
        </ul>
      )}
      <EntryMarks labels={visit.labels} corrected={visit.corrected} />
    </Card>
  );
}
