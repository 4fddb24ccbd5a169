import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import { byHand } from '../../../api/link-calls.ts';
import type { LinkWish } from '../../../api/link-types.ts';
import { LABELS } from '../../../api/share-types.ts';
import { Problem, Remark } from '../../../ui/states.tsx';
import classes from './card.module.css';
import { cardText } from './card.text.ts';
import type { CardItem } from './card-items.ts';

const text = cardText.link;
const SHORTEST = 6;

interface CardLinkProps {
  readonly person: string;
  readonly items: readonly CardItem[];
  /** What was written by hand. */
  readonly resources: readonly object[];
  readonly made: boolean;
  /** The link of the card before, which ends as soon as this one is made. */
  readonly replaces: string | null;
  readonly onMade: (link: string) => void;
}

/** A link for the card: what it will open, then making it. What is chosen one by one is shared with its labels. */
export function CardLink({ person, items, resources, made, replaces, onMade }: CardLinkProps) {
  const api = useApi();
  const queries = useQueryClient();
  const [passcode, setPasscode] = useState('');
  const [tried, setTried] = useState(false);
  const facts = [...new Set(items.flatMap((item) => item.facts))];
  const labels = LABELS.filter((label) => items.some((item) => item.labels.includes(label)));
  const wish: LinkWish = {
    kind: 'card',
    label: text.label,
    slice: { facts, ...(labels.length > 0 ? { labels } : {}) },
    form: 'full_source_allowed',
    until: null,
    openings: null,
  };
  const draft = useMutation({
    mutationFn: (text: string) => api.draftLink(person, JSON.parse(text) as LinkWish, passcode),
  });
  const make = useMutation({
    mutationFn: async (digest: string) => {
      const link = await api.makeLink(person, wish, digest, passcode, resources.map(byHand));
      // Made first: whoever carries the old card is never without any.
      if (replaces !== null) await api.endLink(replaces);
      return link;
    },
    gcTime: 0,
    onSuccess: async (link) => {
      onMade(link.text);
      draft.reset();
      await queries.invalidateQueries({ queryKey: keys.shares(person, null).slice(0, 3) });
    },
  });
  // What was shown is what is made: after a change it is looked at anew.
  const shown = draft.variables === JSON.stringify(wish) ? draft.data : undefined;
  const isShort = passcode.length < SHORTEST;
  const check = () => {
    setTried(true);
    make.reset();
    if (!isShort) draft.mutate(JSON.stringify(wish));
  };
  return (
    <section className={classes.group} aria-labelledby="card-link" data-print="no">
      <h2 className={classes.title} id="card-link">
        {text.title}
      </h2>
      <p className={classes.quiet}>{text.words}</p>
      <div role="status">{made ? <Remark tone="care">{text.done}</Remark> : null}</div>
      <TextInput
        label={text.passcode}
        value={passcode}
        maxLength={64}
        onChange={(event) => {
          draft.reset();
          setPasscode(event.currentTarget.value);
        }}
        error={tried && isShort ? text.short : null}
        autoComplete="off"
        spellCheck={false}
      />
      {draft.error ? <Problem error={draft.error} /> : null}
      {make.error ? <Problem error={make.error} /> : null}
      <div role="status">
        {shown && replaces ? <p>{cardText.before.ends}</p> : null}
        {shown ? <p>{text.stands(shown.counts.reduce((sum, { count }) => sum + count, 0))}</p> : null}
      </div>
      <div className={classes.buttons}>
        {shown ? (
          <Button loading={make.isPending} onClick={() => make.mutate(shown.digest)}>
            {text.make}
          </Button>
        ) : (
          <Button variant="default" loading={draft.isPending} onClick={check}>
            {text.check}
          </Button>
        )}
      </div>
    </section>
  );
}
