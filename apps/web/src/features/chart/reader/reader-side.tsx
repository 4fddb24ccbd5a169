import { valueLineWords } from '@chartwarden/fhir/units';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import type { Fact, FactLine } from '../../../api/types.ts';
import { FactLink } from '../../../ui/fact-link.tsx';
import { typeWords } from '../../../ui/fhir-types.text.ts';
import { PanelPart } from '../../../ui/panel.tsx';
import { InPlaceOf } from '../../../ui/section-page.tsx';
import { chartText } from '../chart.text.ts';
import { FactSummary } from '../fact-summary.tsx';
import classes from './reader.module.css';
import { readerText as text } from './reader.text.ts';

/** What is known about a document: its entry in short, corrections, where it came from, and what else the visit brought. */
export function ReaderSide({ person, fact }: { readonly person: string; readonly fact: Fact }) {
  return (
    <aside className={classes.side} aria-label={text.beside}>
      <Related person={person} fact={fact.id} />
      <h2 className={classes.sideTitle}>{text.beside}</h2>
      <FactSummary person={person} fact={fact} current inReader />
      <p className={classes.whole}>
        <FactLink fact={fact.id}>{text.openEntry}</FactLink>
      </p>
    </aside>
  );
}

function Related({ person, fact }: { readonly person: string; readonly fact: string }) {
  const api = useApi();
  const related = useQuery({
    queryKey: keys.related(person, fact),
    queryFn: () => api.related(person, fact),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <PanelPart title={text.inVisit}>
      {related.data ? (
        <>
          {related.data.facts.length === 0 ? <p className={classes.quiet}>{text.inVisitNone}</p> : null}
          {byType(related.data.facts).map(([type, facts]) => (
            <div key={type} className={classes.group}>
              <h3 className={classes.groupTitle}>{typeWords(type)}</h3>
              <ul className={classes.links}>
                {facts.map((one) => (
                  <li key={one.id}>
                    <RelatedLink person={person} fact={one}>
                      <bdi>{one.title || chartText.untitled}</bdi>
                      {one.value === null ? null : <bdi className={classes.value}>{valueLineWords(one.value)}</bdi>}
                    </RelatedLink>
                  </li>
                ))}
              </ul>
            </div>
          ))}
          {related.data.isWhole ? null : <p className={classes.quiet}>{text.inVisitMore}</p>}
        </>
      ) : (
        <InPlaceOf error={related.error} onRetry={() => void related.refetch()} />
      )}
    </PanelPart>
  );
}

interface RelatedLinkProps {
  readonly person: string;
  readonly fact: FactLine;
  readonly children: ReactNode;
}

/** Another document opens in the reader, everything else as the entry that it is. */
function RelatedLink({ person, fact, children }: RelatedLinkProps) {
  if (fact.type !== 'DocumentReference' && fact.type !== 'Composition')
    return (
      <FactLink fact={fact.id} className={classes.link}>
        {children}
      </FactLink>
    );
  return (
    <Link
      to="/people/$person/documents/$fact"
      params={{ person, fact: fact.id }}
      className={classes.link}
      preload={false}
    >
      {children}
    </Link>
  );
}

function byType(facts: readonly FactLine[]): readonly (readonly [string, readonly FactLine[]])[] {
  const groups = new Map<string, FactLine[]>();
  for (const fact of facts) groups.set(fact.type, [...(groups.get(fact.type) ?? []), fact]);
  return [...groups];
}
