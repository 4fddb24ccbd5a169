import { NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import { useSession } from '../../../api/session-context.tsx';
import { ConfirmDialog } from '../instance/confirm-dialog.tsx';
import classes from '../instance/instance.module.css';
import { organizationText } from './organization.text.ts';
import { SaysFields } from './says-fields.tsx';

/** Makes an organization, with the caller or another account as its first manager. */
export function MakeDialog({ onClose }: { readonly onClose: () => void }) {
  const text = organizationText.make;
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const own = useSession().account;
  const [says, setSays] = useState({ name: '', listed: true });
  const [manager, setManager] = useState(own.id);
  const [tried, setTried] = useState(false);
  // Whoever makes organizations also looks after accounts.
  const accounts = useQuery({ queryKey: keys.accounts, queryFn: api.accounts, staleTime: 60_000 });
  const others = (accounts.data ?? []).filter(({ id, status }) => id !== own.id && status === 'active');
  const make = useMutation({
    mutationFn: () => api.makeOrganization({ ...says, name: says.name.trim(), manager }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: keys.organizations });
      if (manager === own.id) await navigate({ to: '/organizations/$organization', params: { organization: id } });
      else onClose();
    },
  });
  return (
    <ConfirmDialog
      title={text.open}
      confirm={text.confirm}
      busy={make.isPending}
      error={make.error}
      onClose={onClose}
      onConfirm={() => {
        setTried(true);
        if (says.name.trim() !== '') make.mutate();
      }}
    >
      <div className={classes.link}>
        <p className={classes.words}>{text.words}</p>
        <SaysFields says={says} tried={tried} onChange={setSays} />
        <NativeSelect
          label={text.manager}
          value={manager}
          onChange={(event) => setManager(event.currentTarget.value)}
          data={[
            { value: own.id, label: text.me },
            ...others.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` })),
          ]}
        />
      </div>
    </ConfirmDialog>
  );
}
