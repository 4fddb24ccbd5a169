import type { Coding, Concept } from './elements.ts';
import { hasValue, type ObservationEntry } from './observation.ts';
import { codingsOf, type GroupedBy, groupSame, keysOf } from './sameness.ts';
import { isBefore, newestFirst, type When } from './when.ts';

/** Values that one line may join: of one code (and part), one unit, one method. */
export interface Series {
  readonly part: Concept | null;
  readonly unit: string | null;
  readonly unitKey: string;
  readonly method: string | null;
  /** Oldest first; `entry` is the fact's id. What has no date is in no line. */
  readonly points: readonly { readonly entry: string; readonly digits: string; readonly comparator: string | null }[];
  /**
   * From the last moment but one to the last. Null when there are not two, when one of them is `<` or `>` something, and
   * when it is not certain which came first or what was found then.
   */
  readonly change: 'up' | 'down' | 'same' | null;
}

export interface Analyte {
  readonly key: string;
  readonly groupedBy: GroupedBy;
  readonly words: string | null;
  readonly codings: readonly Coding[];
  /** Id of the newest entry that has a value; null when none has. */
  readonly latest: string | null;
  /** Entries with a value that may be as late as the latest or later: of the same moment, dated by a year only, undated. */
  readonly perhapsLater: readonly string[];
  readonly series: readonly Series[];
  /** Newest first, those without a value included. */
  readonly entries: readonly ObservationEntry[];
}

/** Not done after all: no value, whatever stands in it. */
const isCancelled = (entry: ObservationEntry): boolean => entry.status === 'cancelled';

/** Observations by code, those with the newest values first. */
export function readAnalytes(entries: readonly ObservationEntry[]): readonly Analyte[] {
  return groupSame(entries, (entry) => keysOf('observation', entry))
    .map(({ key, groupedBy, items }) => analyteOf(key, groupedBy, items))
    .sort((one, other) => newestFirst(one.newest, other.newest))
    .map(({ newest: _newest, ...analyte }) => analyte);
}

function analyteOf(key: string, groupedBy: GroupedBy, items: readonly ObservationEntry[]) {
  const entries = items.toSorted((one, other) => newestFirst(one, other) || (one.id < other.id ? 1 : -1));
  const valued = entries.filter((one) => hasValue(one) && !isCancelled(one));
  const [latest] = valued;
  const when = latest?.when ?? null;
  return {
    key,
    groupedBy,
    words: entries.find((one) => one.words !== null)?.words ?? null,
    codings: codingsOf(entries),
    latest: latest?.id ?? null,
    perhapsLater: valued.slice(1).flatMap((one) => (isCertainlyBefore(one.when, when) ? [] : [one.id])),
    series: seriesOf(valued.toReversed()),
    entries,
    newest: latest ?? entries[0] ?? { when: null },
  };
}

const isCertainlyBefore = (one: When | null, other: When | null): boolean =>
  one !== null && other !== null && isBefore(one, other);

interface Line {
  readonly head: Pick<Series, 'part' | 'unit' | 'unitKey' | 'method'>;
  readonly points: Series['points'][number][];
  readonly whens: When[];
}

/** @param valued oldest first */
function seriesOf(valued: readonly ObservationEntry[]): readonly Series[] {
  const lines = new Map<string, Line>();
  for (const { id, when, method, findings } of valued) {
    for (const { part, found } of findings) {
      if (found.kind !== 'amount' || when === null) continue;
      const { unit, unitKey, digits, comparator } = found;
      const partKey = part && (keysOf('observation', part).toSorted()[0] ?? '');
      const name = JSON.stringify([partKey, unitKey, method]);
      const line: Line = lines.get(name) ?? { head: { part, unit, unitKey, method }, points: [], whens: [] };
      line.points.push({ entry: id, digits, comparator });
      line.whens.push(when);
      lines.set(name, line);
    }
  }
  return [...lines.values()].map(({ head, points, whens }) => ({ ...head, points, change: changeOf(points, whens) }));
}

function changeOf(points: Series['points'], whens: readonly When[]): Series['change'] {
  const dated = points.flatMap(({ digits, comparator }, at) => {
    const when = whens[at];
    return when === undefined ? [] : [{ when, value: Number(digits), isExact: comparator === null }];
  });
  const last = dated.at(-1);
  if (last === undefined) return null;
  const earlier = dated.filter((one) => isBefore(one.when, last.when));
  const before = earlier.at(-1);
  if (before === undefined || !last.isExact || !before.isExact) return null;
  // What may be of the same time has to say the same: one result from two portals does, a vague date need not.
  const isCertain = dated.every((one) => {
    if (one.isExact && one.value === (isBefore(one.when, last.when) ? before : last).value) return true;
    return isBefore(one.when, before.when);
  });
  if (!isCertain) return null;
  return last.value > before.value ? 'up' : last.value < before.value ? 'down' : 'same';
}
