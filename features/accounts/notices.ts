import { newId } from '@chartwarden/ids';
import type { Clock } from '@chartwarden/time';
import type { NoticeRow } from './accounts.store.ts';

/** What an account is told about itself. */
export type NoticeKind =
  | 'new-device'
  | 'recovery-code-used'
  | 'second-step-on'
  | 'second-step-off'
  | 'second-step-taken-away'
  | 'passkey-added'
  | 'passkey-removed'
  | 'identity-linked'
  | 'identity-unlinked';

export function noticeOf(kind: NoticeKind, clock: Clock): NoticeRow {
  const now = clock.now();
  return { id: newId(now), kind, at: now };
}
