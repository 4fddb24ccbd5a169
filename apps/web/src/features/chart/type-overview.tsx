import { Link } from '@tanstack/react-router';
import { typeWords } from '../../ui/fhir-types.text.ts';
import { formatNumber } from '../../ui/words.ts';
import { chartText as text } from './chart.text.ts';
import classes from './type-overview.module.css';

interface TypeOverviewProps {
  readonly types: readonly { readonly type: string; readonly count: number }[];
  readonly type: string | undefined;
}

/** What the record holds, by kind, most first; each kind narrows the list. */
export function TypeOverview({ types, type }: TypeOverviewProps) {
  const total = types.reduce((sum, one) => sum + one.count, 0);
  const most = Math.max(1, ...types.map((one) => one.count));
  return (
    <div className={classes.overview}>
      <h2 className={classes.title}>{text.overview}</h2>
      <p className={classes.words}>{text.overviewWords(total)}</p>
      <ul className={classes.list}>
        {types
          .toSorted((one, other) => other.count - one.count)
          .map((one) => (
            <li key={one.type}>
              <Link
                from="/people/$person/records"
                to="/people/$person/records"
                search={(before) => ({ ...before, type: one.type })}
                className={classes.row}
                aria-current={one.type === type ? 'true' : undefined}
              >
                <span className={classes.name}>
                  {typeWords(one.type)} <span className={classes.own}>{one.type}</span>
                </span>
                <span className={classes.count}>{formatNumber(one.count)}</span>
                <span className={classes.bar} style={{ width: `${(one.count / most) * 100}%` }} aria-hidden="true" />
              </Link>
            </li>
          ))}
      </ul>
    </div>
  );
}
