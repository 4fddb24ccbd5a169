import { NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import type { OrganizationRole } from '../../../api/organization-types.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { ConfirmDialog } from '../instance/confirm-dialog.tsx';
import classes from '../instance/instance.module.css';
import { instanceText } from '../instance/instance.text.ts';
import { OnceLinkShown } from '../instance/once-link.tsx';
import { looksLikeEmail } from '../setup/setup-draft.ts';
import { organizationText } from './organization.text.ts';
import { RoleChoice } from './role-choice.tsx';

const DAYS = [1, 7, 30] as const;

/** As what somebody is asked to work here and for how long the question stands; then the link, once. */
export function InviteDialog({
  organization,
  onClose,
}: {
  readonly organization: string;
  readonly onClose: () => void;
}) {
  const text = organizationText.invite;
  const asks = instanceText.invite;
  const api = useApi();
  const queries = useQueryClient();
  const [role, setRole] = useState<OrganizationRole>('member');
  const [email, setEmail] = useState('');
  const [days, setDays] = useState(7);
  const [tried, setTried] = useState(false);
  const address = email.trim();
  const wrong = address !== '' && !looksLikeEmail(address);
  const make = useMutation({
    mutationFn: () => api.inviteToWork(organization, { role, days, ...(address === '' ? {} : { email: address }) }),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.workInvitations(organization) }),
  });
  if (make.data)
    return (
      <Dialog title={text.open} open onClose={onClose}>
        <OnceLinkShown link={make.data} sent={make.data.sent} onClose={onClose} />
      </Dialog>
    );
  return (
    <ConfirmDialog
      title={text.open}
      confirm={asks.confirm}
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
        <RoleChoice label={text.role} role={role} onChange={setRole} />
        <TextInput
          label={asks.email}
          description={asks.emailHint}
          type="email"
          inputMode="email"
          autoComplete="off"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={tried && wrong ? asks.emailWrong : null}
        />
        <NativeSelect
          label={asks.days}
          value={String(days)}
          onChange={(event) => setDays(Number(event.currentTarget.value))}
          data={DAYS.map((count) => ({ value: String(count), label: asks.dayCount(count) }))}
        />
      </div>
    </ConfirmDialog>
  );
}
