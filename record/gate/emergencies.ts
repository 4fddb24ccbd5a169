import { CodedError } from '@chartwarden/errors';
import type { RecordId } from '@chartwarden/ids';
import { AccessMovedError, type Actor, type Ledger } from '@chartwarden/ledger';
import type { Clock } from '@chartwarden/time';
import type { RecordProfile, RequestFacts, Vault } from '@chartwarden/vault';
import type { Access } from './access.ts';
import { mayChange } from './access-rules.ts';
import type { ConsentEvent, NewAccessEvent } from './access-types.ts';
import { LONGEST_EMERGENCY, offersFor, policiesFor } from './break-glass.ts';
import { isOffer } from './consents.ts';
import type { Gate } from './gate-types.ts';

/** Takers of one record at one moment. */
const MOST_TAKERS = 50;
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
  /** Records of whom has the same name and day, taken with it: anybody makes a record under any name. */
  readonly others: readonly RecordId[];
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

  /** What is offered to them of a record, as it would be taken now. */
  function offered(actor: Actor, record: RecordId, reason: string): readonly NewAccessEvent[] {
    const state = access.state();
    const one = state.records.get(record);
    if (one === undefined) return [];
    return offersFor(one, state, clock.now())
      .map((offer) => taking(actor, record, offer, reason))
      .filter((event) => mayChange(actor, event, state, clock.now()));
  }

  /** Others at the same bed take it in the same moment: each of them has to get it. */
  async function takeAll(actor: Actor, record: RecordId, reason: string, request: RequestFacts) {
    for (let left = MOST_TAKERS; ; left -= 1) {
      const offers = offered(actor, record, reason);
      const acts = offers.map((event) => ({ actor, event }));
      try {
        if (acts.length > 0) await gate.changeTogether(acts, request);
        return offers;
      } catch (error) {
        if (!(error instanceof AccessMovedError) || left === 0) throw error;
      }
    }
  }

  async function matches(record: RecordId, somebody: Somebody): Promise<boolean> {
    const request = { actor: SYSTEM, record, actions: ['read'], purpose: 'operate', channel: 'system' } as const;
    return vault.records.passes(await gate.permit({ ...request, request: {} }), isThem(somebody));
  }

  const policies = (organization: RecordId): readonly ConsentEvent[] =>
    (access.state().records.get(organization)?.consents ?? []).filter((one) => isOffer(one));

  const endOf = ({ id, time: _time, seq: _seq, by: _by, ...said }: ConsentEvent): NewAccessEvent => ({
    ...said,
    capacity: 'staff',
    ends: id,
  });

  /** What is open under these offers, of records where the actor may end it. */
  const takenUnder = (offers: ReadonlySet<string>, actor: Actor): readonly ConsentEvent[] => {
    const state = access.state();
    return [...state.records.values()]
      .flatMap(({ consents }) => consents.filter(({ under }) => under !== undefined && offers.has(under)))
      .filter((one) => mayChange(actor, endOf(one), state, clock.now()));
  };

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
      const taken: Omit<Taken, 'others'>[] = [];
      const broken: unknown[] = [];
      for (const [record, one] of state.records) {
        if (one.erased || offered(actor, record, reason).length === 0) continue;
        // One record that cannot be read is no reason to find nobody else.
        const isTheirs = await matches(record, somebody).catch((error: unknown) => void broken.push(error));
        if (!isTheirs) continue;
        const offers = await takeAll(actor, record, reason, request);
        if (offers.length === 0) continue;
        const until = Math.max(...offers.map((event) => (event.kind === 'consent' ? (event.until ?? 0) : 0)));
        taken.push({ record, until });
      }
      if (taken.length === 0 && broken.length > 0) throw new AggregateError(broken, 'not every record could be read');
      const [first, ...others] = taken;
      return first === undefined ? refused('CW-SHR-022') : { ...first, others: others.map((other) => other.record) };
    },

    /** The emergency policies that are about a record, with whose they are; for whoever was let see the record. */
    policiesOf(record: RecordId): readonly ConsentEvent[] {
      const state = access.state();
      const found = state.records.get(record);
      return found === undefined ? [] : policiesFor(found, state, clock.now());
    },

    /** That of an organization; null: it has none. For whoever works there. */
    policyOf: (organization: RecordId): ConsentEvent | null => policies(organization).at(-1) ?? null,

    /**
     * Replaces the policy of an organization, or ends it. What was taken under the old one ends with it, in the same
     * transaction. Throws CW-GATE-007 for whoever does not manage it.
     */
    async setPolicy(
      actor: Actor,
      organization: RecordId,
      wanted: Pick<ConsentEvent, 'slice' | 'recipient'> | null,
      request: RequestFacts,
    ): Promise<void> {
      await access.refresh();
      const now = clock.now();
      const before = policies(organization);
      const policy: NewAccessEvent[] =
        wanted === null
          ? []
          : [
              {
                kind: 'consent',
                record: organization,
                effect: 'permit',
                actions: ['read', 'search'],
                purposes: ['emergency'],
                form: 'full_source_allowed',
                from: now,
                until: null,
                capacity: 'staff',
                ...wanted,
              },
            ];
      const ended = new Set(before.map(({ id }) => id));
      const acts = [...before.map(endOf), ...takenUnder(ended, actor).map(endOf), ...policy];
      if (acts.length > 0)
        await gate.changeTogether(
          acts.map((event) => ({ actor, event })),
          request,
        );
      // Whoever took it in that very moment: from here on nobody does.
      for (let left = takenUnder(ended, actor); left.length > 0; left = takenUnder(ended, actor))
        await gate.changeTogether(
          left.map((one) => ({ actor, event: endOf(one) })),
          request,
        );
    },
  };
}

export type Emergencies = ReturnType<typeof createEmergencies>;
