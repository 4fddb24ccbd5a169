import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import type { OrganizationMember, OrganizationRole } from '../../../api/organization-types.ts';
import { Remark } from '../../../ui/states.tsx';
import { ConfirmDialog } from '../instance/confirm-dialog.tsx';
import { organizationText } from './organization.text.ts';
import { RoleChoice } from './role-choice.tsx';

interface MemberDialogProps {
  readonly organization: string;
  readonly member: OrganizationMember;
  readonly onClose: () => void;
}

export function RoleDialog({ organization, member, onClose }: MemberDialogProps) {
  const text = organizationText.staff;
  const api = useApi();
  const queries = useQueryClient();
  const [role, setRole] = useState<OrganizationRole>(member.role);
  const save = useMutation({
    mutationFn: () => api.setOrganizationRole(organization, member.account, role),
    onSuccess: onClose,
    onSettled: () => queries.invalidateQueries({ queryKey: keys.organizations }),
  });
  const title = text.changeTitle(member.name ?? text.nameless);
  return (
    <ConfirmDialog
      title={title}
      confirm={text.save}
      busy={save.isPending}
      error={save.error}
      onClose={onClose}
      onConfirm={() => save.mutate()}
    >
      {member.you ? <Remark tone="care">{text.own}</Remark> : null}
      <RoleChoice label={title} role={role} onChange={setRole} />
    </ConfirmDialog>
  );
}

export function RemoveDialog({ organization, member, onClose }: MemberDialogProps) {
  const text = organizationText.staff;
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => api.removeFromOrganization(organization, member.account),
    onSuccess: async () => {
      onClose();
      if (!member.you) return queries.invalidateQueries({ queryKey: keys.organizations });
      await navigate({ to: '/organizations' });
      // What was seen through the organization leaves the browser, too.
      queries.removeQueries({ queryKey: ['person'] });
      queries.removeQueries({ queryKey: keys.organization(organization) });
      await queries.invalidateQueries({ queryKey: keys.organizations });
      return queries.invalidateQueries({ queryKey: keys.people });
    },
  });
  return (
    <ConfirmDialog
      title={member.you ? text.leaveTitle : text.removeTitle(member.name ?? text.nameless)}
      confirm={member.you ? text.leaveConfirm : text.removeConfirm}
      busy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() => remove.mutate()}
    >
      <p>{member.you ? text.leaveWords : text.removeWords}</p>
    </ConfirmDialog>
  );
}
