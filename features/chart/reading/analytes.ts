import type { Coding, Concept } from './elements.ts';
import { type About, hasAnyValue, isCancelled, type Noted, type NotedFinding, type Shape } from './noted.ts';
import { type GroupedBy, groupSame, keysOf } from './sameness.ts';
import { isBefore, newestFirst, type When } from './when.ts';

export interface Row {
  readonly noted: Noted;
  readonly finding: NotedFinding;
  /** The line it stands in. */
  readonly series: number;
}

/** Findings that one line may join: of one code (and part), one kind, one unit, one method. */
export interface Series {
  readonly part: Concept | null;
  readonly kind: Shape['kind'];
  readonly unit: string | null;
  readonly unitKey: string;
  readonly method: string | null;
  /**
   * From the last moment but one to the last. Null when there are not two, when one of them is `<` or `>` something, and
   * when it is not certain which came first or what was found then.
   */
  readonly change: 'up' | 'down' | 'same' | null;
}

/** Observations of one code. */
export interface Analyte extends Concept {
  /** The lowest id among its facts: the oldest here, so that it stays when others come. */
  readonly id: string;
  readonly key: string;
  readonly groupedBy: GroupedBy;
  /** Facts whose words and codes these are. */
  readonly namedBy: readonly string[];
  /** The newest one that has a value. */
  readonly latest: Noted | null;
  /** Entries with a value that may be as late as the latest or later: of the same moment, dated by a year only, undated. */
  readonly perhapsLater: readonly string[];
  /** How many have a value. */
  readonly valued: number;
  readonly series: readonly Series[];
  /** Oldest first, those without a value included; those without a date last. */
  readonly rows: readonly Row[];
}

/** Observations by code, those with the newest values first. */
export function readAnalytes(all: readonly Noted[]): readonly Analyte[] {
  return groupSame(sameAbout(all), (one) => one.keys)
    .map(({ key, groupedBy, items }) =>
      analyteOf(key, groupedBy, items.length === 1 ? (items[0]?.list ?? []) : items.flatMap((one) => one.list)),
    )
    .sort((one, other) => newestFirst(one.newest, other.newest))
    .map((one) => one.analyte);
}

/** Those that say the same about themselves are grouped together; what has no key stays alone. */
function sameAbout(all: readonly Noted[]) {
  const lists = new Map<About | Noted, Noted[]>();
  for (const one of all) {
    const by = one.about.keys.length === 0 ? one : one.about;
    const list = lists.get(by);
    if (list === undefined) lists.set(by, [one]);
    else list.push(one);
  }
  return [...lists.values()].map((list) => ({ id: list[0]?.id ?? '', keys: list[0]?.about.keys ?? [], list }));
}

function analyteOf(key: string, groupedBy: GroupedBy, items: readonly Noted[]) {
  const entries = items.toSorted((one, other) => newestFirst(one, other) || (one.id < other.id ? 1 : -1));
  const valued = entries.filter((one) => hasAnyValue(one) && !isCancelled(one));
  const [latest = null] = valued;
  const when = latest?.when ?? null;
  const lines = linesOf(entries);
  const analyte: Analyte = {
    id: entries.reduce((low, { id }) => (id < low ? id : low), entries[0]?.id ?? ''),
    key,
    groupedBy,
    ...nameOf(entries),
    latest,
    perhapsLater: valued.slice(1).flatMap((one) => (isCertainlyBefore(one.when, when) ? [] : [one.id])),
    valued: valued.length,
    ...lines,
  };
  return { analyte, newest: latest ?? entries[0] ?? { when: null } };
}

const isCertainlyBefore = (one: When | null, other: When | null): boolean =>
  one !== null && other !== null && isBefore(one, other);

/** What a group is called, by the newest that say it: words, and every coding once. */
function nameOf(entries: readonly Noted[]): Concept & { readonly namedBy: readonly string[] } {
  const seen = new Set<About>();
  const codings = new Map<string, Coding>();
  const namedBy = new Set<string>();
  let words: string | null = null;
  for (const { id, about } of entries) {
    if (seen.has(about)) continue;
    seen.add(about);
    if (words === null && about.words !== null) {
      words = about.words;
      namedBy.add(id);
    }
    for (const one of about.codings) {
      const name = `${one.system ?? ''}|${one.code}`;
      if (codings.has(name)) continue;
      codings.set(name, one);
      namedBy.add(id);
    }
  }
  return { words, codings: [...codings.values()], namedBy: [...namedBy] };
}

/** @param entries newest first, undated last */
function linesOf(entries: readonly Noted[]): Pick<Analyte, 'series' | 'rows'> {
  const heads: Omit<Series, 'change'>[] = [];
  const byName = new Map<string, number>();
  const known = new Map<Shape, Map<string | null, number>>();
  const place = (shape: Shape, { method }: About): number => {
    const byMethod = known.get(shape) ?? new Map<string | null, number>();
    known.set(shape, byMethod);
    const at = byMethod.get(method);
    if (at !== undefined) return at;
    const { part, kind, unit, unitKey } = shape;
    const partKey = part && (keysOf('observation', part).toSorted()[0] ?? '');
    const name = JSON.stringify([partKey, kind, unitKey, method]);
    const number = byName.get(name) ?? heads.push({ part, kind, unit, unitKey, method }) - 1;
    byName.set(name, number);
    byMethod.set(method, number);
    return number;
  };
  const dated = entries.findIndex((one) => one.when === null);
  const end = dated === -1 ? entries.length : dated;
  const oldestFirst = [...entries.slice(0, end).reverse(), ...entries.slice(end).reverse()];
  const rows = oldestFirst.flatMap((noted) =>
    noted.findings.map((finding): Row => ({ noted, finding, series: place(finding.shape, noted.about) })),
  );
  const points = heads.map((): Dated[] => []);
  for (const { noted, finding, series } of rows)
    if (noted.when !== null && finding.shape.kind === 'amount' && !isCancelled(noted))
      points[series]?.push({
        when: noted.when,
        value: Number(finding.value),
        isExact: finding.shape.comparator === null,
      });
  return { series: heads.map((head, at) => ({ ...head, change: changeOf(points[at] ?? []) })), rows };
}

interface Dated {
  readonly when: When;
  readonly value: number;
  readonly isExact: boolean;
}

/** @param dated oldest first */
function changeOf(dated: readonly Dated[]): Series['change'] {
  const last = dated.at(-1);
  if (last === undefined) return null;
  const before = dated.findLast((one) => isBefore(one.when, last.when));
  if (before === undefined || !last.isExact || !before.isExact) return null;
  // What may be of the same time has to say the same: one result from two portals does, a vague date need not.
  const isCertain = dated.every((one) => {
    if (one.isExact && one.value === (isBefore(one.when, last.when) ? before : last).value) return true;
    return isBefore(one.when, before.when);
  });
  if (!isCertain) return null;
  return last.value > before.value ? 'up' : last.value < before.value ? 'down' : 'same';
}
