import type { AccountId } from '@chartwarden/ids';
import type { Recipient } from '@chartwarden/vault';
import type { AccessState, RecordState } from './access-state.ts';
import type { ConsentEvent } from './access-types.ts';
import { concerning, isActive, isPermit } from './consents.ts';
import type { Relation } from './gate-types.ts';
import { isForShow } from './roles.ts';

/** What an account is by itself and through whom it works for, as consents name it. */
const namesOf = (id: AccountId, state: AccessState): readonly Recipient[] => [
  { kind: 'account', id },
  ...(state.accounts.get(id)?.memberships ?? [])
    .filter(({ organization }) => state.records.get(organization)?.erased === false)
    .map(({ organization }) => ({ kind: 'organization' as const, id: organization as string })),
];

/** What was granted to an account or to whom it works for, and holds now. */
const grantsOf = (id: AccountId, record: RecordState, state: AccessState, at: number): readonly ConsentEvent[] =>
  namesOf(id, state).flatMap((name) =>
    concerning(record.consents, name).filter((one) => isPermit(one) && isActive(one, at)),
  );

const holdsAs = (id: AccountId, record: RecordState): 'self' | 'custodian' | undefined =>
  record.custody.find(({ holder }) => holder.kind === 'account' && holder.id === id)?.relation;

const isHeldByWorkplace = (id: AccountId, record: RecordState, state: AccessState): boolean =>
  namesOf(id, state).some(
    (name) =>
      name.kind === 'organization' &&
      record.custody.some(({ holder }) => holder.kind === name.kind && holder.id === name.id),
  );

/** What the account is to the record; null: they have nothing to do with each other. `at`: now, in milliseconds. */
export function relationTo(id: AccountId, record: RecordState, state: AccessState, at: number): Relation | null {
  if (record.erased) return null;
  const account = state.accounts.get(id);
  if (account !== undefined && isForShow(account)) return record.synthetic ? 'viewer' : null;
  const held = holdsAs(id, record);
  if (held !== undefined) return held;
  if (isHeldByWorkplace(id, record, state)) return 'staff';
  const grants = grantsOf(id, record, state, at);
  if (grants.length === 0) return null;
  const onlyLooks = grants.every(({ actions }) => actions.every((action) => action === 'read' || action === 'search'));
  return onlyLooks ? 'viewer' : 'caregiver';
}

/** For what the account reads the record: an emergency only when nothing else lets it. */
export function purposeFor(
  id: AccountId,
  record: RecordState,
  state: AccessState,
  at: number,
): 'self' | 'care' | 'emergency' {
  const held = holdsAs(id, record);
  if (held !== undefined) return held === 'self' ? 'self' : 'care';
  if (isHeldByWorkplace(id, record, state)) return 'care';
  const grants = grantsOf(id, record, state, at);
  const isCare = ({ purposes }: ConsentEvent) => purposes === undefined || purposes.includes('care');
  return grants.some(isCare) || !grants.some(({ under }) => under !== undefined) ? 'care' : 'emergency';
}
