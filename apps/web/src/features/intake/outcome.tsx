import { Link } from '@tanstack/react-router';
import type { ImportState } from '../../api/types.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Remark } from '../../ui/states.tsx';
import classes from './import-page.module.css';
import { intakeText } from './intake.text.ts';

const text = intakeText.outcome;

interface OutcomeProps {
  readonly person: string;
  readonly personName: string;
  readonly state: ImportState;
}

/** How an import ended, in words, and where to go from here. */
export function Outcome({ person, personName, state }: OutcomeProps) {
  const committed = state.state === 'committed';
  return (
    <section className={classes.outcome} aria-live="polite">
      <Remark tone={committed ? 'good' : 'plain'}>
        {words(state, personName).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </Remark>
      {state.elsewhere ? (
        <div className={classes.elsewhere}>
          <h2 className={classes.heading}>{text.elsewhereTitle}</h2>
          <ul className={classes.others}>
            {state.elsewhere.map((one) => (
              <li key={one.import}>
                <Link to="/people/$person/add/$import" params={{ person: one.person, import: one.import }}>
                  {one.name}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <div className={classes.buttons}>
        {committed ? (
          <>
            <ButtonLink to="/people/$person/today" params={{ person }}>
              {text.open}
            </ButtonLink>
            <ButtonLink to="/people/$person/records" params={{ person }} variant="default">
              {text.see}
            </ButtonLink>
          </>
        ) : null}
        <ButtonLink to="/people/$person/add" params={{ person }} variant="default">
          {text.more}
        </ButtonLink>
      </div>
    </section>
  );
}

function words(state: ImportState, personName: string): readonly string[] {
  const { totals } = state;
  switch (state.state) {
    case 'committed':
      if (state.brought)
        return [
          text.brought(totals.new + totals.newer + totals.older, personName),
          ...(totals.refused > 0 ? [text.refused(totals.refused)] : []),
          text.broughtLine,
        ];
      return [
        text.added(totals.new, totals.newer, personName),
        ...(totals.unchanged > 0 && totals.new + totals.newer > 0 ? [text.unchanged(totals.unchanged)] : []),
        ...(totals.older > 0 ? [text.older(totals.older)] : []),
        ...(totals.refused > 0 ? [text.refused(totals.refused)] : []),
        text.line,
      ];
    case 'failed':
      return [...(state.error ? [state.error.message] : []), text.failed];
    case 'withdrawn':
      return [state.movedTo ? text.movedAway : text.withdrawn, ...(state.reason ? [text.because(state.reason)] : [])];
    default:
      return [state.elsewhere ? text.elsewhere : text.cancelled];
  }
}
