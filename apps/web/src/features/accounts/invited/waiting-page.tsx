import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../../api/api-context.tsx';
import type { WaitingInvitation } from '../../../api/invitation-types.ts';
import { keys } from '../../../api/keys.ts';
import { Plain } from '../../../shell/plain.tsx';
import { ButtonLink } from '../../../ui/button-link.tsx';
import { usePageTitle } from '../../../ui/page.tsx';
import { Empty, Problem, Waiting } from '../../../ui/states.tsx';
import { HandoverOffered } from '../handover/handover-offered.tsx';
import { momentOf } from '../instance/moment.ts';
import classes from '../setup/setup.module.css';
import { Agree } from './agree.tsx';
import { invitedText as text } from './invited.text.ts';
import { Meaning } from './meaning.tsx';

/** `/invitations`: what others ask this account, found without a link. */
export function WaitingPage() {
  const api = useApi();
  usePageTitle(text.pageTitle);
  const waiting = useQuery({ queryKey: keys.waiting, queryFn: api.waitingInvitations, staleTime: 0 });
  const handover = useQuery({ queryKey: keys.handover, queryFn: api.handover, staleTime: 0 });
  const offered = handover.data?.you === 'taker' ? handover.data : null;
  return (
    <Plain>
      <section className={classes.step}>
        <h1 className={classes.title} tabIndex={-1} data-focus-here="">
          {text.pageTitle}
        </h1>
        {waiting.error ? (
          <Problem error={waiting.error} onRetry={() => void waiting.refetch()} />
        ) : handover.error ? (
          <Problem error={handover.error} onRetry={() => void handover.refetch()} />
        ) : waiting.data === undefined || handover.data === undefined ? (
          <Waiting />
        ) : waiting.data.length === 0 && !offered ? (
          <Empty title={text.noneTitle}>
            <p>{text.noneWords}</p>
            <ButtonLink to="/">{text.toStart}</ButtonLink>
          </Empty>
        ) : (
          <>
            <p className={classes.lead}>{text.pageLead}</p>
            {offered ? <HandoverOffered offer={offered} onEnded={() => void handover.refetch()} /> : null}
            {waiting.data.map((one) => (
              <One key={one.id} invitation={one} onDeclined={() => void waiting.refetch()} />
            ))}
          </>
        )}
      </section>
    </Plain>
  );
}

function One({ invitation, onDeclined }: { readonly invitation: WaitingInvitation; readonly onDeclined: () => void }) {
  const { id, issuer, purpose, expires } = invitation;
  if (purpose.kind === 'join') return null;
  return (
    <div className={classes.kit}>
      <Meaning issuer={issuer} purpose={purpose} />
      <p>{text.until(momentOf(expires))}</p>
      <Agree held={{ id }} issuer={issuer} onDeclined={onDeclined} />
    </div>
  );
}
