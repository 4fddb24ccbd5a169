import { NativeSelect, TextInput } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useImports } from '../../../api/reach.ts';
import { atWords } from './at-words.ts';
import { type At, EVERYTHING, levelOf, outOf, UNDATED } from './span.ts';
import classes from './timeline.module.css';
import { timelineText as text } from './timeline.text.ts';

interface FiltersProps {
  readonly source: string | undefined;
  readonly at: At;
  readonly undated: number;
  readonly onChange: (next: { at?: At; source?: string | undefined }) => void;
}

/** Where one is, how to get elsewhere, and from which file things come. */
export function Filters({ source, at, undated, onChange }: FiltersProps) {
  const { person } = useParams({ from: '/session/people/$person' });
  // Known already to the strip above: no further look at the record.
  const { data } = useImports(person);
  const files = (data?.imports ?? [])
    .filter((one) => one.state === 'committed')
    .flatMap((one) => one.files.filter((file) => file.state === 'read'));
  return (
    <div className={classes.filters}>
      <nav className={classes.path} aria-label={text.path}>
        {pathOf(at).map((one) => (
          <button
            key={one}
            type="button"
            aria-current={one === at ? 'true' : undefined}
            onClick={() => onChange({ at: one })}
          >
            {atWords(one)}
          </button>
        ))}
        {undated > 0 && at !== UNDATED ? (
          <button type="button" onClick={() => onChange({ at: UNDATED })}>
            {text.undatedCount(undated)}
          </button>
        ) : null}
      </nav>
      <div className={classes.fields}>
        <TextInput
          type="date"
          size="xs"
          label={text.jump}
          value={levelOf(at) === 'day' ? at : ''}
          onChange={(event) => {
            if (event.currentTarget.value !== '') onChange({ at: event.currentTarget.value });
          }}
        />
        {files.length > 1 ? (
          <NativeSelect
            size="xs"
            label={text.source}
            value={source ?? ''}
            onChange={(event) => onChange({ source: event.currentTarget.value || undefined, at: EVERYTHING })}
            data={[
              { value: '', label: text.everySource },
              ...files.map((one) => ({ value: one.source, label: one.name })),
            ]}
          />
        ) : null}
      </div>
    </div>
  );
}

/** From everything down to where one is. */
function pathOf(at: At): readonly At[] {
  const path: At[] = [at];
  for (let one = at; one !== EVERYTHING; path.unshift(one)) one = one === UNDATED ? EVERYTHING : outOf(one);
  return path;
}
