import { useConfirmations } from '../../../api/confirmations.ts';
import { useSession } from '../../../api/session-context.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { lazyPart } from '../../../ui/lazy-part.tsx';
import classes from '../setup/setup.module.css';
import { confirmText as text } from './confirm.text.ts';

const ConfirmForm = lazyPart(() => import('./confirm-form.tsx').then((module) => module.ConfirmForm));

/** Asks who is there when the server wants to know; the request that led to it then goes on. */
export function ConfirmPrompt() {
  const { isAsking, answer } = useConfirmations();
  const { account } = useSession();
  return (
    <Dialog title={text.title} open={isAsking} onClose={() => answer(false)}>
      <p className={classes.lead}>{text.lead}</p>
      <ConfirmForm email={account.email} onDone={() => answer(true)} onCancel={() => answer(false)} />
    </Dialog>
  );
}
