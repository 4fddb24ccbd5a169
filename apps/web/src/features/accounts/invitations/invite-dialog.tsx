import { NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { IssuedInvitation } from '../../../api/invitation-types.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { ConfirmDialog } from '../instance/confirm-dialog.tsx';
import classes from '../instance/instance.module.css';
import { instanceText } from '../instance/instance.text.ts';
import { OnceLinkShown } from '../instance/once-link.tsx';
import { looksLikeEmail } from '../setup/setup-draft.ts';

/** Days for which an invitation can be taken. */
const DAYS = [1, 7, 30] as const;

interface Asked {
  /** Absent: whoever has the link. */
  readonly email?: string;
  readonly days: number;
}

interface InviteDialogProps {
  readonly title: string;
  readonly confirm: string;
  /** What the invitation leads to. */
  readonly words: ReactNode;
  /** Further questions, before whom it is for. */
  readonly children?: ReactNode;
  /** Without it the address may stay empty. */
  readonly needed?: { readonly label: string; readonly hint: string; readonly missing: string };
  /** Absent: how long it holds is not asked. */
  readonly asksDays?: true;
  readonly make: (asked: Asked) => Promise<IssuedInvitation>;
  readonly onClose: () => void;
}

/** What an invitation leads to, whom it is for and how long it holds; then its link, once. */
export function InviteDialog(props: InviteDialogProps) {
  const { title, confirm, words, children, needed, asksDays, make, onClose } = props;
  const text = instanceText.invite;
  const [email, setEmail] = useState('');
  const [days, setDays] = useState(7);
  const [tried, setTried] = useState(false);
  const address = email.trim();
  const wrong = address === '' ? needed !== undefined : !looksLikeEmail(address);
  const making = useMutation({ mutationFn: () => make({ days, ...(address === '' ? {} : { email: address }) }) });
  if (making.data)
    return (
      <Dialog title={title} open onClose={onClose}>
        <OnceLinkShown link={making.data} sent={making.data.sent} onClose={onClose} />
      </Dialog>
    );
  return (
    <ConfirmDialog
      title={title}
      confirm={confirm}
      busy={making.isPending}
      error={making.error}
      onClose={onClose}
      onConfirm={() => {
        setTried(true);
        if (!wrong) making.mutate();
      }}
    >
      <div className={classes.link}>
        {words}
        {children}
        <TextInput
          label={needed?.label ?? text.email}
          description={needed?.hint ?? text.emailHint}
          type="email"
          inputMode="email"
          autoComplete="off"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={tried && wrong ? (needed?.missing ?? text.emailWrong) : null}
        />
        {asksDays ? (
          <NativeSelect
            label={text.days}
            value={String(days)}
            onChange={(event) => setDays(Number(event.currentTarget.value))}
            data={DAYS.map((count) => ({ value: String(count), label: text.dayCount(count) }))}
          />
        ) : null}
      </div>
    </ConfirmDialog>
  );
}
