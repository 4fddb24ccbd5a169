import type { ReactNode } from 'react';
import type { FactMark } from '../../../api/section-types.ts';
import { FactLink } from '../../../ui/fact-link.tsx';
import { EntryMarks } from './entry-marks.tsx';
import classes from './lists.module.css';
import { listsText as text } from './lists.text.ts';
import { dayWords } from './when-words.ts';

export interface Column<Entry> {
  readonly head: string;
  readonly cell: (entry: Entry) => ReactNode;
  /** Whether the record says anything here; a column of which no entry says anything is left out. */
  readonly isSaid?: (entry: Entry) => boolean;
  /** A short word of ours, which is never broken. */
  readonly isOurs?: boolean;
  /** Its head stands before it in a compact line, too: a number alone says nothing. */
  readonly isNamed?: boolean;
}

interface EntriesTableProps<Entry extends FactMark> {
  /** What the rows tell of, for the ear. */
  readonly label: string;
  readonly columns: readonly Column<Entry>[];
  readonly entries: readonly Entry[];
  /** On a narrow screen each entry is a line of text, its day first and without what is not said. */
  readonly compact?: boolean;
}

/**
 * What each entry of one thing says, side by side; one below the other on a narrow screen. The last column leads to the
 * entry. The roles stand written out, because a browser forgets them when the rows become cards.
 */
export function EntriesTable<Entry extends FactMark>({
  label,
  columns: all,
  entries,
  compact,
}: EntriesTableProps<Entry>) {
  const columns = all.filter(({ isSaid }) => isSaid === undefined || entries.some(isSaid));
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: see above
    <table className={classes.table} aria-label={label} role="table" data-compact={compact}>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ head }) => (
            <th key={head} role="columnheader" scope="col">
              {head}
            </th>
          ))}
          <th role="columnheader" scope="col">
            {text.recorded}
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {entries.map((entry) => (
          <tr key={entry.id} role="row">
            {columns.map(({ head, cell, isOurs, isNamed, isSaid }) => (
              <td
                key={head}
                role="cell"
                data-head={head}
                data-ours={isOurs}
                data-named={isNamed}
                data-said={isSaid?.(entry) ?? true}
              >
                <span>{cell(entry)}</span>
              </td>
            ))}
            <td role="cell" data-head={text.recorded}>
              <span>
                <FactLink fact={entry.id} label={`${dayWords(entry.when)}: ${text.open}`}>
                  {dayWords(entry.when)}
                </FactLink>{' '}
                <EntryMarks {...entry} />
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
    // biome-ignore-end lint/a11y/noRedundantRoles: see above
  );
}
