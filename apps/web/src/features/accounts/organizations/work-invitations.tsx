import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import type { WorkInvitation } from '../../../api/organization-types.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Problem } from '../../../ui/states.tsx';
import { ConfirmDialog } from '../instance/confirm-dialog.tsx';
import classes from '../instance/instance.module.css';
import { instanceText } from '../instance/instance.text.ts';
import { momentOf } from '../instance/moment.ts';
import { OnceLinkShown } from '../instance/once-link.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { organizationText } from './organization.text.ts';

/** Whom an organization has asked to work for it, and asking one more; for its managers. */
export function WorkInvitations({ organization }: { readonly organization: string }) {
  const text = organizationText.invite;
  const api = useApi();
  const [inviting, setInviting] = useState(false);
  const invitations = useQuery({
    queryKey: keys.workInvitations(organization),
    queryFn: () => api.workInvitations(organization),
    staleTime: 0,
  });
  const open = invitations.data ?? [];
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
              <Invitation key={one.id} organization={organization} invitation={one} />
            ))}
          </ul>
        </>
      )}
      {inviting ? <InviteDialog organization={organization} onClose={() => setInviting(false)} /> : null}
    </div>
  );
}

interface InvitationProps {
  readonly organization: string;
  readonly invitation: WorkInvitation;
}

function Invitation({ organization, invitation }: InvitationProps) {
  const text = instanceText.invite;
  const [open, setOpen] = useState<'renew' | 'cancel' | null>(null);
  const { id, role, email, issuer, expires, live } = invitation;
  const who = email ?? text.anybody;
  const close = () => setOpen(null);
  return (
    <li className={classes.card}>
      <h4 className={classes.name}>
        <bdi>{who}</bdi>
        {live ? null : (
          <span className={classes.mark} data-tone="off">
            {text.over}
          </span>
        )}
      </h4>
      <p className={classes.quiet}>
        {[
          organizationText.roles[role],
          issuer === null ? '' : text.by(issuer),
          live ? text.until(momentOf(expires)) : '',
        ]
          .filter((part) => part !== '')
          .join(' · ')}
      </p>
      <div className={classes.buttons}>
        {(['renew', 'cancel'] as const).map((what) => (
          <Button
            key={what}
            variant="default"
            size="xs"
            onClick={() => setOpen(what)}
            aria-label={instanceText.about(text[what], who)}
          >
            {text[what]}
          </Button>
        ))}
      </div>
      {open === 'renew' ? <Renew organization={organization} id={id} onClose={close} /> : null}
      {open === 'cancel' ? <Cancel organization={organization} id={id} onClose={close} /> : null}
    </li>
  );
}

interface EndProps {
  readonly organization: string;
  readonly id: string;
  readonly onClose: () => void;
}

function Renew({ organization, id, onClose }: EndProps) {
  const text = instanceText.invite;
  const api = useApi();
  const queries = useQueryClient();
  const renew = useMutation({ mutationFn: () => api.renewWorkInvitation(organization, id) });
  // Only when the link was read: the list that is drawn anew would close this.
  const close = () => {
    onClose();
    void queries.invalidateQueries({ queryKey: keys.workInvitations(organization) });
  };
  if (renew.data)
    return (
      <Dialog title={text.renewTitle} open onClose={close}>
        <OnceLinkShown link={renew.data} sent={renew.data.sent} onClose={close} />
      </Dialog>
    );
  return (
    <ConfirmDialog
      title={text.renewTitle}
      confirm={text.renew}
      busy={renew.isPending}
      error={renew.error}
      onClose={onClose}
      onConfirm={() => renew.mutate()}
    >
      <p>{text.renewWords}</p>
    </ConfirmDialog>
  );
}

function Cancel({ organization, id, onClose }: EndProps) {
  const text = instanceText.invite;
  const api = useApi();
  const queries = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => api.cancelWorkInvitation(organization, id),
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: keys.workInvitations(organization) });
    },
  });
  return (
    <ConfirmDialog
      title={text.cancelTitle}
      confirm={text.cancelConfirm}
      keep={text.keep}
      busy={cancel.isPending}
      error={cancel.error}
      onClose={onClose}
      onConfirm={() => cancel.mutate()}
    >
      <p>{text.cancelWords}</p>
    </ConfirmDialog>
  );
}
