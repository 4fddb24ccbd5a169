import { useId } from 'react';
import type { Keeping } from '../../../api/keeping-calls.ts';
import { shareChangeWords } from '../share-history.tsx';
import { momentWords } from '../share-sentence.ts';
import classes from '../sharing.module.css';
import { keepingText as text } from './keeping.text.ts';

/** Every change of who may see this, newest first. */
export function KeptChanges({ changes }: Pick<Keeping, 'changes'>) {
  const title = useId();
  return (
    <section className={classes.part} aria-labelledby={title}>
      <h2 className={classes.title} id={title}>
        {text.changes}
      </h2>
      {changes.length === 0 ? <p className={classes.quiet}>{text.noChanges}</p> : null}
      <ol className={classes.changes}>
        {changes.map((change) => (
          <li key={change.event}>
            <time dateTime={new Date(change.given).toISOString()}>{momentWords(change.given)}</time>
            <span>{shareChangeWords(change)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
