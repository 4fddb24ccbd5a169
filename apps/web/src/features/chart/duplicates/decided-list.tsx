import { Button } from '@mantine/core';
import type { Decision, Side } from '../../../api/duplicate-types.ts';
import { FactLink } from '../../../ui/fact-link.tsx';
import { formatRecordDate, formatWhen } from '../../../ui/words.ts';
import classes from './duplicates.module.css';
import { duplicatesText as text } from './duplicates.text.ts';

interface DecidedListProps {
  readonly decisions: readonly Decision[];
  readonly busy: boolean;
  readonly onUndo: (verdict: string) => void;
}

/** Everything that was ever said of two entries, newest first. */
export function DecidedList({ decisions, busy, onUndo }: DecidedListProps) {
  const now = Date.now();
  return (
    <ul className={classes.list}>
      {decisions.map(({ id, verdict, at, undoneAt, by, one, other }) => (
        <li key={id} className={classes.item}>
          <div className={classes.other}>
            <div>
              <p className={classes.line}>
                <strong>{text.answers[verdict]}</strong>
                <span className={classes.quiet}>
                  {formatWhen(at, now)} {by ? <bdi>{text.bySomebody(by)}</bdi> : null}
                </span>
                {undoneAt === null ? null : <span>{text.takenBack(formatWhen(undoneAt, now))}</span>}
              </p>
              <p className={classes.line}>
                <SideWords side={one} /> {text.and} <SideWords side={other} />
              </p>
            </div>
            {undoneAt === null ? (
              <Button
                size="compact-sm"
                variant="subtle"
                disabled={busy}
                aria-label={text.undoOf(`${text.answers[verdict]}, ${one.title}`)}
                onClick={() => onUndo(id)}
              >
                {text.undo}
              </Button>
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  );
}

function SideWords({ side }: { readonly side: Side }) {
  const about = [side.value, side.dateText === null ? null : formatRecordDate(side.dateText), side.from];
  return (
    <span>
      <FactLink fact={side.id}>
        <bdi>{side.title || text.untitled}</bdi>
      </FactLink>{' '}
      <bdi className={classes.quiet}>{about.filter((one) => one !== null).join(' · ')}</bdi>
    </span>
  );
}
