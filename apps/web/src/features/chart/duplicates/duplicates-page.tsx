import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import type { Duplicates, Pair, VerdictWord } from '../../../api/duplicate-types.ts';
import { duplicatesQuery } from '../../../api/queries.ts';
import { Page } from '../../../ui/page.tsx';
import { DuplicatesIcon } from '../../../ui/page-icons.tsx';
import { InPlaceOf } from '../../../ui/section-page.tsx';
import { Empty, Problem, Remark } from '../../../ui/states.tsx';
import { DecidedList } from './decided-list.tsx';
import classes from './duplicates.module.css';
import { duplicatesText as text } from './duplicates.text.ts';
import { LinkedGroups } from './linked-groups.tsx';
import { useVerdicts } from './use-verdicts.ts';
import { WaitingPairs } from './waiting-pairs.tsx';

/** `/people/$person/duplicates`: what several places tell of one thing, side by side, and what was decided. */
export function DuplicatesPage() {
  const api = useApi();
  const { person } = useParams({ from: '/session/people/$person' });
  const answer = useQuery(duplicatesQuery(api, person));
  return (
    <Page title={text.title} lead={text.lead}>
      {answer.data ? (
        <Content person={person} found={answer.data} />
      ) : (
        <InPlaceOf error={answer.error} onRetry={() => void answer.refetch()} />
      )}
    </Page>
  );
}

function Content({ person, found }: { readonly person: string; readonly found: Duplicates }) {
  const { say, undo } = useVerdicts(person);
  const [last, setLast] = useState('');
  const { waiting, later, linked, linkedCount, decided, isWhole } = found;
  const busy = say.isPending || undo.isPending;
  const answer = (pair: Pick<Pair, 'one' | 'other'>, verdict: VerdictWord) => {
    setLast('');
    say.mutate({ pair, verdict }, { onSuccess: () => setLast(text.saved[verdict]) });
  };
  const takeBack = (verdict: string) => {
    setLast('');
    undo.mutate(verdict, { onSuccess: () => setLast(text.undone) });
  };
  const isNothing = waiting.length + later.length + linkedCount + decided.length === 0;
  return (
    <>
      {isWhole ? null : <Remark tone="care">{text.notWhole}</Remark>}
      <p className={classes.status} role="status">
        {last}
      </p>
      {isNothing ? (
        <Empty icon={<DuplicatesIcon size={26} />} title={text.emptyTitle}>
          <p>{text.emptyWords}</p>
        </Empty>
      ) : (
        <>
          <Part title={text.waiting} count={waiting.length}>
            <WaitingPairs pairs={waiting} busy={busy} error={say.error} onAnswer={answer} />
          </Part>
          {later.length > 0 ? (
            <Part title={text.laterTitle} count={later.length} words={text.laterWords}>
              <WaitingPairs pairs={later} busy={busy} error={null} onAnswer={answer} />
            </Part>
          ) : null}
          {linkedCount > 0 ? (
            <Part title={text.linkedTitle} count={linkedCount} words={text.linkedWords}>
              <LinkedGroups
                groups={linked}
                count={linkedCount}
                busy={busy}
                onApart={(pair) => answer(pair, 'different')}
              />
            </Part>
          ) : null}
          {decided.length > 0 ? (
            <Part title={text.decidedTitle} count={decided.length} words={text.decidedWords}>
              {undo.error ? <Problem error={undo.error} /> : null}
              <DecidedList decisions={decided} busy={busy} onUndo={takeBack} />
            </Part>
          ) : null}
        </>
      )}
    </>
  );
}

interface PartProps {
  readonly title: string;
  readonly count: number;
  readonly words?: string;
  readonly children: ReactNode;
}

function Part({ title, count, words, children }: PartProps) {
  return (
    <section className={classes.part}>
      <h2 className={classes.partTitle}>
        {title} <span className={classes.count}>{count}</span>
      </h2>
      {words ? <p className={classes.partWords}>{words}</p> : null}
      {children}
    </section>
  );
}
