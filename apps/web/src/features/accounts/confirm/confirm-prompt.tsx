import { useConfirmations } from '../../../api/confirmations.ts';
import { useSession } from '../../../api/session-context.tsx';
import { lazyPart } from '../../../ui/lazy-part.tsx';

const ConfirmDialog = lazyPart(() => import('./confirm-dialog.tsx').then((module) => module.ConfirmDialog));

/** Asks who is there when the server wants to know; the request that led to it then goes on. */
export function ConfirmPrompt() {
  const { isAsking, answer } = useConfirmations();
  const { account } = useSession();
  return isAsking ? <ConfirmDialog email={account.email} answer={answer} /> : null;
}
