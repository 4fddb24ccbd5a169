import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { SeenDetail } from '../../api/activity-types.ts';
import { useApi } from '../../api/api-context.tsx';
import { keys } from '../../api/keys.ts';
import { sentenceOf, wayWords } from '../../ui/activity-sentence.text.ts';
import { typeWords } from '../../ui/fhir-types.text.ts';
import { BackIcon } from '../../ui/icons.tsx';
import { Pairs, Panel, PanelPart, PanelTitle } from '../../ui/panel.tsx';
import { Problem, Waiting } from '../../ui/states.tsx';
import { formatList, formatNumber, formatWhen } from '../../ui/words.ts';
import { lineText as text } from './activity.text.ts';
import { AskWhy } from './ask-why.tsx';
import { LineItems } from './line-items.tsx';
import classes from './line-panel.module.css';
import { Prove } from './prove.tsx';
import { Consents } from './seen-consents.tsx';

/** `/people/$person/activity/$seq`: one line, what it covered, what allowed it, and its proof. */
export function LinePanel() {
  const { person, seq } = useParams({ from: '/session/people/$person/activity/$seq' });
  const api = useApi();
  const line = useQuery({
    queryKey: keys.seenLine(person, Number(seq)),
    queryFn: () => api.seenLine(person, Number(seq)),
    // A line never changes, and each question about it is a line of its own.
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Panel
      key={seq}
      label={text.panel}
      close={
        <Link from="/people/$person/activity/$seq" to="/people/$person/activity" className={classes.close}>
          <BackIcon size={18} />
          {text.close}
        </Link>
      }
    >
      {line.data ? (
        <Line person={person} line={line.data} />
      ) : line.error ? (
        <Problem error={line.error} onRetry={() => void line.refetch()} />
      ) : (
        <Waiting />
      )}
      <Prove person={person} seq={Number(seq)} />
      {line.data && (line.data.items !== undefined || !line.data.count) ? (
        <PanelPart title={text.items}>
          <LineItems person={person} line={line.data} />
        </PanelPart>
      ) : null}
    </Panel>
  );
}

function Line({ person, line }: { readonly person: string; readonly line: SeenDetail }) {
  return (
    <>
      <PanelTitle>
        <bdi>{sentenceOf(line)}</bdi>
      </PanelTitle>
      <Pairs rows={rowsOf(line)} />
      {line.actor.kind === 'account' && !line.actor.own ? (
        <div className={classes.about}>
          <Consents
            person={person}
            actor={line.actor}
            consents={line.consents}
            isRefused={line.outcome === 'refused' || line.outcome === 'failed'}
          />
          <AskWhy actor={line.actor} time={line.time} what={sentenceOf(line)} seq={line.seq} />
        </div>
      ) : null}
    </>
  );
}

function rowsOf(line: SeenDetail): readonly (readonly [string, ReactNode])[] {
  const rows: readonly (readonly [string, ReactNode])[] = [
    [text.when, capital(formatWhen(line.time, Date.now()))],
    [text.who, <bdi key="who">{line.actor.name ?? text.actors[line.actor.kind] ?? line.actor.kind}</bdi>],
    [text.place, line.places === undefined ? '' : <bdi key="place">{formatList(line.places)}</bdi>],
    [text.outcome, text.outcomes[line.outcome] ?? line.outcome],
    [text.purpose, line.purpose ? (text.purposes[line.purpose] ?? line.purpose) : ''],
    [text.count, line.count === undefined ? '' : formatNumber(line.count)],
    [text.types, line.types?.map(typeWords).join(', ') ?? ''],
    [text.client, wayWords(line.actor)],
    [text.ip, line.ip ?? ''],
    [text.agent, line.agent ?? ''],
    [text.number, formatNumber(line.seq)],
  ];
  return rows.filter(([, value]) => value !== '');
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
