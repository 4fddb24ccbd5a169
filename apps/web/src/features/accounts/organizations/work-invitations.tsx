import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import type { OrganizationRole } from '../../../api/organization-types.ts';
import { Problem } from '../../../ui/states.tsx';
import classes from '../instance/instance.module.css';
import { instanceText } from '../instance/instance.text.ts';
import { InviteDialog } from '../invitations/invite-dialog.tsx';
import { OpenInvitation } from '../invitations/open-invitation.tsx';
import { organizationText } from './organization.text.ts';
import { RoleChoice } from './role-choice.tsx';

/** Whom an organization has asked to work for it, and asking one more; for its managers. */
export function WorkInvitations({ organization }: { readonly organization: string }) {
  const text = organizationText.invite;
  const api = useApi();
  const queries = useQueryClient();
  const [inviting, setInviting] = useState(false);
  const list = keys.workInvitations(organization);
  const invitations = useQuery({ queryKey: list, queryFn: () => api.workInvitations(organization), staleTime: 0 });
  const open = invitations.data ?? [];
  const ways = {
    renew: (id: string) => api.renewWorkInvitation(organization, id),
    cancel: (id: string) => api.cancelWorkInvitation(organization, id),
    list,
  };
  return (
    <div className={classes.below}>
      <div className={classes.buttons}>
        <Button onClick={() => setInviting(true)}>{text.open}</Button>
      </div>
      {invitations.error ? (
        <Problem error={invitations.error} onRetry={() => void invitations.refetch()} />
      ) : open.length === 0 ? null : (
        <>
          <h3 className={classes.below}>{text.title}</h3>
          <ul className={classes.list}>
            {open.map((one) => (
              <OpenInvitation
                key={one.id}
                invitation={one}
                to={one.email}
                leads={organizationText.roles[one.role]}
                level="h4"
                ways={ways}
              />
            ))}
          </ul>
        </>
      )}
      {inviting ? (
        <InviteToWork
          organization={organization}
          onClose={() => {
            setInviting(false);
            void queries.invalidateQueries({ queryKey: list });
          }}
        />
      ) : null}
    </div>
  );
}

function InviteToWork({ organization, onClose }: { readonly organization: string; readonly onClose: () => void }) {
  const text = organizationText.invite;
  const api = useApi();
  const [role, setRole] = useState<OrganizationRole>('member');
  return (
    <InviteDialog
      title={text.open}
      confirm={instanceText.invite.confirm}
      words={<p className={classes.words}>{text.words}</p>}
      asksDays
      make={(asked) => api.inviteToWork(organization, { role, ...asked })}
      onClose={onClose}
    >
      <RoleChoice label={text.role} role={role} onChange={setRole} />
    </InviteDialog>
  );
}
