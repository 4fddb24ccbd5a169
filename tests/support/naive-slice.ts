import type { Slice } from '@chartwarden/vault';

/** A fact as a test knows it: the resource, and what was said about it on its way in. */
export interface KnownFact {
  readonly name: string;
  readonly type: string;
  readonly codes: readonly string[];
  readonly categories: readonly string[];
  /** As written: a year, a month, a day; absent for an undated fact. */
  readonly date?: string;
  readonly labels: readonly string[];
  readonly origin: string;
  /** Numbers of the files that hold it. */
  readonly sources: readonly number[];
}

/** A slice in the test's own words: numbers of files and names of facts instead of ids. */
export interface PlainSlice extends Omit<Slice, 'sources' | 'facts'> {
  readonly fileNumbers?: readonly number[];
  readonly factNames?: readonly string[];
}

const ALL_LABELS = ['HIV', 'ETH', 'PSY', 'SEX', 'SDV', 'GDIS'];

/** First and last millisecond of a partial date, UTC. */
export function span(date: string): readonly [number, number] {
  const [year, month, day] = date.split('-').map(Number) as [number, number | undefined, number | undefined];
  const first = Date.UTC(year, (month ?? 1) - 1, day ?? 1);
  if (month === undefined) return [first, Date.UTC(year + 1, 0, 1) - 1];
  if (day === undefined) return [first, Date.UTC(year, month, 1) - 1];
  return [first, Date.UTC(year, month - 1, day + 1) - 1];
}

const meets = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.some((value) => other.includes(value));

function hasContent(fact: KnownFact, slice: PlainSlice): boolean {
  if (slice.types !== undefined && !slice.types.includes(fact.type)) return false;
  if (
    slice.codes !== undefined &&
    !meets(
      fact.codes,
      slice.codes.map((one) => one.code),
    )
  )
    return false;
  if (
    slice.categories !== undefined &&
    !meets(
      fact.categories,
      slice.categories.map((one) => one.code),
    )
  )
    return false;
  if (slice.origins !== undefined && !slice.origins.includes(fact.origin)) return false;
  if (slice.fileNumbers !== undefined && !meets(fact.sources, slice.fileNumbers)) return false;
  return slice.factNames === undefined || slice.factNames.includes(fact.name);
}

/** Surely inside: what a consent covers. `labels`: whether labelled facts have to be named. */
export function isSurelyIn(fact: KnownFact, slice: PlainSlice, labels: boolean): boolean {
  if (!hasContent(fact, slice)) return false;
  if (labels && !fact.labels.every((label) => ((slice.labels ?? []) as readonly string[]).includes(label)))
    return false;
  if (slice.labelled === true && fact.labels.length === 0) return false;
  if (slice.from === undefined && slice.to === undefined) return true;
  if (fact.date === undefined) return false;
  const [first, last] = span(fact.date);
  return (slice.from === undefined || first >= slice.from) && (slice.to === undefined || last <= slice.to);
}

/** Possibly inside: what a refusal covers. */
export function isMaybeIn(fact: KnownFact, slice: PlainSlice): boolean {
  if (!hasContent(fact, slice)) return false;
  const named = slice.labels as readonly string[] | undefined;
  if (named?.length && !ALL_LABELS.every((label) => named.includes(label)) && !meets(fact.labels, named)) return false;
  if (slice.labelled === true && fact.labels.length === 0) return false;
  if (slice.from === undefined && slice.to === undefined) return true;
  // Nobody knows when it was, so it may have been then.
  if (fact.date === undefined) return true;
  const [first, last] = span(fact.date);
  return (slice.from === undefined || last >= slice.from) && (slice.to === undefined || first <= slice.to);
}
