import { useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { keys } from '../../api/keys.ts';
import type { ActivityLine, ActivityPage } from '../../api/types.ts';
import { sentenceOf, wayWords } from '../../ui/activity-sentence.text.ts';
import { typeWords } from '../../ui/fhir-types.text.ts';
import { BackIcon } from '../../ui/icons.tsx';
import { Pairs, Panel, PanelPart, PanelTitle } from '../../ui/panel.tsx';
import { formatNumber, formatWhen } from '../../ui/words.ts';
import { lineText as text } from './activity.text.ts';
import { LineItems } from './line-items.tsx';
import classes from './line-panel.module.css';
import { Prove } from './prove.tsx';

/** `/people/$person/activity/$seq`: one line, what it covered, and its proof. */
export function LinePanel() {
  const { person, seq } = useParams({ from: '/session/people/$person/activity/$seq' });
  const line = useKnownLine(person, Number(seq));
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
      {line ? (
        <>
          <PanelTitle>{sentenceOf(line)}</PanelTitle>
          <Pairs rows={rowsOf(line)} />
        </>
      ) : null}
      <Prove person={person} seq={Number(seq)} />
      {line && (line.ids !== undefined || !line.count) ? (
        <PanelPart title={text.items}>
          <LineItems person={person} line={line} />
        </PanelPart>
      ) : null}
    </Panel>
  );
}

/** The line as the list has it. After a reload of a deep address only the proof is fetched, by its number. */
function useKnownLine(person: string, seq: number): ActivityLine | undefined {
  const queries = useQueryClient();
  return queries
    .getQueriesData<{ pages: ActivityPage[] }>({ queryKey: [...keys.person(person), 'activity'] })
    .flatMap(([, data]) => data?.pages ?? [])
    .flatMap((page) => page.lines)
    .find((line) => line.seq === seq);
}

function rowsOf(line: ActivityLine): readonly (readonly [string, ReactNode])[] {
  const rows: readonly (readonly [string, ReactNode])[] = [
    [text.when, capital(formatWhen(line.time, Date.now()))],
    [text.who, line.actor.name ?? text.actors[line.actor.kind] ?? line.actor.kind],
    [text.outcome, text.outcomes[line.outcome] ?? line.outcome],
    [text.purpose, line.purpose ? (text.purposes[line.purpose] ?? line.purpose) : ''],
    [text.count, line.count === undefined ? '' : formatNumber(line.count)],
    [text.types, line.types?.map(typeWords).join(', ') ?? ''],
    [text.client, wayWords(line)],
    [text.ip, line.ip ?? ''],
    [text.agent, line.agent ?? ''],
    [text.number, formatNumber(line.seq)],
  ];
  return rows.filter(([, value]) => value !== '');
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
