import { NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Role } from '../../../api/account-types.ts';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import { useSession } from '../../../api/session-context.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { looksLikeEmail } from '../setup/setup-draft.ts';
import { ROLES } from './account-dialogs.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import classes from './instance.module.css';
import { instanceText } from './instance.text.ts';
import { OnceLinkShown } from './once-link.tsx';

const DAYS = [1, 7, 30] as const;

/** Whom to invite, as what and for how long; then the link, once. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const text = instanceText.invite;
  const api = useApi();
  const queries = useQueryClient();
  const isOwner = useSession().account.roles.includes('owner');
  const [role, setRole] = useState<Role>('member');
  const [email, setEmail] = useState('');
  const [days, setDays] = useState(7);
  const [tried, setTried] = useState(false);
  const address = email.trim();
  const wrong = address !== '' && !looksLikeEmail(address);
  const make = useMutation({
    mutationFn: () => api.invite({ role, days, ...(address === '' ? {} : { email: address }) }),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.invitations }),
  });
  if (make.data) {
    return (
      <Dialog title={text.open} open onClose={onClose}>
        <OnceLinkShown link={make.data} sent={make.data.sent} onClose={onClose} />
      </Dialog>
    );
  }
  return (
    <ConfirmDialog
      title={text.open}
      confirm={text.confirm}
      busy={make.isPending}
      error={make.error}
      onClose={onClose}
      onConfirm={() => {
        setTried(true);
        if (!wrong) make.mutate();
      }}
    >
      <div className={classes.link}>
        <p className={classes.words}>{text.words}</p>
        <NativeSelect
          label={text.role}
          description={instanceText.roleWords[role]}
          value={role}
          onChange={(event) => setRole(event.currentTarget.value as Role)}
          data={ROLES.filter((one) => isOwner || one !== 'owner').map((one) => ({
            value: one,
            label: instanceText.roles[one],
          }))}
        />
        <TextInput
          label={text.email}
          description={text.emailHint}
          type="email"
          inputMode="email"
          autoComplete="off"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={tried && wrong ? text.emailWrong : null}
        />
        <NativeSelect
          label={text.days}
          value={String(days)}
          onChange={(event) => setDays(Number(event.currentTarget.value))}
          data={DAYS.map((count) => ({ value: String(count), label: text.dayCount(count) }))}
        />
      </div>
    </ConfirmDialog>
  );
}
