import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import { useReach } from '../../../api/reach.ts';
import { typeWords } from '../../../ui/fhir-types.text.ts';
import { formatNumber } from '../../../ui/words.ts';
import classes from './search.module.css';
import { searchText as text } from './search.text.ts';
import { type Asked, isNarrowed } from './use-asked.ts';

interface SearchLimitsProps {
  readonly person: string;
  readonly asked: Asked;
  /** How many were found of each kind. */
  readonly byType: Readonly<Record<string, number>>;
  readonly onChange: (change: Partial<Asked>) => void;
}

/** Kinds, dates and files to which a search is limited. */
export function SearchLimits({ person, asked, byType, onChange }: SearchLimitsProps) {
  const api = useApi();
  const sources = useQuery({
    queryKey: keys.sources(person),
    queryFn: () => api.sources(person),
    staleTime: 60_000,
    enabled: useReach(person) === 'whole',
  });
  const kinds = [...new Set([...asked.types, ...Object.keys(byType)])].sort(
    (one, other) => (byType[other] ?? 0) - (byType[one] ?? 0) || (one < other ? -1 : 1),
  );
  const toggle = (type: string) =>
    onChange({
      types: asked.types.includes(type) ? asked.types.filter((one) => one !== type) : [...asked.types, type],
    });
  const files = sources.data?.filter((one) => one.importState === 'committed') ?? [];
  return (
    <details className={classes.limits} open={isNarrowed(asked) ? true : undefined}>
      <summary>{text.narrow}</summary>
      <div className={classes.limitRow}>
        <label>
          {text.from}
          <input type="date" value={asked.from} onChange={(event) => onChange({ from: event.currentTarget.value })} />
        </label>
        <label>
          {text.until}
          <input type="date" value={asked.until} onChange={(event) => onChange({ until: event.currentTarget.value })} />
        </label>
        {files.length > 1 ? (
          <label>
            {text.source}
            <select value={asked.source} onChange={(event) => onChange({ source: event.currentTarget.value })}>
              <option value="">{text.anySource}</option>
              {files.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </select>
          </label>
        ) : null}
        {isNarrowed(asked) ? (
          <button
            type="button"
            className={classes.plainButton}
            onClick={() => onChange({ types: [], from: '', until: '', source: '' })}
          >
            {text.clear}
          </button>
        ) : null}
      </div>
      {kinds.length > 0 ? (
        <fieldset className={classes.kinds}>
          <legend>{text.kinds}</legend>
          {kinds.map((type) => (
            <button
              key={type}
              type="button"
              className={classes.kind}
              aria-pressed={asked.types.includes(type)}
              onClick={() => toggle(type)}
            >
              {typeWords(type)} <span className={classes.quiet}>{formatNumber(byType[type] ?? 0)}</span>
            </button>
          ))}
        </fieldset>
      ) : null}
    </details>
  );
}
