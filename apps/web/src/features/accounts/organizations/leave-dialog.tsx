import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import type { LeavingDraft, PatientLine } from '../../../api/organization-types.ts';
import { Remark } from '../../../ui/states.tsx';
import { formatBytes } from '../../../ui/words.ts';
import { ConfirmDialog } from '../instance/confirm-dialog.tsx';
import { organizationText } from './organization.text.ts';

interface LeaveDialogProps {
  readonly organization: string;
  readonly patient: PatientLine;
  readonly onClose: () => void;
}

/** Lets a patient go: first what that means and what would be lost, then the yes to exactly that. */
export function LeaveDialog({ organization, patient, onClose }: LeaveDialogProps) {
  const text = organizationText.leaving;
  const api = useApi();
  const queries = useQueryClient();
  const draft = useMutation({ mutationFn: () => api.draftLeaving(organization, patient.id) });
  const approve = useMutation({
    mutationFn: (shown: LeavingDraft) => api.approveLeaving(shown),
    onSuccess: async ({ due }) => {
      onClose();
      if (due === null) await queries.invalidateQueries({ queryKey: keys.people });
      await queries.invalidateQueries({ queryKey: keys.organizations });
    },
  });
  const shown = draft.data;
  const title = text.title(patient.name || organizationText.patients.unnamed);
  if (shown === undefined)
    return (
      <ConfirmDialog
        title={title}
        confirm={text.look}
        busy={draft.isPending}
        error={draft.error}
        onClose={onClose}
        onConfirm={() => draft.mutate()}
      >
        <p>{text.words}</p>
      </ConfirmDialog>
    );
  return (
    <ConfirmDialog
      title={title}
      confirm={shown.counts === null ? text.letGo : text.confirm(shown.noticeDays)}
      keep={text.keep}
      busy={approve.isPending}
      error={approve.error}
      onClose={onClose}
      onConfirm={() => approve.mutate(shown)}
    >
      {shown.counts === null ? (
        <p>{text.held}</p>
      ) : (
        <>
          <Remark tone="care">
            {text.lost(shown.counts.facts, shown.counts.sources, formatBytes(shown.counts.bytes))}
          </Remark>
          <p>{text.notice(shown.noticeDays)}</p>
          <p>{text.final}</p>
        </>
      )}
    </ConfirmDialog>
  );
}
