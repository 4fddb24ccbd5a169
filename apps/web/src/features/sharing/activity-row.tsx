import { Link, useParams } from '@tanstack/react-router';
import type { ActivityLine } from '../../api/types.ts';
import { sentenceOf } from '../../ui/activity-sentence.text.ts';
import { formatClock } from '../../ui/words.ts';
import { activityText as text } from './activity.text.ts';
import classes from './activity-page.module.css';

/** One line in words; opens to what it covered and to its proof. */
export function ActivityRow({ line }: { readonly line: ActivityLine }) {
  const { seq } = useParams({ strict: false });
  const mark = line.outcome === 'refused' ? text.refused : line.outcome === 'failed' ? text.failed : null;
  return (
    <Link
      from="/people/$person/activity"
      to="/people/$person/activity/$seq"
      params={(before) => ({ ...before, seq: String(line.seq) })}
      className={classes.line}
      aria-current={seq === String(line.seq) ? 'true' : undefined}
      preload={false}
    >
      <time className={classes.time} dateTime={new Date(line.time).toISOString()}>
        {formatClock(line.time)}
      </time>
      <span className={classes.sentence}>
        {sentenceOf(line)}
        {mark ? <span className={classes.mark}>{mark}</span> : null}
        {line.actor.kind === 'system' ? <span className={classes.machine}>{text.automatic}</span> : null}
      </span>
    </Link>
  );
}
