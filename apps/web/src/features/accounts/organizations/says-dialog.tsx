import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import type { OrganizationAnswer } from '../../../api/organization-types.ts';
import { ConfirmDialog } from '../instance/confirm-dialog.tsx';
import classes from '../instance/instance.module.css';
import { organizationText } from './organization.text.ts';
import { SaysFields } from './says-fields.tsx';

interface SaysDialogProps {
  readonly organization: OrganizationAnswer;
  readonly onClose: () => void;
}

/** Changes the name, and whether the organization is found by it. */
export function SaysDialog({ organization: { id, name, listed }, onClose }: SaysDialogProps) {
  const text = organizationText.says;
  const api = useApi();
  const queries = useQueryClient();
  const [says, setSays] = useState({ name, listed });
  const save = useMutation({
    mutationFn: () => api.saveOrganization(id, { ...says, name: says.name.trim() }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: keys.organizations });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={text.changeTitle}
      confirm={text.save}
      busy={save.isPending}
      error={save.error}
      onClose={onClose}
      onConfirm={() => {
        if (says.name.trim() !== '') save.mutate();
      }}
    >
      <div className={classes.link}>
        <SaysFields says={says} tried onChange={setSays} />
      </div>
    </ConfirmDialog>
  );
}
