import { Button } from '@mantine/core';
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { IssuedInvitation } from '../../../api/invitation-types.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { ConfirmDialog } from '../instance/confirm-dialog.tsx';
import classes from '../instance/instance.module.css';
import { instanceText } from '../instance/instance.text.ts';
import { momentOf } from '../instance/moment.ts';
import { OnceLinkShown } from '../instance/once-link.tsx';

/** What can be done about an invitation, and the list that it stands in. */
export interface InvitationWays {
  readonly renew: (id: string) => Promise<IssuedInvitation>;
  readonly cancel: (id: string) => Promise<void>;
  readonly list: QueryKey;
}

interface OpenInvitationProps {
  readonly invitation: {
    readonly id: string;
    readonly issuer: string | null;
    readonly expires: number;
    readonly live: boolean;
  };
  /** Whom it is for; null: whoever has the link. */
  readonly to: string | null;
  /** What it leads to, in a word or two. */
  readonly leads: string;
  /** Of the name, below the heading of the list. */
  readonly level: 'h3' | 'h4';
  readonly mayChange?: boolean;
  readonly ways: InvitationWays;
}

/** One invitation that nobody has taken yet, with a new link and its end. */
export function OpenInvitation(props: OpenInvitationProps) {
  const { invitation, to, leads, level: Name, mayChange = true, ways } = props;
  const text = instanceText.invite;
  const [open, setOpen] = useState<'renew' | 'cancel' | null>(null);
  const { id, issuer, expires, live } = invitation;
  const who = to ?? text.anybody;
  const details = [leads, issuer === null ? '' : text.by(issuer), live ? text.until(momentOf(expires)) : ''];
  const close = () => setOpen(null);
  return (
    <li className={classes.card}>
      <Name className={classes.name}>
        <bdi>{who}</bdi>
        {live ? null : (
          <span className={classes.mark} data-tone="off">
            {text.over}
          </span>
        )}
      </Name>
      <p className={classes.quiet}>
        <bdi>{details.filter((words) => words !== '').join(' · ')}</bdi>
      </p>
      {mayChange ? (
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
      ) : null}
      {open === 'renew' ? <Renew id={id} ways={ways} onClose={close} /> : null}
      {open === 'cancel' ? <Cancel id={id} ways={ways} onClose={close} /> : null}
    </li>
  );
}

interface EndProps {
  readonly id: string;
  readonly ways: InvitationWays;
  readonly onClose: () => void;
}

function Renew({ id, ways, onClose }: EndProps) {
  const text = instanceText.invite;
  const queries = useQueryClient();
  const renew = useMutation({ mutationFn: () => ways.renew(id) });
  // Only when the link was read: the list that is drawn anew would close this.
  const close = () => {
    onClose();
    void queries.invalidateQueries({ queryKey: ways.list });
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

function Cancel({ id, ways, onClose }: EndProps) {
  const text = instanceText.invite;
  const queries = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => ways.cancel(id),
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: ways.list });
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
