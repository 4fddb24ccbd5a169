import { useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { FactLine, View } from '../../api/types.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Empty } from '../../ui/states.tsx';
import { chartText as text } from './chart.text.ts';
import { FactLines } from './fact-lines.tsx';
import classes from './fact-list.module.css';
import { FactRow } from './fact-row.tsx';
import { listItems } from './list-items.ts';
import { useFacts } from './use-facts.ts';

interface FactListProps {
  readonly person: string;
  readonly view: View;
  readonly type: string | undefined;
  readonly count: number | undefined;
}

const itself = (fact: FactLine): FactLine => fact;

/** Every entry, newest first. */
export function FactList({ person, view, type, count }: FactListProps) {
  const pages = useFacts(person, view, type);
  const { fact: open } = useParams({ strict: false });
  const items = useMemo(() => listItems(pages.data?.pages.flatMap((page) => page.facts) ?? [], itself), [pages.data]);
  if (pages.isSuccess && items.length === 0) return <NothingOfThisKind />;
  return (
    <FactLines
      items={items}
      pages={pages}
      label={text.list}
      count={count}
      more={text.more}
      row={(fact) => <FactRow fact={fact} open={fact.id === open} mixed={type === undefined} />}
      end={<p className={classes.end}>{text.end}</p>}
    />
  );
}

function NothingOfThisKind() {
  return (
    <Empty title={text.emptyTypeTitle}>
      <p>{text.emptyTypeWords}</p>
      <ButtonLink from="/people/$person/records" to="/people/$person/records" variant="default">
        {text.emptyTypeAction}
      </ButtonLink>
    </Empty>
  );
}
