import { NativeSelect } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Role } from '../../../api/account-types.ts';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import { useSession } from '../../../api/session-context.tsx';
import { InviteDialog } from '../invitations/invite-dialog.tsx';
import { ROLES } from './account-dialogs.tsx';
import classes from './instance.module.css';
import { instanceText } from './instance.text.ts';

/** Invites somebody to have an account with a role. */
export function InviteToJoin({ onClose }: { readonly onClose: () => void }) {
  const text = instanceText.invite;
  const api = useApi();
  const queries = useQueryClient();
  const isOwner = useSession().account.roles.includes('owner');
  const [role, setRole] = useState<Role>('member');
  return (
    <InviteDialog
      title={text.open}
      confirm={text.confirm}
      words={<p className={classes.words}>{text.words}</p>}
      asksDays
      make={(asked) => api.invite({ role, ...asked })}
      onClose={() => {
        onClose();
        void queries.invalidateQueries({ queryKey: keys.invitations });
      }}
    >
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
    </InviteDialog>
  );
}
