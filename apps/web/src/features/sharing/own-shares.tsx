import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.tsx';
import { keys } from '../../api/keys.ts';
import { Page } from '../../ui/page.tsx';
import { InPlaceOf } from '../../ui/section-page.tsx';
import { Problem, Remark } from '../../ui/states.tsx';
import { ShareCard } from './share-card.tsx';
import classes from './sharing.module.css';
import { sharingText as text } from './sharing.text.ts';
import { useEndShare } from './use-end-share.ts';

/** What was granted of a record to the account at the screen, and giving it back. */
export function OwnShares({ person }: { readonly person: string }) {
  const api = useApi();
  const { end, done } = useEndShare(person);
  const own = useQuery({ queryKey: keys.ownShares(person), queryFn: () => api.ownShares(person) });
  return (
    <Page title={text.title} lead={text.own.lead}>
      <div className={classes.page}>
        <div role="status">{done ? <Remark tone="good">{done(null)}</Remark> : null}</div>
        {end.error ? <Problem error={end.error} /> : null}
        {own.data === undefined ? (
          done ? null : (
            <InPlaceOf error={own.error} onRetry={() => void own.refetch()} />
          )
        ) : own.data.length === 0 ? (
          <p className={classes.quiet}>{text.own.none}</p>
        ) : (
          <ul className={classes.cards}>
            {own.data.map((share) => (
              <ShareCard
                key={share.event}
                share={share}
                end={{ words: text.giveBack, isBusy: end.isPending, now: () => end.mutate(share) }}
              />
            ))}
          </ul>
        )}
      </div>
    </Page>
  );
}
