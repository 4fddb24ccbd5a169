import type { FactMark } from '../../../api/section-types.ts';
import { chartText } from '../chart.text.ts';
import { LabelMark } from '../label-mark.tsx';
import classes from './lists.module.css';

/** What is special about an entry: corrected by the person, sensitive. */
export function EntryMarks({ labels, corrected }: Pick<FactMark, 'labels' | 'corrected'>) {
  if (labels.length === 0 && !corrected) return null;
  return (
    <span className={classes.marks}>
      {corrected ? <span className={classes.corrected}>{chartText.corrected}</span> : null}
      {labels.map((label) => (
        <LabelMark key={label} label={label} />
      ))}
    </span>
  );
}

/** The marks of several entries of one thing, each once. */
export function marksOf(entries: readonly FactMark[]): Pick<FactMark, 'labels' | 'corrected'> {
  return {
    labels: [...new Set(entries.flatMap((one) => one.labels))],
    corrected: entries.some((one) => one.corrected),
  };
}
