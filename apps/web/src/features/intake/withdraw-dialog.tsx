import { useMutation } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { sourcesText as text } from './intake.text.ts';
import { useForgetImport } from './use-forget-import.ts';

interface ImportDialogProps {
  readonly person: string;
  readonly id: string;
  readonly open: boolean;
  readonly onClose: () => void;
}

export function WithdrawDialog({ person, id, open, onClose }: ImportDialogProps) {
  const api = useApi();
  const forget = useForgetImport(person, id);
  const withdraw = useMutation({
    mutationFn: (reason: string) => api.withdrawImport(id, reason),
    onSuccess: async () => {
      onClose();
      await forget();
    },
  });
  return (
    <ReasonDialog
      title={text.withdrawTitle}
      words={text.withdrawWords}
      action={text.withdrawAction}
      open={open}
      busy={withdraw.isPending}
      error={withdraw.error}
      onClose={onClose}
      onConfirm={(reason) => withdraw.mutate(reason)}
    />
  );
}
