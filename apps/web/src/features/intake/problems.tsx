import type { ImportProblem, ImportState } from '../../api/types.ts';
import { i18n } from '../../i18n/i18n.ts';
import headings from './import-page.module.css';
import { intakeText } from './intake.text.ts';
import classes from './problems.module.css';

const text = intakeText.problems;

interface Group {
  readonly key: string;
  readonly severity: ImportProblem['severity'];
  readonly code: string;
  readonly message: string;
  readonly places: readonly ImportProblem[];
}

/** What stayed out or is kept with a remark: one row per reason, its places inside. */
export function Problems({ state }: { readonly state: ImportState }) {
  const groups = groupByReason(state.problems);
  if (groups.length === 0) return null;
  return (
    <section>
      <h2 className={headings.heading}>{text.title(state.problemsTotal)}</h2>
      <ul className={classes.list}>
        {groups.map((group) => (
          <li key={group.key} className={classes.row}>
            <p className={classes.message}>
              <span className={classes.severity} data-severity={group.severity}>
                {group.severity === 'refused' ? text.staysOut : text.kept}
              </span>
              {i18n.sent(group.message)}
            </p>
            <details className={classes.places}>
              <summary>{text.showPlaces(group.places.length)}</summary>
              <ul>
                {group.places.map((place) => (
                  <li key={`${place.file}\n${place.path}`}>
                    {place.file}
                    {place.path ? <code>{place.path}</code> : null}
                  </li>
                ))}
              </ul>
              <p className={classes.code}>{group.code}</p>
            </details>
          </li>
        ))}
      </ul>
      <p className={headings.quiet}>
        {state.problemsTotal > state.problems.length
          ? `${text.first(state.problems.length, state.problemsTotal)} `
          : ''}
        {text.original}
      </p>
    </section>
  );
}

function groupByReason(problems: readonly ImportProblem[]): readonly Group[] {
  const groups = new Map<string, Group & { places: ImportProblem[] }>();
  for (const problem of problems) {
    const key = `${problem.severity} ${problem.code} ${problem.message}`;
    const group = groups.get(key) ?? { ...problem, key, places: [] };
    group.places.push(problem);
    groups.set(key, group);
  }
  // What stays out comes first: it is what a person may want to act on.
  return [...groups.values()].sort(
    (one, other) => Number(one.severity === 'flagged') - Number(other.severity === 'flagged'),
  );
}
