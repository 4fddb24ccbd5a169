import { memo } from 'react';
import type { FactLine } from '../../../api/types.ts';
import { FactLink } from '../../../ui/fact-link.tsx';
import { typeWords } from '../../../ui/fhir-types.text.ts';
import { valueLineWords } from '../../../ui/units.ts';
import { formatDay, formatRecordDate } from '../../../ui/words.ts';
import { chartText } from '../chart.text.ts';
import rowClasses from '../fact-row.module.css';
import { EntryMarks } from '../lists/entry-marks.tsx';

/** One entry; its date as exact as the record has it. */
export const TimelineRow = memo(function TimelineRow({ fact }: { readonly fact: FactLine }) {
  return (
    <FactLink fact={fact.id} className={rowClasses.row}>
      <span className={rowClasses.first}>
        <bdi className={rowClasses.title}>{fact.title || chartText.untitled}</bdi>
        {fact.value === null ? null : <bdi className={rowClasses.value}>{valueLineWords(fact.value)}</bdi>}
      </span>
      <span className={rowClasses.about}>
        <span className={rowClasses.date}>{dateWords(fact)}</span>
        <span className={rowClasses.type}>{typeWords(fact.type)}</span>
        <EntryMarks labels={fact.labels} corrected={fact.corrected} />
      </span>
    </FactLink>
  );
});

function dateWords({ date, dateText }: FactLine): string {
  if (dateText) return formatRecordDate(dateText);
  return date === null ? chartText.noDate : formatDay(date);
}
