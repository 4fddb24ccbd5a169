import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import type { ClaimWish } from '../../../api/invitation-types.ts';
import { keys } from '../../../api/keys.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { ConfirmDialog } from '../instance/confirm-dialog.tsx';
import classes from '../instance/instance.module.css';
import { instanceText } from '../instance/instance.text.ts';
import { looksLikeEmail } from '../setup/setup-draft.ts';
import { custodyText as text } from './custody.text.ts';
import { InvitationLink } from './invitation-link.tsx';

/** To look after it, too; as the person it is about; or instead of whoever invites. */
export type InviteWhat = 'add' | 'hand' | 'over';

const WISH: Readonly<Record<InviteWhat, Pick<ClaimWish, 'relation' | 'hand'>>> = {
  add: { relation: 'custodian', hand: 'beside' },
  hand: { relation: 'self', hand: 'beside' },
  over: { relation: 'custodian', hand: 'over' },
};
const DAYS = [1, 7, 30] as const;

interface InviteProps {
  readonly person: string;
  readonly what: InviteWhat;
  /** It is the inviter's own record. */
  readonly own?: boolean;
}

/** A button, what the invitation leads to, and its link, once. */
export function Invite({ person, what, own = false }: InviteProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant={what === 'add' ? 'filled' : 'default'} onClick={() => setOpen(true)}>
        {text[what]}
      </Button>
      {open ? <InviteDialog person={person} what={what} own={own} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function InviteDialog({ person, what, own, onClose }: Required<InviteProps> & { readonly onClose: () => void }) {
  const api = useApi();
  const queries = useQueryClient();
  const [email, setEmail] = useState('');
  const [days, setDays] = useState(7);
  const [tried, setTried] = useState(false);
  const wrong = !looksLikeEmail(email.trim());
  const make = useMutation({
    mutationFn: () => api.inviteToRecord(person, { ...WISH[what], email: email.trim(), days }),
  });
  // Only when the link was read: the list that is drawn anew would close this.
  const close = () => {
    onClose();
    void queries.invalidateQueries({ queryKey: keys.personInvitations(person) });
  };
  if (make.data) {
    return (
      <Dialog title={text[what]} open onClose={close}>
        <InvitationLink link={make.data} onClose={close} />
      </Dialog>
    );
  }
  const words = { add: own ? text.addWordsOwn : text.addWords, hand: text.handWords, over: text.overWords }[what];
  return (
    <ConfirmDialog
      title={text[what]}
      confirm={text.make}
      busy={make.isPending}
      error={make.error}
      onClose={onClose}
      onConfirm={() => {
        setTried(true);
        if (!wrong) make.mutate();
      }}
    >
      <div className={classes.link}>
        <p className={classes.words}>{words}</p>
        <p className={classes.words}>{text.both}</p>
        <TextInput
          label={text.email}
          description={text.emailHint}
          type="email"
          inputMode="email"
          autoComplete="off"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={tried && wrong ? text.emailMissing : null}
        />
        <NativeSelect
          label={text.days}
          value={String(days)}
          onChange={(event) => setDays(Number(event.currentTarget.value))}
          data={DAYS.map((count) => ({ value: String(count), label: instanceText.invite.dayCount(count) }))}
        />
      </div>
    </ConfirmDialog>
  );
}
