import { valueLineWords } from '@chartwarden/fhir/units';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { FactLine } from '../../api/types.ts';
import { FactLink } from '../../ui/fact-link.tsx';
import { typeWords } from '../../ui/fhir-types.text.ts';
import { formatDay, formatRecordDate } from '../../ui/words.ts';
import { chartText as text } from './chart.text.ts';
import classes from './fact-row.module.css';
import { EntryMarks } from './lists/entry-marks.tsx';

interface FactRowProps {
  readonly fact: FactLine;
  /** In the list of records it opens beside the list: whether this one is open. Elsewhere it leads away and back. */
  readonly open?: boolean;
  /** Entries of other kinds stand in the same list. */
  readonly mixed: boolean;
}

/** One entry of a list: what it is, when, of which kind, and what is special about it. */
export const FactRow = memo(function FactRow({ fact, open, mixed }: FactRowProps) {
  const words = (
    <>
      <span className={classes.first}>
        <bdi className={classes.title}>{fact.title || text.untitled}</bdi>
        {fact.value === null ? null : <bdi className={classes.value}>{valueLineWords(fact.value)}</bdi>}
      </span>
      <span className={classes.about}>
        <span className={classes.date}>{dateWords(fact)}</span>
        {mixed ? <span className={classes.type}>{typeWords(fact.type)}</span> : null}
        <EntryMarks labels={fact.labels} corrected={fact.corrected} />
      </span>
    </>
  );
  if (open === undefined)
    return (
      <FactLink fact={fact.id} className={classes.row}>
        {words}
      </FactLink>
    );
  return (
    <Link
      from="/people/$person/records"
      to="/people/$person/records/$fact"
      params={(before) => ({ ...before, fact: fact.id })}
      search={(before) => before}
      className={classes.row}
      aria-current={open ? 'true' : undefined}
      preload={false}
    >
      {words}
    </Link>
  );
});

function dateWords({ date, dateText }: FactLine): string {
  if (dateText) return formatRecordDate(dateText);
  return date === null ? text.noDate : formatDay(date);
}
