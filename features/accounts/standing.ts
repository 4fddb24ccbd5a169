import type { Gate } from '@chartwarden/gate';
import type { AccountId } from '@chartwarden/ids';

/**
 * What an account is, also when another process on the same database made it, or let it in again, a moment ago: before
 * anybody is turned away for what is known here, what others wrote is taken over.
 */
export async function standingOf(gate: Pick<Gate, 'account' | 'upToDate'>, account: AccountId) {
  const known = gate.account(account);
  if (known.status === 'active') return known;
  await gate.upToDate();
  return gate.account(account);
}
