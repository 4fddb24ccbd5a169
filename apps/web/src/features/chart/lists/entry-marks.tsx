import type { FactMark } from '../../../api/section-types.ts';
import { FactLink } from '../../../ui/fact-link.tsx';
import { chartText } from '../chart.text.ts';
import { LabelMark } from '../label-mark.tsx';
import classes from './lists.module.css';
import { listsText as text } from './lists.text.ts';

type Marks = Pick<FactMark, 'labels' | 'corrected' | 'alsoRecordedBy'>;

/** What is special about an entry: corrected by the person, sensitive, told by other portals too. */
export function EntryMarks({ labels, corrected, alsoRecordedBy = [] }: Marks) {
  if (labels.length === 0 && !corrected && alsoRecordedBy.length === 0) return null;
  return (
    <span className={classes.marks}>
      {corrected ? <span className={classes.corrected}>{chartText.corrected}</span> : null}
      {labels.map((label) => (
        <LabelMark key={label} label={label} />
      ))}
      {alsoRecordedBy.map(({ id }) => (
        <FactLink key={id} fact={id}>
          {text.alsoRecorded}
        </FactLink>
      ))}
    </span>
  );
}

/** The marks of several entries of one thing, each once. */
export function marksOf(entries: readonly FactMark[]): Marks {
  return {
    labels: [...new Set(entries.flatMap((one) => one.labels))],
    corrected: entries.some((one) => one.corrected),
  };
}
