import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { Concept, SourcedMark, When } from '../../../api/section-types.ts';
import { FactLink } from '../../../ui/fact-link.tsx';
import { ProceduresIcon } from '../../../ui/page-icons.tsx';
import { SectionPage } from '../../../ui/section-page.tsx';
import { EntryMarks } from './entry-marks.tsx';
import { FirstOnes } from './first-ones.tsx';
import { GlossLine } from './gloss-line.tsx';
import { Card, Chip, ListPart } from './list-part.tsx';
import classes from './lists.module.css';
import { listsText } from './lists.text.ts';
import { proceduresText as text } from './procedures.text.ts';
import { byYear, own, said, spanWords } from './said.tsx';
import { dayWords } from './when-words.ts';

type Kind = 'procedure' | 'imaging' | 'report' | 'picture';
const KINDS: readonly Kind[] = ['procedure', 'imaging', 'report', 'picture'];

interface Procedure extends SourcedMark, Concept {
  readonly kind: Kind;
  readonly state: 'done' | 'under-way' | 'planned' | 'not-done' | 'stopped' | 'unknown';
  readonly start: When | null;
  readonly end: When | null;
  readonly whenWords: string | null;
  readonly modalities: readonly string[];
  readonly bodySites: readonly string[];
  readonly reasons: readonly string[];
  readonly why: string | null;
  readonly by: readonly string[];
  readonly at: string | null;
  readonly outcome: string | null;
  readonly note: string | null;
  readonly instances: string | null;
}

/** features/chart/reading/procedures.ts */
interface Procedures {
  readonly procedures: readonly Procedure[];
}

/** `/people/$person/procedures`: newest first, year by year. */
export function ProceduresPage() {
  const [kind, setKind] = useState<Kind | 'all'>('all');
  return (
    <SectionPage<Procedures>
      title={text.title}
      lead={text.lead}
      section="procedures"
      isEmpty={({ procedures }) => procedures.length === 0}
      empty={{ icon: <ProceduresIcon size={26} />, title: text.empty }}
    >
      {({ procedures }) => {
        const kinds = KINDS.filter((one) => procedures.some((each) => each.kind === one));
        const chosen = kind === 'all' ? procedures : procedures.filter((one) => one.kind === kind);
        return (
          <>
            {kinds.length > 1 ? (
              <NativeSelect
                className={classes.choose ?? ''}
                aria-label={text.show}
                value={kind}
                onChange={(event) => setKind(event.currentTarget.value as Kind | 'all')}
                data={[
                  { value: 'all', label: text.all },
                  ...kinds.map((one) => ({ value: one, label: text.kinds[one] })),
                ]}
              />
            ) : null}
            <FirstOnes key={kind} items={chosen}>
              {(shown) =>
                [...byYear(shown, (one) => one.when)].map(([year, inYear]) => (
                  <ListPart key={year} title={year} count={inYear.length}>
                    {inYear.map((one) => (
                      <ProcedureCard key={one.id} procedure={one} />
                    ))}
                  </ListPart>
                ))
              }
            </FirstOnes>
          </>
        );
      }}
    </SectionPage>
  );
}

function ProcedureCard({ procedure: one }: { readonly procedure: Procedure }) {
  const dated = one.end === null ? (one.start === null ? null : dayWords(one.start)) : spanWords(one.start, one.end);
  return (
    <Card
      name={
        <FactLink fact={one.id}>
          <bdi>{one.words ?? listsText.untitled}</bdi>
        </FactLink>
      }
      side={own(one.whenWords) ?? dated ?? listsText.noDate}
      about={[
        one.kind === 'procedure' ? null : text.kinds[one.kind],
        one.state === 'done' ? null : <Chip key="state">{text.states[one.state]}</Chip>,
        own(one.why),
        own(one.modalities.join(', ')),
        said(text.bodySite, one.bodySites),
        said(listsText.for, one.reasons),
        said(listsText.by, one.by),
        said(listsText.at, one.at),
        one.instances === null ? null : text.instances(Number(one.instances)),
        said(listsText.from, one.from),
        <EntryMarks key="marks" {...one} />,
      ]}
    >
      {one.outcome === null ? null : (
        <p className={classes.words}>
          <bdi>{one.outcome}</bdi>
        </p>
      )}
      {one.note === null ? null : (
        <p className={`${classes.words} ${classes.quiet}`}>
          <bdi>{one.note}</bdi>
        </p>
      )}
      <GlossLine codings={one.codings} />
    </Card>
  );
}
