import { ConflictError, type Db } from '@chartwarden/db';
import { CodedError } from '@chartwarden/errors';
import { type Core, channelOf, deciding } from '@chartwarden/gate';
import { idToBytes, isId, type RecordId } from '@chartwarden/ids';
import type { Clock } from '@chartwarden/time';
import type { Permit, Recipient } from '@chartwarden/vault';
import type { Asking } from '../asking.ts';
import { type NameOf, type ShareLine, shareLineOf } from '../share-types.ts';
import { triesStore } from '../tries.store.ts';
import { type PolicyLine, policyLineOf } from './emergency-policy.service.ts';
import { sliceFor } from './offers.ts';

export type EmergencyParts = Pick<Core, 'gate' | 'grants' | 'vault' | 'emergencies'> & {
  readonly db: Db;
  readonly clock: Clock;
  readonly nameOf: NameOf;
  /** Whether an organization is there and wants to be found. */
  readonly isListed: (organization: RecordId) => Promise<boolean>;
};

/** What is offered for an emergency, and to whom. */
export interface OfferWish {
  /** Everybody here whose role is for it, or the people of one organization. */
  readonly to: 'practitioners' | { readonly organization: string };
  /** `essential`: allergies, medicines, conditions, immunizations and devices. */
  readonly what: 'essential' | 'everything';
  /** Also what carries a sensitive label. */
  readonly labels: boolean;
  /** On what paper the person agreed; staff of an organization say it. */
  readonly document?: string | undefined;
}

export interface EmergencyNow {
  readonly offers: readonly ShareLine[];
  /** Taken, and not over. */
  readonly taken: readonly ShareLine[];
  /** What an organization that alone holds the record offers of all that it holds. */
  readonly policies: readonly PolicyLine[];
  /** Name and whole date of birth are there: without them nobody is found. */
  readonly canBeFound: boolean;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Tries in vain by one account. */
const LIMIT = { most: 5, span: 3_600_000 };

/** Access for an emergency: offered by the person, taken with a reason, told at once, over after four hours. */
export function createEmergency(parts: EmergencyParts) {
  const { db, gate, grants, vault, emergencies, clock, nameOf, isListed } = parts;
  const tries = triesStore(db, 'emergency_tries');

  const permit = (who: Asking, person: string): Promise<Permit> => {
    if (!isId(person)) throw new CodedError('CW-GEN-002');
    const record = person as RecordId;
    return gate.permit({
      actor: who.actor,
      record,
      actions: ['read'],
      purpose: gate.purposeOf(who.account, record),
      channel: channelOf(who.actor),
      request: who.request,
    });
  };
  const isFound = async (who: Asking, person: string): Promise<boolean> => {
    const profile = await vault.records.profile(await permit(who, person));
    return DAY.test(profile?.birthDate ?? '');
  };

  async function now(who: Asking, person: string): Promise<EmergencyNow> {
    const { inForce } = await grants.state(await permit(who, person));
    const lines = await Promise.all(inForce.map((one) => shareLineOf(one, who.account, nameOf)));
    const isFor = ({ purposes }: ShareLine) => purposes?.length === 1 && purposes[0] === 'emergency';
    return {
      offers: lines.filter((one) => one.effect === 'permit' && isFor(one) && one.under === null),
      taken: lines.filter((one) => one.under !== null),
      policies: await Promise.all(emergencies.policiesOf(person as RecordId).map((one) => policyLineOf(one, nameOf))),
      canBeFound: await isFound(who, person),
    };
  }

  /** One that wants to be found, or that the record's own history names: an id cannot be tried out here. */
  async function mayBeNamed(who: Asking, record: RecordId, organization: string): Promise<boolean> {
    if (await isListed(organization as RecordId)) return true;
    const all = await grants.history(await permit(who, record));
    return all.some((one) => one.kind === 'consent' && one.recipient?.id === organization);
  }

  return {
    /** For whoever holds the record. */
    now: (who: Asking, person: string) => deciding(() => now(who, person)),

    /** Throws CW-SHR-021 while nobody could be found by it, CW-SHR-002, CW-GATE-003, CW-GATE-007. */
    offer: (who: Asking, person: string, { to, what, labels, document }: OfferWish): Promise<EmergencyNow> =>
      deciding(async () => {
        const { canBeFound } = await now(who, person);
        if (!canBeFound) throw new CodedError('CW-SHR-021');
        const record = person as RecordId;
        if (to !== 'practitioners' && !(await mayBeNamed(who, record, to.organization)))
          throw new CodedError('CW-SHR-002');
        const recipient: Recipient =
          to === 'practitioners' ? { kind: 'account', id: '*' } : { kind: 'organization', id: to.organization };
        const slice = sliceFor(what, labels);
        await gate.changeAccess(
          who.actor,
          {
            kind: 'consent',
            record,
            effect: 'permit',
            actions: ['read', 'search'],
            recipient,
            purposes: ['emergency'],
            slice,
            form: 'full_source_allowed',
            from: clock.now(),
            until: null,
            ...(document === undefined ? {} : { document }),
            capacity: grants.capacityOf(who.account, record) ?? 'self',
          },
          who.request,
        );
        return now(who, person);
      }),

    /**
     * Takes what somebody with that name and date of birth offers. Throws CW-SHR-022, CW-SHR-023 after too many tries,
     * CW-GATE-007 for whoever's role is not for it.
     */
    async take(who: Asking, { name, birthDate, reason }: { name: string; birthDate: string; reason: string }) {
      const account = idToBytes(who.account);
      const { as: _as, ...facts } = who.request;
      // Counted before it is looked for, so that many at once are not more, at whichever process they come.
      await tries.take(account, clock.now(), LIMIT).catch(async (error: unknown): Promise<never> => {
        if (!(error instanceof ConflictError)) throw error;
        const code = 'CW-SHR-023';
        await gate.note({ actor: who.actor, action: 'emergency', outcome: 'refused', code, ...facts });
        throw new CodedError(code);
      });
      const taken = await deciding(() => emergencies.take(who.actor, { name, birthDate }, reason, facts));
      await tries.giveBack(account);
      return { person: taken.record, until: taken.until, others: taken.others };
    },
  };
}

export type Emergency = ReturnType<typeof createEmergency>;
