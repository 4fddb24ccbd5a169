import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { InvitationLine } from '../../../api/account-types.ts';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import { useSession } from '../../../api/session-context.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Problem, Waiting } from '../../../ui/states.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import classes from './instance.module.css';
import { instanceText } from './instance.text.ts';
import { InviteDialog } from './invite-dialog.tsx';
import { momentOf } from './moment.ts';
import { OnceLinkShown } from './once-link.tsx';

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
      {inviting ? <InviteDialog onClose={() => setInviting(false)} /> : null}
    </section>
  );
}

function Invitation({ invitation }: { readonly invitation: InvitationLine }) {
  const text = instanceText.invite;
  const own = useSession().account;
  const [open, setOpen] = useState<'renew' | 'cancel' | null>(null);
  const who = invitation.email ?? text.anybody;
  const { role } = invitation.purpose;
  const mayChange = role !== 'owner' || own.roles.includes('owner');
  return (
    <li className={classes.card}>
      <h3 className={classes.name}>
        <bdi>{who}</bdi>
        {invitation.live ? null : (
          <span className={classes.mark} data-tone="off">
            {text.over}
          </span>
        )}
      </h3>
      <p className={classes.quiet}>
        {[
          instanceText.roles[role],
          invitation.issuer === null ? '' : text.by(invitation.issuer),
          invitation.live ? text.until(momentOf(invitation.expires)) : '',
        ]
          .filter((part) => part !== '')
          .join(' · ')}
      </p>
      {mayChange ? (
        <div className={classes.buttons}>
          <Button
            variant="default"
            size="xs"
            onClick={() => setOpen('renew')}
            aria-label={instanceText.about(text.renew, who)}
          >
            {text.renew}
          </Button>
          <Button
            variant="default"
            size="xs"
            onClick={() => setOpen('cancel')}
            aria-label={instanceText.about(text.cancel, who)}
          >
            {text.cancel}
          </Button>
        </div>
      ) : null}
      {open === 'renew' ? <RenewDialog id={invitation.id} onClose={() => setOpen(null)} /> : null}
      {open === 'cancel' ? <CancelDialog id={invitation.id} onClose={() => setOpen(null)} /> : null}
    </li>
  );
}

interface EndProps {
  readonly id: string;
  readonly onClose: () => void;
}

function RenewDialog({ id, onClose }: EndProps) {
  const text = instanceText.invite;
  const api = useApi();
  const queries = useQueryClient();
  const renew = useMutation({ mutationFn: () => api.renewInvitation(id) });
  // Only when the link was read: the list that is drawn anew would close this.
  const close = () => {
    onClose();
    void queries.invalidateQueries({ queryKey: keys.invitations });
  };
  if (renew.data) {
    return (
      <Dialog title={text.title} open onClose={close}>
        <OnceLinkShown link={renew.data} sent={renew.data.sent} onClose={close} />
      </Dialog>
    );
  }
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

function CancelDialog({ id, onClose }: EndProps) {
  const text = instanceText.invite;
  const api = useApi();
  const queries = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => api.cancelInvitation(id),
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: keys.invitations });
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
