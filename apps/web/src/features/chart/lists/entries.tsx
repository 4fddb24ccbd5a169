import type { FactMark } from '../../../api/section-types.ts';
import { type Column, EntriesTable } from './entries-table.tsx';
import classes from './lists.module.css';
import { listsText as text } from './lists.text.ts';

interface EntriesProps<Entry extends FactMark> {
  /** What they tell of. */
  readonly name: string;
  readonly columns: readonly Column<Entry>[];
  readonly entries: readonly Entry[];
  /** Said above them, in full view, when they do not agree. */
  readonly differ?: string | null;
}

/** What several entries say of one thing: side by side where they differ, else one click away; nothing for a single one. */
export function Entries<Entry extends FactMark>({ name, columns, entries, differ = null }: EntriesProps<Entry>) {
  if (entries.length < 2) return null;
  const table = <EntriesTable label={text.entriesOf(name)} columns={columns} entries={entries} />;
  if (differ === null)
    return (
      <details className={classes.more}>
        <summary>{text.allEntries(entries.length)}</summary>
        {table}
      </details>
    );
  return (
    <>
      <p className={classes.differs}>{differ}</p>
      {table}
    </>
  );
}
