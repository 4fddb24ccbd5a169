import { Button } from '@mantine/core';
import type { ReactNode, SyntheticEvent } from 'react';
import { Dialog, DialogButtons } from '../../../ui/dialog.tsx';
import { Problem } from '../../../ui/states.tsx';
import { instanceText } from './instance.text.ts';

interface ConfirmDialogProps {
  readonly title: string;
  readonly confirm: string;
  /** Instead of "Cancel", where that could be taken for the thing itself. */
  readonly keep?: string;
  readonly busy: boolean;
  readonly error: unknown;
  /** What it leads to, in words, and further questions. */
  readonly children: ReactNode;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

/** Asks for a yes after the consequences were said. */
export function ConfirmDialog({ title, confirm, keep, busy, error, children, onClose, onConfirm }: ConfirmDialogProps) {
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!busy) onConfirm();
  };
  return (
    <Dialog title={title} open onClose={onClose}>
      <form onSubmit={submit} noValidate>
        {children}
        {error ? <Problem error={error} /> : null}
        <DialogButtons>
          <Button variant="subtle" color="gray" onClick={onClose}>
            {keep ?? instanceText.cancel}
          </Button>
          <Button type="submit" loading={busy}>
            {confirm}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
