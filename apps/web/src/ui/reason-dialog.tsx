import { Button, Textarea } from '@mantine/core';
import { type ReactNode, type SyntheticEvent, useState } from 'react';
import { Dialog, DialogButtons } from './dialog.tsx';
import { Problem } from './states.tsx';
import { uiText } from './ui.text.ts';

interface ReasonDialogProps {
  readonly title: string;
  readonly words: string;
  readonly action: string;
  readonly open: boolean;
  readonly busy: boolean;
  readonly error: unknown;
  /** Further questions above the reason. */
  readonly children?: ReactNode;
  /** False stops the action; the children then say what is missing once `tried` was reported. */
  readonly ready?: boolean;
  readonly onTry?: () => void;
  readonly onClose: () => void;
  readonly onConfirm: (reason: string) => void;
}

/** Asks for a reason and a yes before something that others will see in the history. */
export function ReasonDialog(props: ReasonDialogProps) {
  return (
    <Dialog title={props.title} open={props.open} onClose={props.onClose}>
      <ReasonForm {...props} />
    </Dialog>
  );
}

function ReasonForm({
  words,
  action,
  busy,
  error,
  children,
  ready = true,
  onTry,
  onClose,
  onConfirm,
}: ReasonDialogProps) {
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const missing = reason.trim() === '';
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    onTry?.();
    if (!missing && ready && !busy) onConfirm(reason.trim());
  };
  return (
    <form onSubmit={submit} noValidate>
      <p>{words}</p>
      {children}
      <Textarea
        label={uiText.why}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={tried && missing ? uiText.whyMissing : null}
        rows={2}
        mt="md"
      />
      {error ? <Problem error={error} /> : null}
      <DialogButtons>
        <Button variant="subtle" color="gray" onClick={onClose}>
          {uiText.cancel}
        </Button>
        <Button type="submit" loading={busy}>
          {action}
        </Button>
      </DialogButtons>
    </form>
  );
}
