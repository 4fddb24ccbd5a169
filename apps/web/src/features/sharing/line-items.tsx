import { Button } from '@mantine/core';
import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { SeenDetail } from '../../api/activity-types.ts';
import { keys } from '../../api/keys.ts';
import type { FactLine } from '../../api/types.ts';
import { typeWords } from '../../ui/fhir-types.text.ts';
import { lineText as text } from './activity.text.ts';
import classes from './line-panel.module.css';

const PAGE = 20;

/**
 * The entries that a line names, each a link. Titles are shown when the list of entries has them already: fetching
 * them only to name them would be a look of its own.
 */
export function LineItems({ person, line }: { readonly person: string; readonly line: SeenDetail }) {
  const [shown, setShown] = useState(PAGE);
  const titles = useKnownTitles(person);
  const items = line.items ?? [];
  const there = items.flatMap(({ id, type }) => (type === null ? [] : [{ id, type }]));
  const gone = items.length - there.length;
  if (items.length === 0) return <p className={classes.quiet}>{text.itemsNone}</p>;
  const hidden = there.length - shown;
  return (
    <>
      <ol className={classes.items}>
        {there.slice(0, shown).map(({ id, type }, index) => (
          <li key={id}>
            <Link to="/people/$person/records/$fact" params={{ person, fact: id }} preload={false}>
              {titles.get(id) ?? `${text.item(index + 1)}: ${typeWords(type)}`}
            </Link>
          </li>
        ))}
      </ol>
      {hidden > 0 ? (
        <Button variant="default" size="sm" onClick={() => setShown(shown + PAGE * 5)}>
          {text.itemsMore(hidden)}
        </Button>
      ) : null}
      {gone > 0 ? <p className={classes.quiet}>{text.gone(gone)}</p> : null}
    </>
  );
}

function useKnownTitles(person: string): ReadonlyMap<string, string> {
  const queries = useQueryClient();
  return new Map(
    queries
      .getQueriesData<InfiniteData<{ facts: FactLine[] }>>({ queryKey: [...keys.person(person), 'facts'] })
      .flatMap(([, data]) => data?.pages ?? [])
      .flatMap((page) => page.facts)
      .map((fact) => [fact.id, fact.title]),
  );
}
