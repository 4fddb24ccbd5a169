import { CodedError } from '@chartwarden/errors';
import { type Core, channelOf, deciding } from '@chartwarden/gate';
import { type AccountId, isId, type RecordId } from '@chartwarden/ids';
import type { Clock } from '@chartwarden/time';
import { LABELS, type Permit, type Recipient, type Slice } from '@chartwarden/vault';
import { type NameOf, type ShareLine, shareLineOf } from '../share-types.ts';
import type { Asking } from '../sharing.service.ts';

export type EmergencyParts = Pick<Core, 'gate' | 'grants' | 'vault' | 'emergencies'> & {
  readonly clock: Clock;
  readonly nameOf: NameOf;
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
  /** Name and whole date of birth are there: without them nobody is found. */
  readonly canBeFound: boolean;
}

const ESSENTIAL = [
  'AllergyIntolerance', 'Condition', 'MedicationRequest', 'MedicationStatement', 'MedicationAdministration',
  'Immunization', 'Device', 'DeviceUseStatement', 'Flag',
]; // biome-ignore format: one list
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Tries in vain by one account within an hour, in one process. */
const MOST_MISSED = 5;
const HOUR = 3_600_000;

/** Access for an emergency: offered by the person, taken with a reason, told at once, over after four hours. */
export function createEmergency(parts: EmergencyParts) {
  const { gate, grants, vault, emergencies, clock, nameOf } = parts;
  const tries = new Map<AccountId, number[]>();

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
      canBeFound: await isFound(who, person),
    };
  }

  return {
    /** For whoever holds the record. */
    now: (who: Asking, person: string) => deciding(() => now(who, person)),

    /** Throws CW-SHR-021 while nobody could be found by it, CW-GATE-003, CW-GATE-007. */
    offer: (who: Asking, person: string, { to, what, labels, document }: OfferWish): Promise<EmergencyNow> =>
      deciding(async () => {
        const { canBeFound } = await now(who, person);
        if (!canBeFound) throw new CodedError('CW-SHR-021');
        const record = person as RecordId;
        const recipient: Recipient =
          to === 'practitioners' ? { kind: 'account', id: '*' } : { kind: 'organization', id: to.organization };
        const slice: Slice = {
          ...(what === 'essential' ? { types: ESSENTIAL } : {}),
          ...(labels ? { labels: LABELS } : {}),
        };
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
      const mine = (tries.get(who.account) ?? []).filter((at) => at > clock.now() - HOUR);
      if (mine.length >= MOST_MISSED) throw new CodedError('CW-SHR-023');
      // Counted before it is looked for, so that many at once are not more.
      const at = clock.now();
      tries.set(who.account, [...mine, at]);
      const { as: _as, ...facts } = who.request;
      const taken = await deciding(() => emergencies.take(who.actor, { name, birthDate }, reason, facts));
      // This one only: others of the same account may have been in vain meanwhile.
      const all = tries.get(who.account) ?? [];
      const own = all.indexOf(at);
      tries.set(who.account, all.toSpliced(own, own < 0 ? 0 : 1));
      return { person: taken.record, until: taken.until };
    },
  };
}

export type Emergency = ReturnType<typeof createEmergency>;
