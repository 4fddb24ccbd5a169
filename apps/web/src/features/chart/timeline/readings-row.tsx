import { unitWords } from '@chartwarden/fhir/units';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { memo } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import { typeWords } from '../../../ui/fhir-types.text.ts';
import { formatRecordDate } from '../../../ui/words.ts';
import { chartText } from '../chart.text.ts';
import classes from '../fact-row.module.css';
import { EntryMarks } from '../lists/entry-marks.tsx';
import type { ResultsList } from '../results/answers.ts';
import { trendPath } from '../results/section.ts';
import type { Told } from './readings.ts';
import { timelineText as text } from './timeline.text.ts';

interface ReadingsRowProps extends Told {
  readonly person: string;
  readonly readings: NonNullable<Told['readings']>;
}

/** Many readings of one day; opens them over time, on that day. */
export const ReadingsRow = memo(function ReadingsRow({ person, fact, readings, isOpenEnded }: ReadingsRowProps) {
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { section, codings, day } = readings;
  const open = async () => {
    // Which line of the section it is says its list, which is asked for once.
    const list = await queries
      .fetchQuery({
        queryKey: keys.section(person, section),
        queryFn: () => api.section<ResultsList>(person, section),
        staleTime: Number.POSITIVE_INFINITY,
      })
      // Then the newest of them opens: it is there to be read.
      .catch(() => null);
    const analyte = list?.analytes.find((one) =>
      one.codings.some(({ system, code }) => codings.some((own) => own.system === system && own.code === code)),
    );
    if (analyte === undefined)
      await navigate({ to: '/people/$person/records/$fact', params: { person, fact: fact.id } });
    else await navigate({ to: trendPath[section], params: { person, analyte: analyte.id }, search: { at: day } });
  };
  return (
    <button type="button" className={`${classes.row} ${classes.button}`} onClick={() => void open()}>
      <span className={classes.first}>
        <bdi className={classes.title}>{fact.title || chartText.untitled}</bdi>
        <bdi className={classes.value}>{readingsWords(readings, isOpenEnded)}</bdi>
      </span>
      <span className={classes.about}>
        <span className={classes.date}>{formatRecordDate(day)}</span>
        <span className={classes.type}>{typeWords(fact.type)}</span>
        <EntryMarks labels={fact.labels} corrected={fact.corrected} />
      </span>
    </button>
  );
});

/** "288 readings, 71 to 214 mg/dL". */
function readingsWords({ count, low, high, unit }: ReadingsRowProps['readings'], isOpenEnded: boolean): string {
  if (isOpenEnded) return text.readingsSoFar(count);
  if (low === null || high === null) return text.readings(count);
  const end = ({ digits, comparator }: typeof low) => [comparator, digits].filter(Boolean).join(' ');
  return text.readingsFromTo(count, end(low), [end(high), unitWords(unit)].filter(Boolean).join(' '));
}
