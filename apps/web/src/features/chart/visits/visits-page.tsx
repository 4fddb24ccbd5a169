import { Button } from '@mantine/core';
import { useState } from 'react';
import { VisitsIcon } from '../../../ui/page-icons.tsx';
import { SectionPage } from '../../../ui/section-page.tsx';
import { ListPart } from '../lists/list-part.tsx';
import { VisitCard } from './visit-card.tsx';
import type { VisitLine, VisitsList } from './visit-types.ts';
import classes from './visits.module.css';
import { visitsText as text } from './visits.text.ts';

/** Drawn at first, and with each wish for more. */
const AT_ONCE = 100;

/** `/people/$person/visits`: newest first, by year. */
export function VisitsPage() {
  return (
    <SectionPage<VisitsList>
      title={text.title}
      lead={text.lead}
      section="visits"
      isEmpty={({ visits }) => visits.length === 0}
      empty={{ icon: <VisitsIcon size={26} />, title: text.empty }}
    >
      {({ visits }) => <Years visits={visits} />}
    </SectionPage>
  );
}

function Years({ visits }: { readonly visits: readonly VisitLine[] }) {
  const [shown, setShown] = useState(AT_ONCE);
  const all = Map.groupBy(visits, yearOf);
  const years = Map.groupBy(visits.slice(0, shown), yearOf);
  return (
    <>
      {[...years].map(([year, some]) => (
        <ListPart key={year} title={year ?? text.noYear} count={all.get(year)?.length ?? 0}>
          {some.map((one) => (
            <VisitCard key={one.id} visit={one} />
          ))}
        </ListPart>
      ))}
      {shown < visits.length ? (
        <Button variant="default" className={classes.more} onClick={() => setShown(shown + AT_ONCE)}>
          {text.earlier(visits.length - shown)}
        </Button>
      ) : null}
    </>
  );
}

/** As it was written. */
const yearOf = ({ start, end }: VisitLine): string | null => (start ?? end)?.text.slice(0, 4) ?? null;
