import { Button, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import { isLinkOf } from '../../../api/link-calls.ts';
import { readShlink } from '../../../api/shlink.ts';
import { Problem, Remark } from '../../../ui/states.tsx';
import classes from './card.module.css';
import { cardText } from './card.text.ts';
import { type ByHand, handOf } from './card-items.ts';

const text = cardText.before;

/** A card to begin with: what it held, and the link that ends when the next one is made. */
export interface CardBefore {
  readonly link: string;
  readonly hand: ByHand;
  readonly facts: readonly string[];
}

/**
 * Begins with a card that has a code. What it holds is read here with its link, for nothing of it is kept anywhere else;
 * a changed card gets a code of its own, so that a code never says anything else than the paper around it.
 */
export function CardToChange({
  person,
  onRead,
}: {
  readonly person: string;
  readonly onRead: (card: CardBefore) => void;
}) {
  const api = useApi();
  const [pasted, setPasted] = useState('');
  const links = useQuery({ queryKey: keys.links(person), queryFn: () => api.links(person), staleTime: 30_000 });
  const cards = (links.data ?? []).filter(({ kind, own, contentAt }) => kind === 'card' && own && contentAt !== null);
  const read = useMutation({
    mutationFn: async () => {
      const link = readShlink(pasted);
      for (const card of link === null ? [] : cards)
        if (link !== null && (await isLinkOf(link, card.door)))
          return { id: card.id, ...(await api.heldCard(card.id, link.key)) };
      return null;
    },
    onSuccess: (card) => {
      if (card === null) return;
      // The key does not stay in the page.
      setPasted('');
      onRead({ link: card.id, hand: handOf(card.byHand), facts: card.facts });
    },
    gcTime: 0,
  });
  if (cards.length === 0) return null;
  return (
    <section className={classes.group} aria-labelledby="card-before" data-print="no">
      <h2 className={classes.title} id="card-before">
        {text.title}
      </h2>
      <p className={classes.quiet}>{text.words}</p>
      <div role="status">{read.data ? <Remark tone="good">{text.read}</Remark> : null}</div>
      <Textarea
        label={text.field}
        value={pasted}
        onChange={(event) => setPasted(event.currentTarget.value)}
        error={read.data === null ? text.wrong : null}
        rows={3}
        spellCheck={false}
        autoComplete="off"
      />
      {read.error ? <Problem error={read.error} /> : null}
      <div className={classes.buttons}>
        <Button variant="default" loading={read.isPending} onClick={() => read.mutate()}>
          {text.go}
        </Button>
      </div>
    </section>
  );
}
