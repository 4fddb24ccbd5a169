import type { EntryBody } from '@chartwarden/ledger';
import type { AccessEvent } from './access-types.ts';

/**
 * For which organization somebody acted in a line of a record's log, told by the consent and custody events of the record
 * in their order: whoever works for one looks through what it holds or was granted, and who changes access as its staff
 * does so for the one that held the record then. Undefined where nobody did, or the events do not say for which of several.
 */
export function actingFor(events: readonly AccessEvent[]): (body: EntryBody) => string | undefined {
  const through = new Map<string, string>();
  const changed = new Map<string, string>();
  const holding = new Set<string>();
  for (const event of events) {
    if (event.kind !== 'consent' && event.kind !== 'custody') continue;
    const [only, ...more] = holding;
    const isTaken = event.kind === 'consent' && event.under !== undefined && event.ends === undefined;
    if (event.capacity === 'staff' && !isTaken && only !== undefined && more.length === 0) changed.set(event.id, only);
    const to = event.kind === 'custody' ? event.holder : event.recipient;
    if (to?.kind !== 'organization' || to.id === '*') continue;
    through.set(event.id, to.id);
    if (event.kind !== 'custody') continue;
    if (event.state === 'held') holding.add(to.id);
    else holding.delete(to.id);
    // The first holder of a record that an organization made is set by its staff.
    if (event.capacity === 'staff' && only === undefined) changed.set(event.id, to.id);
  }
  return ({ actor, action, detail, consent = [] }) => {
    if (actor.kind !== 'account') return undefined;
    if (action.startsWith('access-')) return changed.get(String(detail?.event));
    return consent.map((id) => through.get(id)).find((id) => id !== undefined);
  };
}
