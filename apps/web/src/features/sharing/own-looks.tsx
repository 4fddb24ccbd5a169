import { formatClock } from '../../ui/words.ts';
import { activityText as text } from './activity.text.ts';
import classes from './activity-page.module.css';
import { ActivityRow } from './activity-row.tsx';
import type { Run } from './runs.ts';

/** Several own looks in a row, folded into one line that opens. */
export function OwnLooks({ lines }: Pick<Run, 'lines'>) {
  const last = lines.at(-1) ?? lines[0];
  return (
    <details className={classes.looks}>
      <summary>{text.ownLooks(lines.length, formatClock(last.time), formatClock(lines[0].time))}</summary>
      <ul className={classes.lines}>
        {lines.map((line) => (
          <li key={line.seq}>
            <ActivityRow line={line} />
          </li>
        ))}
      </ul>
    </details>
  );
}
