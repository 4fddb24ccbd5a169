import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { keys } from '../../api/keys.ts';
import { usePreview } from '../../api/preview-context.tsx';
import { useHolds } from '../../api/reach.ts';
import { useBeginShare } from '../../api/share-plan.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Page } from '../../ui/page.tsx';
import { InPlaceOf } from '../../ui/section-page.tsx';
import { BeforeLinks } from './before/before-links.tsx';
import { ProtectedPart } from './keeping/protected-part.tsx';
import { Moment } from './moment.tsx';
import { OwnShares } from './own-shares.tsx';
import { ShareHistory } from './share-history.tsx';
import { SharesAt } from './shares-at.tsx';
import classes from './sharing.module.css';
import { sharingText as text } from './sharing.text.ts';
import { WaitingShares } from './waiting-shares.tsx';

/** `/people/$person/sharing`: who may what with the record, now and at any moment; for a recipient, what is theirs. */
export function SharingPage() {
  const { person } = useParams({ from: '/session/people/$person' });
  const { preview } = usePreview();
  return useHolds(person) || preview ? <AllShares person={person} /> : <OwnShares person={person} />;
}

function AllShares({ person }: { readonly person: string }) {
  const api = useApi();
  const [at, setAt] = useState<number | null>(null);
  const begin = useBeginShare(person);
  const { preview } = usePreview();
  const shares = useQuery({
    queryKey: keys.shares(person, at),
    queryFn: () => api.shares(person, at ?? undefined),
    // What somebody else who holds the record gave or ended meanwhile matters; one line of the log each time.
    staleTime: 30_000,
  });
  return (
    <Page
      title={text.title}
      lead={text.lead}
      actions={
        <ButtonLink to="/people/$person/sharing/new" params={{ person }} onClick={() => begin({})}>
          {text.share}
        </ButtonLink>
      }
    >
      <div className={classes.page}>
        {shares.data ? (
          <SharesAt person={person} shares={shares.data} isPast={at !== null} />
        ) : (
          <InPlaceOf error={shares.error} onRetry={() => void shares.refetch()} />
        )}
        {at === null && preview === null ? <WaitingShares person={person} /> : null}
        {at === null && preview === null ? (
          <div className={classes.buttons}>
            <ButtonLink
              to="/people/$person/sharing/new"
              params={{ person }}
              variant="default"
              onClick={() => begin({ effect: 'deny', everybody: true, what: 'kinds', until: 'open' })}
            >
              {text.keepBackAll}
            </ButtonLink>
          </div>
        ) : null}
        {at === null ? <ProtectedPart person={person} /> : null}
        <Moment at={at} onChange={setAt} />
        <ShareHistory person={person} />
        {preview === null ? <BeforeLinks person={person} /> : null}
      </div>
    </Page>
  );
}
