import { Dialog } from '../../../ui/dialog.tsx';
import classes from '../setup/setup.module.css';
import { confirmText as text } from './confirm.text.ts';
import { ConfirmForm } from './confirm-form.tsx';

interface ConfirmDialogProps {
  readonly email: string;
  readonly answer: (proved: boolean) => void;
}

/** The question who is there, with its answers. */
export function ConfirmDialog({ email, answer }: ConfirmDialogProps) {
  return (
    <Dialog title={text.title} open onClose={() => answer(false)}>
      <p className={classes.lead}>{text.lead}</p>
      <ConfirmForm email={email} onDone={() => answer(true)} onCancel={() => answer(false)} />
    </Dialog>
  );
}
