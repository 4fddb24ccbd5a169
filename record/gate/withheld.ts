import type { RecordState } from './access-state.ts';
import type { ConsentEvent } from './access-types.ts';
import { concerning, isActive, isRefusal } from './consents.ts';
import { bindsHolder } from './everybody.ts';

/**
 * Refusals in force that bind an account which looks after a record: those that name it, by the clock or by the person,
 * and what a teenager refuses to everybody. What somebody does not see, they neither pass on nor erase.
 */
export const withheldFrom = (
  account: string | undefined,
  record: Pick<RecordState, 'consents' | 'saidByClock'>,
  at: number,
): readonly ConsentEvent[] => {
  if (account === undefined) return [];
  const holder = { kind: 'account', id: account } as const;
  return concerning(record.consents, holder).filter(
    (one) => isRefusal(one) && isActive(one, at) && bindsHolder(one, holder, 'custodian', record),
  );
};

/** True when a permit may hold something of what these refuse: only what is refused by its label can be told apart. */
export const mayHold = (
  permit: Pick<ConsentEvent, 'slice'>,
  withheld: readonly Pick<ConsentEvent, 'slice'>[],
): boolean =>
  withheld.some(({ slice }) => !Object.keys(slice).every((part) => part === 'labelled' || part === 'labels')) ||
  (withheld.length > 0 && (permit.slice.labels ?? []).length > 0);
