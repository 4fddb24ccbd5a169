import { type ActivityLine, type ConsentBehind, type Core, deciding } from '@chartwarden/gate';
import type { AccountId } from '@chartwarden/ids';
import type { Actor } from '@chartwarden/ledger';
import type { Clock } from '@chartwarden/time';
import { type ActivityGroup, type GroupKind, groupsOf, kindOf, wholeDays } from './activity-groups.ts';
import { type Asking, createAskGate } from './asking.ts';

/** What is asked of the log of a record. `who`: an account, or a kind of actor; times in milliseconds. */
export interface DaysQuery {
  readonly before?: number | undefined;
  readonly hideOwn: boolean;
  readonly who?: string | undefined;
  readonly kind?: GroupKind | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** IANA zone of the reader: where days begin. */
  readonly zone: string;
}

export type SeenParts = Pick<Core, 'gate' | 'activity'> & {
  readonly clock: Clock;
  /** Of an account or an organization. */
  readonly nameOf: (who: AccountId) => Promise<string | null>;
};

/** Lines of one page: some days of most households. */
const LINES = 300;

/** Who saw what, told by day and actor, for whoever holds the record (screens: "Who saw what"). */
export function createSeen({ gate, activity, clock, nameOf }: SeenParts) {
  const permit = createAskGate(gate);

  /** Names as far as there are any; each is looked up once. */
  function names() {
    const known = new Map<string, Promise<string | null>>();
    return (account: string): Promise<string | null> => {
      const name = known.get(account) ?? nameOf(account as AccountId);
      known.set(account, name);
      return name;
    };
  }
  type Names = ReturnType<typeof names>;

  async function actorOf({ kind, role, account }: Actor, me: AccountId, name: Names) {
    const called = account === undefined ? null : await name(account);
    return {
      kind,
      role,
      own: account === me,
      ...(account === undefined ? {} : { account }),
      ...(called === null ? {} : { name: called }),
    };
  }

  const lineOf = ({ seq, time, body }: ActivityLine) => ({
    seq,
    time,
    action: body.action,
    outcome: body.outcome,
    ...(body.action === 'access-custody' && body.detail?.state === 'held' ? { taken: true as const } : {}),
    ...(body.code === undefined ? {} : { code: body.code }),
    ...(body.count === undefined ? {} : { count: body.count }),
  });

  /** `live`: it still holds, so that it can be ended. */
  const consentOf = ({ event, ended }: ConsentBehind) => ({
    id: event.id,
    effect: event.effect,
    given: event.time,
    until: event.until,
    ended,
    live: ended === null && event.effect === 'permit' && (event.until === null || event.until > clock.now()),
    ...(event.reason === undefined ? {} : { reason: event.reason }),
  });

  async function groupOf(group: ActivityGroup, me: AccountId, name: Names) {
    const { lines, consents, places, actor, own: _own, purpose, ...rest } = group;
    return {
      ...rest,
      actor: await actorOf(actor, me, name),
      ...(purpose === undefined ? {} : { purpose }),
      lines: lines.map(lineOf),
      consents: consents.map(consentOf),
      ...(await placesOf(places, name)),
    };
  }

  /** Names of organizations; one that is gone has none. */
  const placesOf = async (places: readonly string[], name: Names) => {
    const named = (await Promise.all(places.map(name))).filter((one) => one !== null);
    return named.length === 0 ? {} : { places: named };
  };

  return {
    /**
     * Groups of whole days, newest first, as many as a page of lines holds; a day with more lines than that goes on on
     * the next page. Throws CW-GATE-003 for whoever was only granted something.
     */
    days: (who: Asking, person: string, query: DaysQuery) =>
      deciding(async () => {
        const { before, hideOwn, kind, from, to, zone } = query;
        const page = {
          limit: LINES,
          hideOwn,
          ...(before === undefined ? {} : { before }),
          ...(query.who === undefined ? {} : { actor: query.who }),
          ...(from === undefined ? {} : { from }),
          ...(to === undefined ? {} : { to }),
          ...(kind === undefined ? {} : { only: (body: ActivityLine['body']) => kindOf(body) === kind }),
        };
        const { lines, next, head, behind } = await activity.told(await permit(who, person), page);
        const whole = next === null ? lines : wholeDays(lines, zone);
        const cursor = next === null ? null : whole.length === lines.length ? next : (whole.at(-1)?.seq ?? next);
        const name = names();
        const groups = groupsOf(whole, behind, { me: who.account, zone });
        const { size, root, time } = head;
        return {
          groups: await Promise.all(groups.map((group) => groupOf(group, who.account, name))),
          next: cursor === null ? null : String(cursor),
          head: { size, root: root.toString('hex'), time },
        };
      }),

    /** One line with everything it says, each released id with its type while it is an entry of the record. */
    line: (who: Asking, person: string, seq: number) =>
      deciding(async () => {
        const { line, behind } = await activity.one(await permit(who, person), seq);
        const { actor, purpose, types, channel, form, ip, agent } = line.body;
        const name = names();
        return {
          ...lineOf(line),
          ...(await placesOf([...behind.places.values()], name)),
          actor: { ...(await actorOf(actor, who.account, name)), ...(actor.client ? { client: actor.client } : {}) },
          ...(purpose === undefined ? {} : { purpose }),
          ...(types === undefined ? {} : { types }),
          ...(channel === undefined ? {} : { channel }),
          ...(form === undefined ? {} : { form }),
          ...(ip === undefined ? {} : { ip }),
          ...(agent === undefined ? {} : { agent }),
          ...(line.ids === undefined
            ? {}
            : { items: line.ids.map((id) => ({ id, type: behind.types.get(id) ?? null })) }),
          consents: [...behind.consents.values()].map(consentOf),
        };
      }),
  };
}

export type Seen = ReturnType<typeof createSeen>;
