import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useApi } from '../../../api/api-context.tsx';
import type { CustodyNow } from '../../../api/custody-types.ts';
import { keys } from '../../../api/keys.ts';
import { Page } from '../../../ui/page.tsx';
import { InPlaceOf } from '../../../ui/section-page.tsx';
import classes from '../instance/instance.module.css';
import { custodyText as text } from './custody.text.ts';
import { GrowingUp } from './growing-up.tsx';
import { Holder } from './holder.tsx';
import { Invite } from './invite.tsx';
import { OpenInvitations } from './open-invitations.tsx';

/** `/people/$person/custody`: who looks after the record, whom to take on, and what changes as the person grows up. */
export function CustodyPage() {
  const api = useApi();
  const { person } = useParams({ from: '/session/people/$person' });
  const custody = useQuery({
    queryKey: keys.custody(person),
    queryFn: () => api.custody(person),
    // Somebody may have come or gone meanwhile; one line of the log each time.
    staleTime: 30_000,
  });
  return (
    <Page title={text.title} lead={text.lead}>
      {custody.data ? (
        <Custody person={person} custody={custody.data} />
      ) : (
        <InPlaceOf error={custody.error} onRetry={() => void custody.refetch()} />
      )}
    </Page>
  );
}

function Custody({ person, custody }: { readonly person: string; readonly custody: CustodyNow }) {
  const { holders, you, alone } = custody;
  const isHeldBySelf = holders.some(({ relation }) => relation === 'self');
  return (
    <div className={classes.narrow}>
      <section aria-labelledby="holders">
        <h2 className={classes.partTitle} id="holders">
          {text.holders}
        </h2>
        <ul className={classes.list}>
          {holders.map((holder) => (
            <Holder key={holder.id} person={person} holder={holder} />
          ))}
        </ul>
        {alone ? <p className={classes.words}>{text.alone}</p> : null}
      </section>
      <OpenInvitations person={person} />
      <section className={classes.part} aria-labelledby="more">
        <h2 className={classes.partTitle} id="more">
          {text.more}
        </h2>
        <div className={classes.buttons}>
          <Invite person={person} what="add" own={you.relation === 'self'} />
          {you.relation === 'custodian' && !isHeldBySelf ? <Invite person={person} what="hand" /> : null}
          {you.relation === 'custodian' ? <Invite person={person} what="over" /> : null}
        </div>
      </section>
      <GrowingUp person={person} isHeldBySelf={isHeldBySelf} />
    </div>
  );
}
