import type { EventId } from '@chartwarden/ids';
import type { Grant, Slice } from '@chartwarden/vault';
import type { ConsentEvent } from './access-types.ts';
import { mayHold } from './withheld.ts';

/** A consent event as a holder is told of it. `slice` null: what it covers is not theirs to know, nor why it was said. */
export type ToldConsent = Omit<ConsentEvent, 'slice'> & { readonly slice: Slice | null };

/** A holder from whom something is kept. They see that somebody looked, shared or refused, and not what it was about. */
export const isPart = ({ deny, within }: Pick<Grant, 'deny' | 'within'>): boolean =>
  deny.length > 0 || within !== undefined;

/** Parts of a slice that name no fact and nothing that only some facts hold. */
const BROAD = ['types', 'categories', 'sources', 'origins', 'from', 'to', 'labels'];

/**
 * What a holder is told of these events of one record. From whom something is kept, to them the words of others are not
 * told: why, on what paper; nor what a refusal covers, or a share that may hold something of what is kept from them. What
 * they said themselves they know; what the clock says stands in the settings.
 */
export function toldTo(grant: Grant, events: readonly ConsentEvent[]): readonly ToldConsent[] {
  if (!isPart(grant)) return events;
  const kept = grant.deny.map((slice) => ({ slice }));
  const authors = new Map<EventId, ConsentEvent['by']>();
  return events.map((event) => {
    // What ends an event repeats its words: they are still those of whoever said them first.
    const by = (event.ends === undefined ? undefined : authors.get(event.ends)) ?? event.by;
    authors.set(event.id, by);
    if (by === grant.account || by === 'system') return event;
    const { reason: _reason, document: _document, ...said } = event;
    const isBroad = Object.keys(event.slice).every((part) => BROAD.includes(part));
    return event.effect === 'permit' && isBroad && !mayHold(event, kept) ? said : { ...said, slice: null };
  });
}
