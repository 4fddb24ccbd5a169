import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { sectionQueries } from '../../../api/queries.ts';
import { FactLink } from '../../../ui/fact-link.tsx';
import { InPlaceOf } from '../../../ui/section-page.tsx';
import { formatRecordDate } from '../../../ui/words.ts';
import type { Annotation, TimeWindow } from '../charts/types.ts';
import { listsText } from '../lists/lists.text.ts';
import type { VisitsList } from '../visits/visit-types.ts';
import { medicineStarts, type StartedMedicines, stays } from './annotations.ts';
import { trendText as text } from './results.text.ts';
import classes from './trend.module.css';

/** What else is marked in the charts. Asked for only when it is switched on: each is a look of its own. */
export function useBeside(person: string) {
  const api = useApi();
  const [withMedicines, setMedicines] = useState(false);
  const [withStays, setStays] = useState(false);
  const medicines = useQuery({
    ...sectionQueries.list<StartedMedicines>(api, person, 'medicines'),
    enabled: withMedicines,
  });
  const visits = useQuery({ ...sectionQueries.list<VisitsList>(api, person, 'visits'), enabled: withStays });
  const marks = useMemo(
    () => [
      ...(withStays && visits.data ? stays(visits.data) : []),
      ...(withMedicines && medicines.data ? medicineStarts(medicines.data) : []),
    ],
    [withMedicines, withStays, medicines.data, visits.data],
  );
  return {
    marks,
    choices: [
      { name: text.medicines, isOn: withMedicines, set: setMedicines, asked: medicines },
      { name: text.stays, isOn: withStays, set: setStays, asked: visits },
    ],
  };
}

interface BesideChartProps {
  readonly beside: ReturnType<typeof useBeside>;
  readonly window: TimeWindow;
}

const MOST = 12;

/** The switches, and in words what the marks in the chart stand for. */
export function BesideChart({ beside: { marks, choices }, window }: BesideChartProps) {
  const shown = marks.filter(({ from, to }) => to >= window.from && from <= window.to);
  return (
    <div className={classes.beside}>
      <fieldset className={classes.series}>
        <legend className={classes.seriesLegend}>{text.beside}</legend>
        <div className={classes.seriesList}>
          {choices.map(({ name, isOn, set }) => (
            <label key={name} className={classes.seriesLine}>
              <input type="checkbox" checked={isOn} onChange={(event) => set(event.currentTarget.checked)} />
              <span>{name}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {choices.map(({ name, isOn, asked }) =>
        isOn && asked.data === undefined ? (
          <InPlaceOf key={name} error={asked.error} onRetry={() => void asked.refetch()} />
        ) : null,
      )}
      {shown.length > 0 ? (
        <ul className={classes.marks}>
          {shown.slice(0, MOST).map((one) => (
            <Mark key={`${one.kind} ${one.fact}`} mark={one} />
          ))}
          {shown.length > MOST ? <li>{text.moreMarks(shown.length - MOST)}</li> : null}
        </ul>
      ) : choices.some(({ isOn, asked }) => isOn && asked.data !== undefined) ? (
        <p className={classes.quiet}>{text.noMarks}</p>
      ) : null}
    </div>
  );
}

function Mark({ mark: { kind, fact, words, date } }: { readonly mark: Annotation }) {
  return (
    <li data-kind={kind}>
      <FactLink fact={fact}>
        <bdi>{words === '' ? listsText.untitled : words}</bdi>
      </FactLink>
      {', '}
      {formatRecordDate(date).replace(/, \d\d:\d\d$/, '')}
    </li>
  );
}
