import { CodedError } from '@chartwarden/errors';
import { type Asked, type Core, channelOf, deciding, type ToldConsent } from '@chartwarden/gate';
import { type AccountId, isId, type RecordId } from '@chartwarden/ids';
import type { Clock } from '@chartwarden/time';
import { ACTIONS, type Permit, type Slice } from '@chartwarden/vault';
import type { Asking } from '../asking.ts';
import { type NameOf, shareLineOf } from '../share-types.ts';
import {
  type About,
  isAbout,
  type Keeping,
  type KeepLine,
  type KeptFrom,
  recipientOf,
  sliceAbout,
} from './keeping-types.ts';

export type KeepingParts = Pick<Core, 'gate' | 'grants' | 'vault'> & {
  readonly clock: Clock;
  readonly nameOf: NameOf;
};

/** What is kept back of a file, of one entry, or of what carries a label; for whoever holds the record. */
export function createKeeping({ gate, grants, vault, clock, nameOf }: KeepingParts) {
  const permit = (
    who: Asking,
    record: RecordId,
    { action = 'read', as, slice }: { action?: 'read' | 'search'; as?: Asked['as']; slice?: Slice } = {},
  ): Promise<Permit> =>
    gate.permit({
      actor: who.actor,
      record,
      actions: [action],
      purpose: gate.purposeOf(who.account, record),
      channel: channelOf(who.actor),
      ...(slice === undefined ? {} : { slice }),
      request: { ...who.request, ...(as ? { as } : {}) },
    });

  const recordOf = (person: string): RecordId => {
    if (!isId(person)) throw new CodedError('CW-GEN-002');
    return person as RecordId;
  };

  /** Entries of it that somebody with access sees now. */
  async function seenBy(who: Asking, record: RecordId, account: string, about: About): Promise<number> {
    const within: Slice = 'label' in about ? { ...sliceAbout(about), labelled: true } : sliceAbout(about);
    const as = { account: account as AccountId };
    const counts = await vault.read.types(await permit(who, record, { action: 'search', as, slice: within }));
    return counts.reduce((sum, { count }) => sum + count, 0);
  }

  const isFrom = ({ effect, recipient }: ToldConsent, from: KeptFrom): boolean => {
    const wanted = recipientOf(from);
    return effect === 'deny' && recipient?.kind === wanted?.kind && recipient?.id === wanted?.id;
  };

  /** Every consent event of the record, and those in force; one line of the log. */
  async function load(who: Asking, record: RecordId): Promise<Loaded> {
    const all = (await grants.history(await permit(who, record))).filter((one) => one.kind === 'consent');
    const ended = new Set(all.flatMap(({ ends }) => ends ?? []));
    const now = clock.now();
    const inForce = all.filter(
      ({ id, ends, from, until }) =>
        ends === undefined && !ended.has(id) && from <= now && (until === null || now < until),
    );
    return { all, inForce };
  }

  async function shown(who: Asking, record: RecordId, about: About, { all, inForce }: Loaded): Promise<Keeping> {
    const own = inForce.filter((one) => isAbout(one, about));
    const standing = (from: KeptFrom) => own.find((one) => isFrom(one, from))?.id ?? null;
    const lineOf = async ({ kind, id }: Person): Promise<KeepLine> => {
      const isAccount = kind === 'account';
      const has = (effect: 'permit' | 'deny') =>
        own.find((one) => one.effect === effect && one.recipient?.kind === kind && one.recipient.id === id)?.id ?? null;
      const isGranted = inForce.some((one) => one.effect === 'permit' && one.recipient?.id === id);
      const sees = isAccount && isGranted ? await seenBy(who, record, id, about) : 0;
      return {
        who: { kind, id, name: await nameOf(id as AccountId | RecordId), you: id === who.account },
        sees: isAccount ? sees : null,
        kept: has('deny'),
        given: has('permit'),
      };
    };
    const changes = [...all].reverse().filter((one) => isAbout(one, about));
    return {
      everybody: standing('everybody'),
      models: standing('models'),
      people: await Promise.all(peopleOf(inForce, own).map(lineOf)),
      changes: await Promise.all(
        changes.map(async (one) => ({ ...(await shareLineOf(one, who.account, nameOf)), ends: one.ends ?? null })),
      ),
    };
  }

  /** That there is such a thing in the record, before anything is said about it. */
  async function mustBeThere(who: Asking, record: RecordId, about: About): Promise<void> {
    if ('label' in about) return;
    if ('fact' in about) {
      const counts = await vault.read.types(await permit(who, record, { action: 'search', slice: sliceAbout(about) }));
      if (counts.length > 0) return;
    } else {
      const sources = await vault.read.listSources(await permit(who, record, { action: 'search' }));
      if (sources.some(({ id }) => id === about.source)) return;
    }
    throw new CodedError('CW-GEN-002');
  }

  return {
    /** Where the switches of this stand, who sees it now, and every change. Throws CW-GATE-003 for whoever does not hold the record. */
    show: (who: Asking, person: string, about: About): Promise<Keeping> =>
      deciding(async () => {
        const record = recordOf(person);
        return shown(who, record, about, await load(who, record));
      }),

    /** Turns one switch; where it stands so already, nothing is written. Throws CW-GATE-007 for whoever may not. */
    turn: (
      who: Asking,
      person: string,
      about: About,
      {
        from,
        kept,
        reason,
        document,
      }: {
        readonly from: KeptFrom;
        readonly kept: boolean;
        readonly reason?: string | undefined;
        readonly document?: string | undefined;
      },
    ): Promise<Keeping> =>
      deciding(async () => {
        const record = recordOf(person);
        const { all, inForce } = await load(who, record);
        const capacity = grants.capacityOf(who.account, record);
        if (capacity === null || who.request.as !== undefined) throw new CodedError('CW-GATE-007');
        const recipient = recipientOf(from);
        // An account is named by its id only when the record's own history names it: an id cannot be tried out here.
        const isNamed = recipient !== undefined && recipient.id !== '*';
        if (isNamed && !all.some((one) => one.recipient?.id === recipient.id)) throw new CodedError('CW-SHR-002');
        await mustBeThere(who, record, about);
        const standing = inForce.filter((one) => isFrom(one, from) && isAbout(one, about));
        if (kept && standing.length === 0)
          await gate.changeAccess(
            who.actor,
            {
              kind: 'consent',
              record,
              effect: 'deny',
              actions: ACTIONS,
              ...(recipient === undefined ? {} : { recipient }),
              slice: sliceAbout(about),
              form: 'full_source_allowed',
              from: clock.now(),
              until: null,
              capacity,
              ...(reason === undefined ? {} : { reason }),
              ...(document === undefined ? {} : { document }),
            },
            who.request,
          );
        for (const one of kept ? [] : standing) {
          const found = grants.find(who.account, one.id);
          if (found === null) continue;
          const { id, time: _time, seq: _seq, by: _by, ...said } = found.consent;
          await gate.changeAccess(who.actor, { ...said, capacity, ends: id }, who.request);
        }
        return shown(who, record, about, await load(who, record));
      }),
  };
}

export type KeepingService = ReturnType<typeof createKeeping>;

interface Loaded {
  readonly all: readonly ToldConsent[];
  readonly inForce: readonly ToldConsent[];
}

interface Person {
  readonly kind: 'account' | 'organization';
  readonly id: string;
}

/** Accounts and organizations that were granted something, or from whom this is kept; each once. */
function peopleOf(inForce: readonly ToldConsent[], own: readonly ToldConsent[]): readonly Person[] {
  const found = new Map<string, Person>();
  for (const { recipient } of [...inForce.filter((one) => one.effect === 'permit'), ...own]) {
    if (recipient === undefined || recipient.id === '*') continue;
    const { kind, id } = recipient;
    if (kind === 'account' || kind === 'organization') found.set(`${kind}:${id}`, { kind, id });
  }
  return [...found.values()];
}
