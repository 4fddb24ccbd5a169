import type { ConsentEvent } from './access-types.ts';
import { concerning, isActive, isRefusal } from './consents.ts';

/**
 * Refusals in force that name an account which looks after a record: by the clock, or by the person. What somebody does
 * not see, they neither pass on nor erase.
 */
export const withheldFrom = (
  account: string | undefined,
  consents: readonly ConsentEvent[],
  at: number,
): readonly ConsentEvent[] =>
  account === undefined
    ? []
    : concerning(consents, { kind: 'account', id: account }).filter(
        (one) => isRefusal(one) && isActive(one, at) && one.recipient !== undefined,
      );

/** True when a permit may hold something of what these refuse: only what is refused by its label can be told apart. */
export const mayHold = (permit: Pick<ConsentEvent, 'slice'>, withheld: readonly ConsentEvent[]): boolean =>
  withheld.some(({ slice }) => !Object.keys(slice).every((part) => part === 'labelled' || part === 'labels')) ||
  (withheld.length > 0 && (permit.slice.labels ?? []).length > 0);
