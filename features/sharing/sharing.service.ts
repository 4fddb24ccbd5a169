import { CodedError } from '@chartwarden/errors';
import {
  type ActivityLine,
  type Capacity,
  type Core,
  channelOf,
  deciding,
  type GrowingAges,
  growsUp,
} from '@chartwarden/gate';
import { type AccountId, type FactId, isId, type RecordId } from '@chartwarden/ids';
import { verifyLineProof } from '@chartwarden/ledger-proof';
import type { Clock } from '@chartwarden/time';
import { type Asking, createAskGate } from './asking.ts';

/** A person to be made. */
export interface PersonToBe {
  readonly name: string;
  readonly birthDate?: string | undefined;
  readonly relation: 'self' | 'custodian';
  readonly synthetic: boolean;
}

export type SharingParts = Pick<Core, 'gate' | 'people' | 'activity' | 'vault' | 'grants' | 'growing'> & {
  readonly ages: GrowingAges;
  readonly clock: Clock;
  readonly nameOf: (account: AccountId) => Promise<string | null>;
  /** Tells an account, when it is next here, that something of this kind happened. Nothing of a record is in it. */
  readonly tell: (account: AccountId, kind: 'birth-date-changed') => Promise<void>;
};

/** People: the list of them, making one, what a record says of itself; and the log of a record, line by line. */
export function createSharing(parts: SharingParts) {
  const { gate, people, activity, vault, grants, growing, nameOf, ages, clock, tell } = parts;

  const permit = createAskGate(gate);

  const mustBePast = (birthDate: string | undefined): void => {
    if (birthDate !== undefined && Date.parse(birthDate) > clock.now())
      throw new CodedError('CW-GEN-003', 'birthDate: is to come');
  };

  /**
   * Whoever looks after a young person makes them neither younger nor ageless once an age has acted: what is theirs stays
   * theirs. The person may.
   */
  function mayBeBorn(capacity: Capacity | null, before: string | undefined, after: string | undefined): boolean {
    const acted = before === undefined ? null : growsUp(before, ages);
    if (capacity === 'self' || acted === null || clock.now() < acted.teen) return true;
    const next = after === undefined ? null : growsUp(after, ages);
    return next !== null && next.teen <= acted.teen && next.adult <= acted.adult;
  }

  /** What the record says of itself, and when what changes with the age of the person does. */
  async function profileOf(who: Asking, person: string) {
    const profile = await vault.records.profile(await permit(who, person));
    if (profile === null) throw new CodedError('CW-GATE-005');
    const dates = profile.birthDate === undefined ? null : growsUp(profile.birthDate, ages);
    return { ...profile, ages, growsUp: dates };
  }

  async function lineOf(line: ActivityLine, me: AccountId) {
    const { actor, action, outcome, purpose, types, count, ip, agent, code } = line.body;
    const name = actor.account === undefined ? undefined : ((await nameOf(actor.account as AccountId)) ?? undefined);
    return {
      seq: line.seq,
      time: line.time,
      actor: { kind: actor.kind, role: actor.role, own: actor.account === me, ...(name === undefined ? {} : { name }) },
      action,
      outcome,
      // The first line of a record, and every handing over: somebody takes it into their care.
      ...(action === 'access-custody' && line.body.detail?.state === 'held' ? { taken: true } : {}),
      ...(code === undefined ? {} : { code }),
      ...(purpose === undefined ? {} : { purpose }),
      ...(types === undefined ? {} : { types }),
      ...(count === undefined ? {} : { count }),
      ...(line.ids === undefined ? {} : { ids: line.ids }),
      ...(actor.client === undefined ? {} : { client: actor.client }),
      ...(ip === undefined ? {} : { ip }),
      ...(agent === undefined ? {} : { agent }),
    };
  }

  return {
    /** `synthetic`: made up from first to last; accounts for showing may look at it. */
    createPerson: (who: Asking, { name, birthDate, relation, synthetic }: PersonToBe) =>
      deciding(async () => {
        mustBePast(birthDate);
        const person = { name, relation, ...(birthDate === undefined ? {} : { birthDate }) };
        return { id: await people.create(who.actor, { ...person, synthetic }, who.request), ...person };
      }),

    profile: (who: Asking, person: string) => deciding(() => profileOf(who, person)),

    /**
     * Replaces name and date of birth; whoever else holds the record is told of another date. Throws CW-GATE-003 for
     * whoever does not see and hold the whole record, CW-SHR-020 for a date that would take back what an age gave.
     */
    changeProfile: (
      who: Asking,
      person: string,
      to: { readonly name: string; readonly birthDate?: string | undefined },
    ) =>
      deciding(async () => {
        const { name, birthDate } = to;
        mustBePast(birthDate);
        const profile = { name, ...(birthDate === undefined ? {} : { birthDate }) };
        const capacity = grants.capacityOf(who.account, person as RecordId);
        // Whoever does not hold the record is refused below, and reads nothing of it on the way.
        const before =
          capacity === null ? null : await vault.records.profile(await permit(who, person, 'update', 'read'));
        if (!mayBeBorn(capacity, before?.birthDate, birthDate)) throw new CodedError('CW-SHR-020');
        await vault.records.rename(await permit(who, person, 'update'), profile);
        if (before?.birthDate !== birthDate) await growing.actFor(person as RecordId, ages);
        if (capacity !== null && before?.birthDate !== birthDate)
          for (const holder of grants.holdersOf(person as RecordId))
            if (holder !== who.account) await tell(holder, 'birth-date-changed');
        return profileOf(who, person);
      }),

    listPeople: (who: Asking) =>
      deciding(async () => ({ people: await people.list(who.actor, channelOf(who.actor), who.request) })),

    /** Lines about a record, newest first. */
    lines: (
      who: Asking,
      person: string,
      page: { readonly before?: number; readonly limit: number; readonly hideOwn: boolean },
    ) =>
      deciding(async () => {
        const found = await activity.lines(await permit(who, person), page);
        const { size, root, time } = found.head;
        return {
          lines: await Promise.all(found.lines.map((line) => lineOf(line, who.account))),
          next: found.next === null ? null : String(found.next),
          head: { size, root: root.toString('hex'), time },
        };
      }),

    /** Lines that released one fact, or a whole file of `files`, newest first, as far back as was looked. */
    about: (
      who: Asking,
      person: string,
      what: { readonly fact: string; readonly files: readonly string[]; readonly before?: number },
    ) =>
      deciding(async () => {
        const { fact } = what;
        if (!isId(fact)) throw new CodedError('CW-GEN-002');
        const found = await activity.about(await permit(who, person), { ...what, fact: fact as FactId });
        const { lines, looked, next } = found;
        return {
          lines: await Promise.all(lines.map(async (line) => ({ ...(await lineOf(line, who.account)), by: line.by }))),
          looked,
          next: next === null ? null : String(next),
        };
      }),

    /** The proof of one line, checked here as anybody else would check it. */
    prove: (who: Asking, person: string, seq: number) =>
      deciding(async () => {
        const { proof, verifier } = await activity.prove(await permit(who, person), seq);
        const checked = verifyLineProof(proof, verifier);
        return { proof, verifier, verified: checked.ok, ...(checked.ok ? {} : { why: checked.why }) };
      }),

    proveAll: (who: Asking, person: string) =>
      deciding(async () => {
        const { proof, verifier } = await activity.proveAll(await permit(who, person));
        const checked = verifyLineProof(proof, verifier);
        return { proof, verifier, verified: checked.ok, ...(checked.ok ? {} : { why: checked.why }) };
      }),
  };
}

export type Sharing = ReturnType<typeof createSharing>;
