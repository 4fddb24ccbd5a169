import type { Recipient } from '@chartwarden/vault';
import type { Custody, RecordState } from './access-state.ts';
import type { ConsentEvent } from './access-types.ts';

/** Names nobody in particular: every recipient there is, or every one of a kind. */
export const isForEverybody = ({ recipient }: Pick<ConsentEvent, 'recipient'>): boolean =>
  recipient === undefined || recipient.id === '*';

/**
 * True when a refusal counts for a holder who looks after a record or whose record it is (ADR 0096). By name it always
 * does. For everybody is what is said to the rest of the world: not to the person, nor to whoever acts in their place.
 * But a teenager, of whom the clock has told who looks after them what is theirs, means those, too.
 */
export function bindsHolder(
  refusal: Pick<ConsentEvent, 'recipient' | 'capacity'>,
  holder: Recipient,
  relation: Custody['relation'] | 'own',
  { saidByClock }: Pick<RecordState, 'saidByClock'>,
): boolean {
  if (!isForEverybody(refusal)) return true;
  return relation === 'custodian' && refusal.capacity === 'self' && saidByClock.includes(holder.id);
}
