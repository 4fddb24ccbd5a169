import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { InvitationLine } from '../../../api/account-types.ts';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import { useSession } from '../../../api/session-context.tsx';
import { Problem, Waiting } from '../../../ui/states.tsx';
import { OpenInvitation } from '../invitations/open-invitation.tsx';
import classes from './instance.module.css';
import { instanceText } from './instance.text.ts';
import { InviteToJoin } from './invite.tsx';

/** Open invitations, and the way to one more. */
export function Invitations() {
  const text = instanceText.invite;
  const api = useApi();
  const [inviting, setInviting] = useState(false);
  const invitations = useQuery({ queryKey: keys.invitations, queryFn: api.invitations, staleTime: 0 });
  return (
    <section className={classes.part} aria-labelledby="invitations">
      <h2 className={classes.partTitle} id="invitations">
        {text.title}
      </h2>
      {invitations.error ? (
        <Problem error={invitations.error} onRetry={() => void invitations.refetch()} />
      ) : invitations.data === undefined ? (
        <Waiting />
      ) : (
        <>
          <p className={classes.quiet}>{invitations.data.length === 0 ? text.none : text.lead}</p>
          <div className={classes.buttons}>
            <Button onClick={() => setInviting(true)}>{text.open}</Button>
          </div>
          {invitations.data.length === 0 ? null : (
            <ul className={`${classes.list} ${classes.below}`}>
              {invitations.data.map((one) => (
                <Invitation key={one.id} invitation={one} />
              ))}
            </ul>
          )}
        </>
      )}
      {inviting ? <InviteToJoin onClose={() => setInviting(false)} /> : null}
    </section>
  );
}

function Invitation({ invitation }: { readonly invitation: InvitationLine }) {
  const api = useApi();
  const own = useSession().account;
  const { role } = invitation.purpose;
  return (
    <OpenInvitation
      invitation={invitation}
      to={invitation.email}
      leads={instanceText.roles[role]}
      level="h3"
      mayChange={role !== 'owner' || own.roles.includes('owner')}
      ways={{ renew: api.renewInvitation, cancel: api.cancelInvitation, list: keys.invitations }}
    />
  );
}
