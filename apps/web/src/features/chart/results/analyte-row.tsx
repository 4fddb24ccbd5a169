import { Link, useParams } from '@tanstack/react-router';
import { SparkLine } from '../charts/spark-line.tsx';
import { EntryMarks } from '../lists/entry-marks.tsx';
import { listsText } from '../lists/lists.text.ts';
import { dayWords } from '../lists/when-words.ts';
import type { AnalyteLine } from './answers.ts';
import { lineWords, markWords } from './entry-words.ts';
import classes from './results.module.css';
import { resultsText as text } from './results.text.ts';
import { type ResultsSection, trendPath } from './section.ts';

/** What was measured, its latest value and how it moved. */
export function AnalyteRow({ section, analyte }: { readonly section: ResultsSection; readonly analyte: AnalyteLine }) {
  const { person } = useParams({ from: '/session/people/$person' });
  const { id, words, latest, valued, sparks } = analyte;
  const marks = latest === null ? null : markWords(latest.findings);
  const [spark] = sparks;
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <Link to={trendPath[section]} params={{ person, analyte: id }} className={classes.name} preload={false}>
          <bdi>{words ?? listsText.untitled}</bdi>
        </Link>
        <p className={classes.about}>
          <span>{latest === null ? text.noValue : dayWords(latest.when)}</span>
          {valued > 1 ? <span>{text.values(valued)}</span> : null}
          {latest === null ? null : <EntryMarks labels={latest.labels} corrected={latest.corrected} />}
        </p>
      </div>
      {sparks.length > 0 ? <SparkLine sparks={sparks} size="row" /> : <span />}
      <div className={classes.latest}>
        <bdi className={classes.value}>{latest === null ? '' : lineWords(latest)}</bdi>
        {marks === null ? null : (
          <span className={classes.mark}>
            <bdi>{text.marked(marks)}</bdi>
          </span>
        )}
        {sparks.length === 1 && spark?.change ? <span className={classes.change}>{text[spark.change]}</span> : null}
      </div>
    </li>
  );
}
