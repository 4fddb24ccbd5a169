import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { sectionQueries } from '../../../api/queries.ts';
import { Page } from '../../../ui/page.tsx';
import { InPlaceOf } from '../../../ui/section-page.tsx';
import { Remark } from '../../../ui/states.tsx';
import { LabelMark } from '../label-mark.tsx';
import classes from './card.module.css';
import { cardText as text } from './card.text.ts';
import { type CardBefore, CardToChange } from './card-before.tsx';
import {
  type ByHand,
  CARD_PARTS,
  type CardItem,
  type CardPart,
  itemsOf,
  linesOf,
  NOTHING_BY_HAND,
  resourcesOf,
  SECTIONS,
} from './card-items.ts';
import { CardLink } from './card-link.tsx';
import { CardSheet } from './card-sheet.tsx';

/** `/people/$person/card`: what is on it, how it looks, paper, and a code. Nothing of it is kept. */
export function CardPage() {
  const api = useApi();
  const { person } = useParams({ from: '/session/people/$person' });
  const profile = useQuery({
    queryKey: ['person', person, 'profile'],
    queryFn: () => api.profile(person),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Page title={text.title} lead={<span data-print="no">{text.lead}</span>}>
      {profile.data ? (
        <Card person={person} {...profile.data} />
      ) : (
        <InPlaceOf error={profile.error} onRetry={() => void profile.refetch()} />
      )}
    </Page>
  );
}

type Chosen = Readonly<Record<string, CardItem>>;

function Card({
  person,
  name,
  birthDate,
}: {
  readonly person: string;
  readonly name: string;
  readonly birthDate?: string;
}) {
  const [chosen, setChosen] = useState<Readonly<Record<CardPart, Chosen>>>({
    allergies: {},
    conditions: {},
    medicines: {},
  });
  const [hand, setHand] = useState<ByHand>(NOTHING_BY_HAND);
  const [paper, setPaper] = useState<'wallet' | 'page'>('wallet');
  const [fits, setFits] = useState(true);
  const [link, setLink] = useState<string | null>(null);
  const [before, setBefore] = useState<CardBefore | null>(null);
  const begin = (card: CardBefore) => {
    setLink(null);
    setChosen({ allergies: {}, conditions: {}, medicines: {} });
    setHand(card.hand);
    setBefore(card);
  };
  const choose = (part: CardPart, items: readonly CardItem[]) =>
    setChosen((was) => ({ ...was, [part]: Object.fromEntries(items.map((item) => [item.key, item])) }));
  // A code opens the card as it was when the code was made.
  const write = (part: Partial<ByHand>) => {
    setLink(null);
    setHand((before) => ({ ...before, ...part }));
  };
  const toggle = (part: CardPart, item: CardItem) => {
    setLink(null);
    setChosen((before) => {
      const { [item.key]: was, ...rest } = before[part];
      return { ...before, [part]: was ? rest : { ...rest, [item.key]: item } };
    });
  };
  const items = CARD_PARTS.flatMap((part) => Object.values(chosen[part]));
  const on = (part: CardPart) => [...Object.values(chosen[part]).map(({ words }) => words), ...linesOf(hand[part])];
  const content = {
    name,
    birthDate,
    allergies: on('allergies'),
    conditions: on('conditions'),
    medicines: on('medicines'),
    bloodGroup: hand.bloodGroup.trim(),
    contacts: linesOf(hand.contacts),
    notes: linesOf(hand.notes),
    link,
  };
  return (
    <div className={classes.page}>
      <CardToChange person={person} onRead={begin} />
      {CARD_PARTS.map((part) => (
        <fieldset className={classes.group} key={part}>
          <legend>{text.parts[part]}</legend>
          <FromRecord
            key={before?.link ?? ''}
            person={person}
            part={part}
            chosen={chosen[part]}
            onToggle={(item) => toggle(part, item)}
            {...(before === null ? {} : { first: before.facts, onFirst: (items) => choose(part, items) })}
          />
          <Textarea
            label={text.byHand}
            value={hand[part]}
            onChange={(event) => write({ [part]: event.currentTarget.value })}
            rows={2}
            maxLength={1000}
            autoComplete="off"
          />
        </fieldset>
      ))}
      <fieldset className={classes.group}>
        <legend>{text.notes}</legend>
        <Textarea
          label={text.contacts}
          description={text.contactsHint}
          value={hand.contacts}
          onChange={(event) => write({ contacts: event.currentTarget.value })}
          rows={2}
          maxLength={500}
          autoComplete="off"
        />
        <TextInput
          label={text.bloodGroup}
          description={text.bloodGroupHint}
          value={hand.bloodGroup}
          onChange={(event) => write({ bloodGroup: event.currentTarget.value })}
          maxLength={40}
          autoComplete="off"
        />
        <Textarea
          label={text.notes}
          description={text.notesHint}
          value={hand.notes}
          onChange={(event) => write({ notes: event.currentTarget.value })}
          rows={2}
          maxLength={1000}
          autoComplete="off"
        />
      </fieldset>
      <section className={classes.group} data-card="" aria-labelledby="card-preview">
        <h2 className={classes.title} id="card-preview" data-print="no">
          {text.preview}
        </h2>
        <CardSheet content={content} paper={paper} onFit={setFits} />
        <div role="status" data-print="no">
          {fits ? null : <Remark tone="care">{text.tooMuch}</Remark>}
        </div>
        <div className={classes.buttons} data-print="no">
          <NativeSelect
            label={text.paper}
            value={paper}
            onChange={(event) => setPaper(event.currentTarget.value as typeof paper)}
            data={(['wallet', 'page'] as const).map((value) => ({ value, label: text.papers[value] }))}
          />
          <Button onClick={() => window.print()}>{text.print}</Button>
        </div>
      </section>
      <CardLink
        person={person}
        items={items}
        resources={resourcesOf(hand, name)}
        made={link !== null}
        replaces={before?.link ?? null}
        onMade={(made) => {
          setLink(made);
          setBefore(null);
        }}
      />
    </div>
  );
}

interface FromRecordProps {
  readonly person: string;
  readonly part: CardPart;
  readonly chosen: Chosen;
  readonly onToggle: (item: CardItem) => void;
  /** Entries of the card before, to be chosen once the record's are there. */
  readonly first?: readonly string[];
  readonly onFirst?: (items: readonly CardItem[]) => void;
}

function FromRecord({ person, part, chosen, onToggle, first, onFirst }: FromRecordProps) {
  const api = useApi();
  const answer = useQuery(sectionQueries.list<Readonly<Record<string, unknown>>>(api, person, SECTIONS[part].section));
  const { data } = answer;
  const isDone = useRef(false);
  useEffect(() => {
    if (isDone.current || data === undefined || first === undefined) return;
    isDone.current = true;
    onFirst?.(itemsOf(part, data).filter((item) => item.facts.some((fact) => first.includes(fact))));
  }, [data, first, onFirst, part]);
  if (answer.data === undefined) return <InPlaceOf error={answer.error} onRetry={() => void answer.refetch()} />;
  const items = itemsOf(part, answer.data);
  if (items.length === 0) return <p className={classes.quiet}>{text.nothing}</p>;
  return (
    <fieldset className={classes.options} aria-label={text.fromRecord}>
      {items.map((item) => (
        <Checkbox
          key={item.key}
          checked={item.key in chosen}
          onChange={() => onToggle(item)}
          label={
            <>
              <bdi>{item.words}</bdi>{' '}
              {item.labels.map((label) => (
                <LabelMark key={label} label={label} />
              ))}
            </>
          }
        />
      ))}
    </fieldset>
  );
}
