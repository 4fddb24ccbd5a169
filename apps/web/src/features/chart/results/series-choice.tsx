import { unitWords } from '@chartwarden/fhir/units';
import type { SeriesHead } from './answers.ts';
import { resultsText, trendText as text } from './results.text.ts';
import classes from './trend.module.css';

interface SeriesChoiceProps {
  readonly series: readonly SeriesHead[];
  readonly hidden: ReadonlySet<number>;
  readonly onChange: (hidden: ReadonlySet<number>) => void;
}

/** Which lines are shown, when there are several: parts, units and methods are never joined. */
export function SeriesChoice({ series, hidden, onChange }: SeriesChoiceProps) {
  const lines = [...series.entries()].filter(([, one]) => one.kind === 'amount');
  if (lines.length < 2) return null;
  const hasParts = lines.some(([, one]) => one.part !== null);
  return (
    <fieldset className={classes.series}>
      <legend className={classes.seriesLegend}>{text.series}</legend>
      <div className={classes.seriesList}>
        {lines.map(([place, head]) => (
          <label key={place} className={classes.seriesLine}>
            <input
              type="checkbox"
              checked={!hidden.has(place)}
              onChange={() =>
                onChange(new Set(hidden.has(place) ? [...hidden].filter((one) => one !== place) : [...hidden, place]))
              }
            />
            <span className={classes.swatch} data-place={place % 6} data-mark={place % 4} aria-hidden="true" />
            <span>
              <bdi>{seriesWords(head)}</bdi> <span className={classes.quiet}>{resultsText.values(head.count)}</span>
            </span>
          </label>
        ))}
      </div>
      {hasParts ? null : <p className={classes.quiet}>{text.seriesWords}</p>}
    </fieldset>
  );
}

/** "Systolic, mmHg, by cuff": what tells a line from the others. */
export function seriesWords({ part, unit, method }: SeriesHead): string {
  const said = [part?.words, unitWords(unit), method === null ? null : text.method(method)].filter(Boolean);
  return said.length === 0 ? text.noUnit : said.join(', ');
}
