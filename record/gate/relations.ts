import type { AccountId } from '@chartwarden/ids';
import type { AccessState, RecordState } from './access-state.ts';
import type { ConsentEvent } from './access-types.ts';
import { concerning, isActive, isPermit } from './consents.ts';
import type { Relation } from './gate-types.ts';
import { isForShow } from './roles.ts';
import { READING, selvesOf } from './selves.ts';

/** What was granted to an account or to whom it works for, and holds now. */
const grantsOf = (id: AccountId, record: RecordState, state: AccessState, at: number): readonly ConsentEvent[] =>
  selvesOf(id, state).flatMap(({ recipient }) =>
    concerning(record.consents, recipient).filter((one) => isPermit(one) && isActive(one, at)),
  );

const holdsAs = (id: AccountId, record: RecordState): 'self' | 'custodian' | undefined =>
  record.custody.find(({ holder }) => holder.kind === 'account' && holder.id === id)?.relation;

/** What somebody is to a record that an organization holds for which they work; undefined: it is none such. */
function workplaceRelation(id: AccountId, record: RecordState, state: AccessState): Relation | undefined {
  const places = selvesOf(id, state).filter(
    ({ recipient }) =>
      recipient.kind === 'organization' &&
      record.custody.some(({ holder }) => holder.kind === recipient.kind && holder.id === recipient.id),
  );
  if (places.some(({ administers }) => administers)) return 'staff';
  if (places.some(({ may }) => may.includes('update'))) return 'colleague';
  return places.length === 0 ? undefined : 'onlooker';
}

/** What the account is to the record; null: they have nothing to do with each other. `at`: now, in milliseconds. */
export function relationTo(id: AccountId, record: RecordState, state: AccessState, at: number): Relation | null {
  if (record.erased) return null;
  const account = state.accounts.get(id);
  if (account !== undefined && isForShow(account)) return record.synthetic ? 'viewer' : null;
  const held = holdsAs(id, record);
  if (held !== undefined) return held;
  const working = workplaceRelation(id, record, state);
  if (working !== undefined) return working;
  const grants = grantsOf(id, record, state, at);
  if (grants.length === 0) return null;
  // Whoever may take along what they see still only looks.
  const changes = grants.some(({ actions }) => actions.some((one) => !READING.includes(one) && one !== 'export'));
  return changes ? 'caregiver' : 'viewer';
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
  if (workplaceRelation(id, record, state) !== undefined) return 'care';
  const grants = grantsOf(id, record, state, at);
  const isCare = ({ purposes }: ConsentEvent) => purposes === undefined || purposes.includes('care');
  return grants.some(isCare) || !grants.some(({ under }) => under !== undefined) ? 'care' : 'emergency';
}
