import { Link } from '@tanstack/react-router';
import type { ImportState } from '../../../api/types.ts';
import { formatWhen } from '../../../ui/words.ts';
import classes from './today.module.css';
import { todayText } from './today.text.ts';
import { firstOf, type Gap, gapsOf } from './whats-missing.ts';

const text = todayText.missing;

interface MissingProps {
  readonly person: string;
  /** Null while they are not known, and for whoever may not see them. */
  readonly imports: readonly ImportState[] | null;
}

/** What is known not to be here; what nobody added cannot be known. */
export function Missing({ person, imports }: MissingProps) {
  const gaps = gapsOf(imports ?? []);
  return (
    <section className={classes.part} aria-labelledby="missing">
      <h2 id="missing" className={classes.title}>
        {text.title}
      </h2>
      {gaps.length === 0 ? null : (
        <ul className={classes.cards}>
          {gaps.map((gap) => (
            <li key={`${gap.import} ${gap.kind}`} className={classes.card}>
              <Link to="/people/$person/add/$import" params={{ person, import: gap.import }} className={classes.lead}>
                {wordsOf(gap)}
              </Link>
              <p className={classes.where}>
                <bdi>{firstOf(gap.files)}</bdi>
                <span>{text.added(formatWhen(gap.at, Date.now()))}</span>
              </p>
            </li>
          ))}
        </ul>
      )}
      <p className={classes.words}>
        {imports === null ? text.unknown : gaps.length === 0 ? text.nothingKnown : null} {text.always}{' '}
        <Link to="/people/$person/sources" params={{ person }}>
          {text.sources}
        </Link>
      </p>
    </section>
  );
}

function wordsOf({ kind, count }: Gap): string {
  if (kind === 'failed') return text.failed(count);
  return kind === 'files' ? text.files(count) : text.entries(count);
}
