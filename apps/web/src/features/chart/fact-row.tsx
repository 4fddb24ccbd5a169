import { Link } from '@tanstack/react-router';
import type { FactLine } from '../../api/types.ts';
import { typeWords } from '../../ui/fhir-types.text.ts';
import { valueLineWords } from '../../ui/units.ts';
import { formatDay, formatRecordDate } from '../../ui/words.ts';
import { chartText as text } from './chart.text.ts';
import classes from './fact-row.module.css';
import { LabelMark } from './label-mark.tsx';

interface FactRowProps {
  readonly fact: FactLine;
  readonly open: boolean;
  /** Entries of other kinds stand in the same list. */
  readonly mixed: boolean;
}

/** One entry in the list: what it is, when, of which kind, and what is special about it. */
export function FactRow({ fact, open, mixed }: FactRowProps) {
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
      <span className={classes.first}>
        <bdi className={classes.title}>{fact.title || text.untitled}</bdi>
        {fact.value === null ? null : <bdi className={classes.value}>{valueLineWords(fact.value)}</bdi>}
      </span>
      <span className={classes.about}>
        <span className={classes.date}>{dateWords(fact)}</span>
        {mixed ? <span className={classes.type}>{typeWords(fact.type)}</span> : null}
        {fact.corrected ? <span className={classes.corrected}>{text.corrected}</span> : null}
        {fact.labels.map((label) => (
          <LabelMark key={label} label={label} />
        ))}
      </span>
    </Link>
  );
}

function dateWords(fact: FactLine): string {
  if (fact.dateText) return formatRecordDate(fact.dateText).replace(/, \d\d:\d\d$/, '');
  return fact.date === null ? text.noDate : formatDay(fact.date);
}
