import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { keys } from '../../api/keys.ts';
import type { Named, ShareChange } from '../../api/share-types.ts';
import { Problem, Waiting } from '../../ui/states.tsx';
import { momentWords, shareSentence } from './share-sentence.ts';
import classes from './sharing.module.css';
import { sharingText } from './sharing.text.ts';

const text = sharingText.history;

/** Every change of who may what, newest first; asked for, because it is a look of its own. */
export function ShareHistory({ person }: { readonly person: string }) {
  const api = useApi();
  const [isOpen, setOpen] = useState(false);
  const history = useQuery({
    queryKey: keys.shareHistory(person),
    queryFn: () => api.shareHistory(person),
    enabled: isOpen,
  });
  return (
    <section className={classes.part}>
      <h2 className={classes.title}>{text.title}</h2>
      {!isOpen ? (
        <div>
          <Button variant="default" onClick={() => setOpen(true)}>
            {text.show}
          </Button>
        </div>
      ) : history.data ? (
        <ol className={classes.changes}>
          {history.data.map((change) => (
            <li key={change.event}>
              <time dateTime={new Date(change.given).toISOString()}>{momentWords(change.given)}</time>
              <span>{shareChangeWords(change)}</span>
            </li>
          ))}
        </ol>
      ) : history.error ? (
        <Problem error={history.error} onRetry={() => void history.refetch()} />
      ) : (
        <Waiting />
      )}
    </section>
  );
}

const nameOf = ({ name, kind }: Named): string => name ?? sharingText.sentence.unnamed(kind);

function changeWords(change: ShareChange): string {
  if (change.kind === 'custody') {
    const { holder } = change;
    if (holder.you) return change.state === 'held' ? text.heldByYou : text.letByYou;
    const who = nameOf(holder);
    return change.state === 'held' ? text.held(who) : text.let(who);
  }
  const sentence = shareSentence(change);
  if (change.ends !== null) return text.ended(sentence);
  return change.effect === 'deny' ? text.kept(sentence) : text.began(sentence);
}

/** What a change did, and by whom. */
export const shareChangeWords = (change: ShareChange | Omit<Extract<ShareChange, { kind: 'share' }>, 'kind'>) => (
  <>
    {changeWords('kind' in change ? change : { kind: 'share', ...change })}{' '}
    <span className={classes.quiet}>{change.by.you ? text.byYou : text.by(nameOf(change.by))}</span>
  </>
);
