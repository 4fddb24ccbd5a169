import { useMutation } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { sourcesText as text } from './intake.text.ts';
import classes from './sources-page.module.css';
import { useForgetImport } from './use-forget-import.ts';

export interface ImportDialogProps {
  readonly person: string;
  readonly id: string;
  /** Its files. */
  readonly names: readonly string[];
  readonly open: boolean;
  readonly onClose: () => void;
  /** It is done, and shown. */
  readonly onDone: () => void;
}

export function WithdrawDialog({ person, id, names, open, onClose, onDone }: ImportDialogProps) {
  const api = useApi();
  const forget = useForgetImport(person, id);
  const withdraw = useMutation({
    mutationFn: (reason: string) => api.withdrawImport(id, reason),
    onSuccess: async () => {
      onClose();
      await forget();
      onDone();
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
    >
      <FileNames names={names} />
    </ReasonDialog>
  );
}

/** What a question about an import is about. */
export function FileNames({ names }: { readonly names: readonly string[] }) {
  return (
    <ul className={classes.asked}>
      {names.map((name, at) => (
        // Two files of one import may have the same name.
        <li key={at}>
          <bdi>{name}</bdi>
        </li>
      ))}
    </ul>
  );
}
