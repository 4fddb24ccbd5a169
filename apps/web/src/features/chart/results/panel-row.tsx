import { Link, useParams } from '@tanstack/react-router';
import { EntryMarks } from '../lists/entry-marks.tsx';
import { listsText } from '../lists/lists.text.ts';
import { dayWords } from '../lists/when-words.ts';
import type { PanelLine } from './answers.ts';
import classes from './results.module.css';
import { resultsText as text } from './results.text.ts';
import { type ResultsSection, trendPath } from './section.ts';

/** Results that were made together, on one line. */
export function PanelRow({ section, panel }: { readonly section: ResultsSection; readonly panel: PanelLine }) {
  const { person } = useParams({ from: '/session/people/$person' });
  const { id, words, when, count, labels, corrected } = panel;
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <Link to={trendPath[section]} params={{ person, analyte: id }} className={classes.name} preload={false}>
          <bdi>{words ?? listsText.untitled}</bdi>
        </Link>
        <p className={classes.about}>
          <span>{dayWords(when)}</span>
          <EntryMarks labels={labels} corrected={corrected} />
        </p>
      </div>
      <span />
      <div className={classes.latest}>
        <span className={classes.change}>{text.members(count)}</span>
      </div>
    </li>
  );
}
