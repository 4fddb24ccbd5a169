import { Link } from '@tanstack/react-router';
import { usePreview } from '../api/preview-context.tsx';
import { useImports, useReach } from '../api/reach.ts';
import type { ImportStage, ImportState } from '../api/types.ts';
import { formatWhen } from '../ui/words.ts';
import classes from './completeness-strip.module.css';
import { shellText } from './shell.text.ts';

const text = shellText.strip;
const UNFINISHED: readonly ImportStage[] = ['receiving', 'reading', 'ready', 'committing'];

/** One line on every page: where the record comes from, what waits, and what is surely missing. */
export function CompletenessStrip({ person }: { readonly person: string }) {
  const { preview } = usePreview();
  const isPart = useReach(person) === 'part';
  const imports = useImports(person);
  // Files and imports are the holder's; whoever was granted a part learns that it is one.
  if (isPart)
    return (
      <aside className={classes.strip} aria-label={text.label}>
        <span>{preview ? text.preview : text.part}</span>
        {preview ? null : (
          <Link to="/people/$person/sharing" params={{ person }}>
            {text.partMore}
          </Link>
        )}
      </aside>
    );
  if (imports.isPending) return <div className={classes.strip} />;
  if (imports.error) return <aside className={classes.strip}>{text.unknown}</aside>;

  const { imports: list } = imports.data;
  const waiting = list.filter((one) => UNFINISHED.includes(one.state));
  const first = waiting[0];
  return (
    <aside className={classes.strip} aria-label={text.label}>
      <span>{contents(list)}</span>
      {first ? (
        <Link to="/people/$person/add/$import" params={{ person, import: first.id }}>
          {text.waiting(waiting.length)}
        </Link>
      ) : null}
      <span className={classes.wide}>{text.onlyFiles}</span>
      <span className={classes.narrow}>{text.onlyFilesShort}</span>
    </aside>
  );
}

function contents(imports: readonly ImportState[]): string {
  const committed = imports.filter((one) => one.state === 'committed');
  if (committed.length === 0) return text.nothing;
  // What stayed out is kept as a source, and nothing in the record is from it.
  const files = committed.reduce((sum, one) => sum + one.files.filter(({ state }) => state === 'read').length, 0);
  const last = Math.max(...committed.map((one) => one.committedAt ?? one.startedAt));
  return text.from(files, committed.length, formatWhen(last, Date.now()));
}
