import type { ActivityBehind, ActivityLine, ConsentBehind } from '@chartwarden/gate';
import { type Unusual, unusualIn } from './activity-unusual.ts';

/** What somebody did, as far as a list of a day tells it apart. */
export const GROUP_KINDS = ['looks', 'copies', 'changes', 'access', 'refused'] as const;
export type GroupKind = (typeof GROUP_KINDS)[number];

/** Lines of one day that belong together: of one actor, of one kind (changes: of one action), for one purpose. Times in milliseconds. */
export interface ActivityGroup {
  /** The place of its newest line: the same as long as no line is added. */
  readonly key: string;
  /** The day in the reader's zone, as ISO 8601. */
  readonly day: string;
  readonly kind: GroupKind;
  readonly actor: ActivityLine['body']['actor'];
  readonly own: boolean;
  readonly from: number;
  readonly to: number;
  /** Newest first. */
  readonly lines: readonly ActivityLine[];
  /** Different entries that were shown; the sum over the lines where their ids are not told. */
  readonly entries: number;
  /** How many different entries of each type, most first; those whose type is not known are in `entries` alone. */
  readonly types: readonly { readonly type: string; readonly count: number }[];
  readonly purpose: string | undefined;
  readonly clients: readonly string[];
  readonly consents: readonly ConsentBehind[];
  /** Organizations for which it was done. */
  readonly places: readonly string[];
  readonly unusual: readonly Unusual[];
}

const COPIES = new Set(['export', 'print', 'download-content']);
const LOOKS = new Set([
  'search', 'read', 'count', 'read-name', 'read-content', 'read-source', 'list-sources', 'list-imports',
  'read-activity', 'read-consents', 'read-invitations', 'prove-line', 'prove-chain',
]); // biome-ignore format: one list
/** What changes who may see the record, or whether there is one. */
const ACCESS = /^(access-|erase|invitation)/;

export function kindOf({ outcome, action }: ActivityLine['body']): GroupKind {
  if (outcome === 'refused' || outcome === 'failed') return 'refused';
  if (COPIES.has(action)) return 'copies';
  if (LOOKS.has(action)) return 'looks';
  return ACCESS.test(action) ? 'access' : 'changes';
}

/** The day (ISO 8601) and the hour (0 to 23) of a moment in an IANA zone. RangeError for a zone that is none. */
export function clockIn(zone: string): (time: number) => { readonly day: string; readonly hour: number } {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
  });
  return (time) => {
    const parts = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]));
    return { day: `${parts.year}-${parts.month}-${parts.day}`, hour: Number(parts.hour) };
  };
}

/**
 * Lines (newest first) as groups, by day, newest day first; within a day the order of their newest lines. Pure.
 * `me`: the account that reads; `zone`: where its days begin.
 */
export function groupsOf(
  lines: readonly ActivityLine[],
  behind: ActivityBehind,
  { me, zone }: { readonly me: string; readonly zone: string },
): readonly ActivityGroup[] {
  const at = clockIn(zone);
  const together = Map.groupBy(lines, ({ time, body }) => {
    const { actor, purpose } = body;
    const kind = kindOf(body);
    // Looks are many and alike; what somebody changed or took along is told thing by thing.
    const what = kind === 'looks' || kind === 'refused' ? '' : body.action;
    return JSON.stringify([at(time).day, actor.kind, actor.account ?? '', kind, what, purpose ?? '']);
  });
  return [...together.values()].map((of): ActivityGroup => {
    const newest = of[0] as ActivityLine;
    const { actor, purpose } = newest.body;
    const kind = kindOf(newest.body);
    const counted = countsOf(of, behind.types);
    const consents = [...new Set(of.flatMap(({ body }) => body.consent ?? []))].flatMap(
      (id) => behind.consents.get(id) ?? [],
    );
    const group = {
      key: String(newest.seq),
      day: at(newest.time).day,
      kind,
      actor,
      own: actor.account === me,
      from: of.at(-1)?.time ?? newest.time,
      to: newest.time,
      lines: of,
      ...counted,
      purpose,
      clients: [...new Set(of.flatMap(({ body }) => body.actor.client ?? []))],
      consents,
      places: [...new Set(of.flatMap(({ seq }) => behind.places.get(seq) ?? []))],
    };
    const isFirst = of.some(({ seq }) => behind.firsts.has(seq));
    return { ...group, unusual: unusualIn({ ...group, isFirst, hours: of.map(({ time }) => at(time).hour) }) };
  });
}

function countsOf(
  lines: readonly ActivityLine[],
  known: ReadonlyMap<string, string>,
): Pick<ActivityGroup, 'entries' | 'types'> {
  const ids = new Set(lines.flatMap((line) => line.ids ?? []));
  const types = new Map<string, number>();
  for (const id of ids) {
    const type = known.get(id);
    if (type !== undefined) types.set(type, (types.get(type) ?? 0) + 1);
  }
  // Lines that counted something and name no ids (an import) are told by their number.
  const unnamed = lines.reduce((sum, { ids, body }) => sum + (ids === undefined ? (body.count ?? 0) : 0), 0);
  return {
    entries: ids.size + unnamed,
    types: [...types].map(([type, count]) => ({ type, count })).sort((a, b) => b.count - a.count),
  };
}

/**
 * Whole days only, so that no group is told in two halves: without the lines of the oldest day when it is not the only
 * one. The last line that stays is where the next page begins.
 */
export function wholeDays(lines: readonly ActivityLine[], zone: string): readonly ActivityLine[] {
  const at = clockIn(zone);
  const last = lines.at(-1);
  if (last === undefined) return lines;
  const oldest = at(last.time).day;
  const kept = lines.filter(({ time }) => at(time).day !== oldest);
  return kept.length === 0 ? lines : kept;
}
