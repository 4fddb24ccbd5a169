import { LABELS, type Label } from '../api/share-types.ts';
import type { View } from '../api/types.ts';
import { KINDS, type Kind } from '../features/chart/kinds.ts';
import { type At, atOf, EVERYTHING, rangeOf } from '../features/chart/timeline/span.ts';

/** What pages keep in their address: nothing from the record itself, and nothing that was not checked. */
type Asked = Record<string, unknown>;

interface RecordsSearch {
  readonly type?: string;
  readonly view?: View;
}

export const recordsSearch = ({ type, view }: Asked): RecordsSearch => ({
  ...(typeof type === 'string' && /^[A-Za-z]{1,64}$/.test(type) ? { type } : {}),
  ...(view === 'received' ? { view: 'received' } : {}),
});

/** An earlier version of the open fact; absent for the current one. */
interface FactSearch {
  readonly version?: number;
}

export const factSearch = ({ version }: Asked): FactSearch =>
  Number.isSafeInteger(version) ? { version: Number(version) } : {};

/** Which of the things in a document is shown; absent for the first that can be. */
interface ReaderSearch {
  readonly part?: number;
}

export const readerSearch = ({ part }: Asked): ReaderSearch =>
  Number.isSafeInteger(part) ? { part: Number(part) } : {};

/** The stretch of time that a trend begins with; absent for all of it. */
interface TrendSearch {
  readonly at?: At;
}

export const trendSearch = ({ at }: Asked): TrendSearch => (rangeOf(atOf(at)) === null ? {} : { at: atOf(at) });

/** What of a record is looked at for who may see it; nothing for what there is not. */
type KeptSearch = { readonly source: string } | { readonly fact: string } | { readonly label: Label } | EmptySearch;
type EmptySearch = Readonly<Record<never, never>>;

const isId = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value);

export function keptSearch({ source, fact, label }: Asked): KeptSearch {
  if (isId(source)) return { source };
  if (isId(fact)) return { fact };
  const known = LABELS.find((one) => one === label);
  return known === undefined ? {} : { label: known };
}

/** Where one is in time and what is hidden. */
interface TimelineSearch {
  readonly at?: At | undefined;
  readonly hide?: readonly Kind[] | undefined;
  readonly source?: string | undefined;
}

export const timelineSearch = ({ at, hide, source }: Asked): TimelineSearch => ({
  ...(atOf(at) === EVERYTHING ? {} : { at: atOf(at) }),
  ...(Array.isArray(hide) ? { hide: KINDS.filter((kind) => hide.includes(kind)) } : {}),
  ...(typeof source === 'string' && /^[0-9a-f-]{36}$/.test(source) ? { source } : {}),
});
