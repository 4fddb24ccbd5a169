import { CodedError } from '@chartwarden/errors';
import type { Ledger } from '@chartwarden/ledger';
import type { Clock } from '@chartwarden/time';
import { bodyOf, guardOf, type Permit, type PermitAuthority } from '@chartwarden/vault';
import type { Access } from './access.ts';
import { type Custody, emptyAccess, fold } from './access-state.ts';
import type { ConsentEvent, CustodyEvent } from './access-types.ts';
import { isActive } from './consents.ts';

/** Who may do what with a record, as consent and custody events say it for one moment. */
export interface AccessOfRecord {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly custody: readonly Custody[];
  /** In force at that moment, in the order in which they were given. */
  readonly inForce: readonly ConsentEvent[];
  /** Given by then, and to begin later. */
  readonly later: readonly ConsentEvent[];
}

/**
 * Consent and custody of one record, for whoever holds it (promise J3): now, at any past moment, and every event since
 * the record is there. Each look is a line of the log. Throws CW-GATE-003 for whoever was only granted something.
 */
export function createGrants(parts: {
  readonly access: Access;
  readonly ledger: Ledger;
  readonly authority: PermitAuthority;
  readonly clock: Clock;
}) {
  const { access, ledger, authority, clock } = parts;

  async function eventsFor(permit: Permit): Promise<readonly (ConsentEvent | CustodyEvent)[]> {
    const grant = authority.claim(permit, 'read');
    if (!grant.custody) throw new CodedError('CW-GATE-003');
    const events = (await access.eventsOf(grant.record)).filter(
      (one): one is ConsentEvent | CustodyEvent => one.kind === 'consent' || one.kind === 'custody',
    );
    await ledger.append({
      scope: grant.record,
      body: bodyOf(grant, 'read-consents', { count: events.length }),
      guard: guardOf(grant),
    });
    return events;
  }

  return {
    /** Every event, oldest first. */
    history: eventsFor,

    /** What held at a moment; now without one. A moment in the future is answered as far as it is known today. */
    async state(permit: Permit, at: number = clock.now()): Promise<AccessOfRecord> {
      const events = (await eventsFor(permit)).filter(({ time }) => time <= at);
      const found = [...events.reduce(fold, emptyAccess).records.values()][0];
      const consents = found?.consents ?? [];
      return {
        at,
        custody: found?.custody ?? [],
        inForce: consents.filter((one) => isActive(one, at)),
        later: consents.filter((one) => one.from > at),
      };
    },
  };
}

export type Grants = ReturnType<typeof createGrants>;
