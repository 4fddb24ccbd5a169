import { NativeSelect } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccountLine } from '../../../api/account-types.ts';
import { useApi } from '../../../api/api-context.tsx';
import type { KeptRole } from '../../../api/handover-calls.ts';
import { ConfirmDialog } from '../instance/confirm-dialog.tsx';
import classes from '../instance/instance.module.css';
import { instanceText } from '../instance/instance.text.ts';
import { handoverText as text } from './handover.text.ts';
import { HandoverMeaning } from './handover-meaning.tsx';

const KEPT: readonly KeptRole[] = ['admin', 'auditor', 'practitioner', 'member', null];

/** To whom and what one keeps; then what that means, and the offer of exactly that. */
export function HandoverDialog({
  accounts,
  onClose,
  onOffered,
}: {
  /** Those who could take it; there is one at least. */
  readonly accounts: readonly AccountLine[];
  readonly onClose: () => void;
  readonly onOffered: () => void;
}) {
  const api = useApi();
  const [to, setTo] = useState(accounts[0]?.id ?? '');
  const [keeps, setKeeps] = useState<KeptRole>('member');
  const draft = useMutation({ mutationFn: () => api.draftHandover(to, keeps) });
  const offer = useMutation({ mutationFn: api.offerHandover, onSuccess: onOffered });
  const shown = draft.data;
  if (shown)
    return (
      <ConfirmDialog
        title={text.title}
        confirm={text.offer}
        busy={offer.isPending}
        error={offer.error}
        onClose={onClose}
        onConfirm={() => offer.mutate(shown)}
      >
        <HandoverMeaning draft={shown} until={text.days(shown.days)} />
      </ConfirmDialog>
    );
  return (
    <ConfirmDialog
      title={text.title}
      confirm={text.show}
      busy={draft.isPending}
      error={draft.error}
      onClose={onClose}
      onConfirm={() => draft.mutate()}
    >
      <div className={classes.link}>
        <p className={classes.words}>{text.lead}</p>
        <NativeSelect
          label={text.to}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
          data={accounts.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` }))}
        />
        <NativeSelect
          label={text.keeps}
          description={keeps === null ? text.keepsHint : `${instanceText.roleWords[keeps]} ${text.keepsHint}`}
          value={keeps ?? ''}
          onChange={(event) => setKeeps(KEPT.find((one) => one === event.currentTarget.value) ?? null)}
          data={KEPT.map((role) => ({
            value: role ?? '',
            label: role === null ? instanceText.noRole : instanceText.roles[role],
          }))}
        />
      </div>
    </ConfirmDialog>
  );
}
