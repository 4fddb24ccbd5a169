import { CodedError } from '@chartwarden/errors';
import type { AccountId, RecordId } from '@chartwarden/ids';
import type { Actor, Ledger } from '@chartwarden/ledger';
import type { Clock } from '@chartwarden/time';
import type { RecordProfile, RequestFacts, Vault } from '@chartwarden/vault';
import type { Access } from './access.ts';
import { mayChange } from './access-rules.ts';
import type { ConsentEvent, NewAccessEvent } from './access-types.ts';
import { LONGEST_EMERGENCY } from './break-glass.ts';
import { isActive, isOffer } from './consents.ts';
import type { Gate } from './gate-types.ts';

const SYSTEM: Actor = { kind: 'system', role: 'system' };

/** Who lies there, as their papers say. */
export interface Somebody {
  readonly name: string;
  /** The whole day, ISO 8601. */
  readonly birthDate: string;
}

export interface Taken {
  readonly record: RecordId;
  /** Milliseconds since the epoch. */
  readonly until: number;
  readonly holders: readonly AccountId[];
}

/** As it is compared: without case, accents and what stands between words. */
const folded = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s.,'’-]+/gu, ' ')
    .trim();

const isThem =
  (somebody: Somebody) =>
  (profile: RecordProfile): boolean =>
    profile.birthDate === somebody.birthDate && folded(profile.name) === folded(somebody.name);

/**
 * Taking access that was offered for an emergency (design 4.2), by name and date of birth: whoever takes it does not know
 * whether there is a record until it is open, and then the person knows, too.
 */
export function createEmergencies(parts: {
  readonly access: Access;
  readonly gate: Gate;
  readonly vault: Pick<Vault, 'records'>;
  readonly ledger: Ledger;
  readonly clock: Clock;
}) {
  const { access, gate, vault, ledger, clock } = parts;

  const taking = (actor: Actor, record: RecordId, offer: ConsentEvent, reason: string): NewAccessEvent => {
    const { actions, slice, form } = offer;
    const now = clock.now();
    return {
      kind: 'consent',
      record,
      effect: 'permit',
      actions: actions.filter((action) => action === 'read' || action === 'search'),
      recipient: { kind: 'account', id: actor.account ?? '' },
      purposes: ['emergency'],
      slice,
      form,
      from: now,
      until: Math.min(now + LONGEST_EMERGENCY, offer.until ?? Number.POSITIVE_INFINITY),
      under: offer.id,
      reason,
      capacity: 'staff',
    };
  };

  async function matches(record: RecordId, somebody: Somebody): Promise<boolean> {
    const request = { actor: SYSTEM, record, actions: ['read'], purpose: 'operate', channel: 'system' } as const;
    return vault.records.passes(await gate.permit({ ...request, request: {} }), isThem(somebody));
  }

  return {
    /**
     * Takes every access that this person offers to the actor. Throws CW-SHR-022, after its line, when nobody with that
     * name and date of birth offers any; CW-GATE-007 for whoever's role is not for it.
     */
    async take(actor: Actor, somebody: Somebody, reason: string, request: RequestFacts): Promise<Taken> {
      const refused = async (code: 'CW-SHR-022' | 'CW-GATE-007'): Promise<never> => {
        const body = { actor, action: 'emergency', outcome: 'refused', code, ...request } as const;
        await ledger.append({ scope: 'instance', body });
        throw new CodedError(code);
      };
      if (!gate.isFor(actor, 'break-glass')) return refused('CW-GATE-007');
      const state = await access.refresh();
      let taken: Taken | null = null;
      const broken: unknown[] = [];
      for (const [record, { erased, consents, custody }] of state.records) {
        if (erased) continue;
        const offers = consents
          .filter((one) => isOffer(one) && isActive(one, clock.now()))
          .map((offer) => taking(actor, record, offer, reason))
          .filter((event) => mayChange(actor, event, access.state(), clock.now()));
        if (offers.length === 0) continue;
        // One record that cannot be read is no reason to find nobody else.
        const isTheirs = await matches(record, somebody).catch((error: unknown) => void broken.push(error));
        if (!isTheirs) continue;
        const acts = offers.map((event) => ({ actor, event }));
        await gate.changeTogether(acts, request);
        const until = Math.max(...offers.map((event) => (event.kind === 'consent' ? (event.until ?? 0) : 0)));
        const holders = custody.flatMap(({ holder }) => (holder.kind === 'account' ? [holder.id as AccountId] : []));
        taken ??= { record, until, holders };
      }
      if (taken === null && broken.length > 0) throw new AggregateError(broken, 'not every record could be read');
      return taken ?? refused('CW-SHR-022');
    },
  };
}

export type Emergencies = ReturnType<typeof createEmergencies>;
