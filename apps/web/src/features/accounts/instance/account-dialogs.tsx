import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccountLine, Role } from '../../../api/account-types.ts';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import { sessionQuery } from '../../../api/queries.ts';
import { useSession } from '../../../api/session-context.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import classes from './instance.module.css';
import { instanceText } from './instance.text.ts';
import { OnceLinkShown } from './once-link.tsx';

export interface AccountDialogProps {
  readonly account: AccountLine;
  readonly onClose: () => void;
}

/** From wide to narrow. */
export const ROLES: readonly Role[] = ['owner', 'admin', 'auditor', 'practitioner', 'member', 'demo'];

/** What was asked for is done or not: either way the list is looked at again, and so is what the caller may. */
function useAccountsAgain(): () => Promise<unknown> {
  const api = useApi();
  const queries = useQueryClient();
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: keys.accounts }),
      queries.fetchQuery({ ...sessionQuery(api), staleTime: 0 }),
    ]);
}

export function StatusDialog({ account, onClose }: AccountDialogProps) {
  const api = useApi();
  const again = useAccountsAgain();
  const text = account.status === 'active' ? instanceText.disable : instanceText.enable;
  const change = useMutation({
    mutationFn: () => (account.status === 'active' ? api.disableAccount(account.id) : api.enableAccount(account.id)),
    onSuccess: async () => {
      await again();
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={text.title(account.name)}
      confirm={text.confirm}
      busy={change.isPending}
      error={change.error}
      onClose={onClose}
      onConfirm={() => change.mutate()}
    >
      <p>{text.words}</p>
    </ConfirmDialog>
  );
}

export function RolesDialog({ account, onClose }: AccountDialogProps) {
  const text = instanceText.change;
  const api = useApi();
  const again = useAccountsAgain();
  const own = useSession().account;
  const isOwner = own.roles.includes('owner');
  const [roles, setRoles] = useState<readonly Role[]>(account.roles);
  const save = useMutation({
    mutationFn: async () => {
      for (const role of ROLES) {
        if (roles.includes(role) && !account.roles.includes(role)) await api.giveRole(account.id, role);
        if (!roles.includes(role) && account.roles.includes(role)) await api.takeRole(account.id, role);
      }
    },
    onSuccess: onClose,
    onSettled: again,
  });
  const toggle = (role: Role) =>
    setRoles((before) => (before.includes(role) ? before.filter((one) => one !== role) : [...before, role]));

  return (
    <ConfirmDialog
      title={text.title(account.name)}
      confirm={text.save}
      busy={save.isPending}
      error={save.error}
      onClose={onClose}
      onConfirm={() => save.mutate()}
    >
      <p>{text.words}</p>
      <fieldset className={classes.choices} aria-label={text.title(account.name)}>
        {ROLES.map((role) => {
          const locked = role === 'owner' && !isOwner;
          return (
            <label key={role} className={classes.choice}>
              <input
                type="checkbox"
                checked={roles.includes(role)}
                disabled={locked}
                onChange={() => toggle(role)}
                aria-describedby={`role-${role}`}
              />
              <span>{instanceText.roles[role]}</span>
              <span className={classes.choiceWords} id={`role-${role}`}>
                {instanceText.roleWords[role]} {locked ? text.ownerOnly : null}
              </span>
            </label>
          );
        })}
      </fieldset>
    </ConfirmDialog>
  );
}

export function SecondStepDialog({ account, onClose }: AccountDialogProps) {
  const text = instanceText.second;
  const api = useApi();
  const again = useAccountsAgain();
  const take = useMutation({
    mutationFn: () => api.takeSecondStepAway(account.id),
    onSuccess: onClose,
    onSettled: again,
  });
  return (
    <ConfirmDialog
      title={text.title(account.name)}
      confirm={text.confirm}
      busy={take.isPending}
      error={take.error}
      onClose={onClose}
      onConfirm={() => take.mutate()}
    >
      <p>{text.words}</p>
      <p className={classes.quiet}>{text.told}</p>
    </ConfirmDialog>
  );
}

export function PasswordLinkDialog({ account, onClose }: AccountDialogProps) {
  const text = instanceText.link;
  const api = useApi();
  const make = useMutation({ mutationFn: () => api.passwordLink(account.id) });
  const title = text.title(account.name);
  if (make.data) {
    return (
      <Dialog title={title} open onClose={onClose}>
        <OnceLinkShown link={make.data} onClose={onClose} />
      </Dialog>
    );
  }
  return (
    <ConfirmDialog
      title={title}
      confirm={text.confirm}
      busy={make.isPending}
      error={make.error}
      onClose={onClose}
      onConfirm={() => make.mutate()}
    >
      <p>{text.words}</p>
      <p className={classes.quiet}>{text.told}</p>
    </ConfirmDialog>
  );
}
