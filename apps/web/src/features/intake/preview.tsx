import type { ImportState } from '../../api/types.ts';
import { typeWords } from '../../ui/fhir-types.text.ts';
import { Remark } from '../../ui/states.tsx';
import { formatNumber } from '../../ui/words.ts';
import headings from './import-page.module.css';
import { intakeText } from './intake.text.ts';
import classes from './preview.module.css';

const text = intakeText.preview;

interface Tile {
  readonly label: string;
  readonly hint: string;
  readonly count: number;
  readonly always?: boolean;
  readonly care?: boolean;
}

/** What an import would do, in numbers, before it is added. */
export function Preview({ state }: { readonly state: ImportState }) {
  const { totals } = state;
  const else_ = state.questions.reduce(
    (sum, question) => sum + (question.kind === 'about-someone-else' ? question.entries : 0),
    0,
  );
  const compared: readonly Tile[] = [
    { label: text.new, hint: text.newHint, count: totals.new, always: true },
    { label: text.newer, hint: text.newerHint, count: totals.newer, always: true },
    { label: text.unchanged, hint: text.unchangedHint, count: totals.unchanged, always: true },
    { label: text.older, hint: text.olderHint, count: totals.older },
  ];
  const all: readonly Tile[] = [
    ...(state.brought
      ? [{ label: text.read, hint: text.readHint, count: totals.new + totals.newer + totals.older, always: true }]
      : compared),
    { label: text.refused, hint: text.refusedHint, count: totals.refused, care: true },
    { label: text.flagged, hint: text.flaggedHint, count: totals.flagged },
    { label: text.someoneElse, hint: text.someoneElseHint, count: else_, care: true },
  ];
  const tiles = all.filter((tile) => tile.always || tile.count > 0);

  return (
    <section>
      <h2 className={headings.heading}>{text.title}</h2>
      <dl className={classes.tiles}>
        {tiles.map((tile) => (
          <div key={tile.label} className={classes.tile} data-care={(tile.care && tile.count > 0) || undefined}>
            <dt>{tile.label}</dt>
            <dd className={classes.count}>{formatNumber(tile.count)}</dd>
            <dd className={classes.hint}>{tile.hint}</dd>
          </div>
        ))}
      </dl>
      {state.brought ? <Remark>{text.brought}</Remark> : null}
      {nothingReadable(state) ? (
        <Remark tone="care">{text.unreadable}</Remark>
      ) : totals.new + totals.newer + totals.older === 0 ? (
        <p className={headings.quiet}>{state.brought ? text.broughtBefore : text.nothing}</p>
      ) : null}
      {state.byType.length > 0 && !state.brought ? <ByType rows={state.byType} /> : null}
    </section>
  );
}

/** Every file stays out: there is nothing to decide. */
export const nothingReadable = (state: ImportState): boolean => state.files.every((file) => file.state === 'refused');

function ByType({ rows }: { readonly rows: ImportState['byType'] }) {
  const sorted = [...rows].sort((one, other) => other.new + other.newer - (one.new + one.newer));
  return (
    <details className={classes.byType}>
      <summary>{text.byType}</summary>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{text.type}</th>
            <th scope="col">{text.new}</th>
            <th scope="col">{text.newer}</th>
            <th scope="col">{text.unchanged}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <tr key={row.type}>
              <th scope="row">{typeWords(row.type)}</th>
              <td>{formatNumber(row.new)}</td>
              <td>{formatNumber(row.newer)}</td>
              <td>{formatNumber(row.unchanged)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
