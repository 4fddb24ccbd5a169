/**
 * A stretch of time as the timeline names it: `` everything, `2021`, `2021-05`, `2021-05-03`; `none` is what has no date.
 * Days are those of UTC, as the server counts.
 */
export type At = string;

export const EVERYTHING: At = '';
export const UNDATED: At = 'none';

const AT = /^(|none|\d{4}|\d{4}-(0[1-9]|1[0-2])|\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))$/;

/** What stands in the address, when it names a stretch of time; a year written there by hand comes as a number. */
export const atOf = (asked: unknown): At => {
  const text = typeof asked === 'number' ? String(asked) : asked;
  return typeof text === 'string' && AT.test(text) ? text : EVERYTHING;
};

export type Level = 'all' | 'year' | 'month' | 'day' | 'none';

export function levelOf(at: At): Level {
  if (at === UNDATED) return 'none';
  return ({ 0: 'all', 4: 'year', 7: 'month', 10: 'day' } as const)[at.length as 0 | 4 | 7 | 10];
}

const [year, month, day] = [
  (at: At) => Number(at.slice(0, 4)),
  (at: At) => Number(at.slice(5, 7) || 1) - 1,
  (at: At) => Number(at.slice(8, 10) || 1),
];

const LENGTH = { all: 0, none: 0, year: 4, month: 7, day: 10 } as const satisfies Record<Level, number>;

/** Years before 100 are not meant as 19xx. */
function utc(years: number, months: number, days: number): number {
  const date = new Date(0);
  date.setUTCFullYear(years, months, days);
  return date.getTime();
}

const textOf = (time: number, level: Level): At => new Date(time).toISOString().slice(0, LENGTH[level]);

/** The one so many further at the same level. */
export function stepped(at: At, by: number): At {
  const level = levelOf(at);
  if (level === 'year') return textOf(utc(year(at) + by, 0, 1), level);
  if (level === 'month') return textOf(utc(year(at), month(at) + by, 1), level);
  return level === 'day' ? textOf(utc(year(at), month(at), day(at) + by), level) : at;
}

/** Milliseconds: from the first of it until before the next begins. Null for everything and for what has no date. */
export function rangeOf(at: At): { readonly after: number; readonly before: number } | null {
  if (at === EVERYTHING || at === UNDATED) return null;
  const next = stepped(at, 1);
  return {
    after: utc(year(at), month(at), day(at)),
    before: utc(year(next), month(next), day(next)),
  };
}

/** The wider one that it lies in. */
export function outOf(at: At): At {
  const level = levelOf(at);
  return level === 'day' ? at.slice(0, 7) : level === 'month' ? at.slice(0, 4) : EVERYTHING;
}

/** What is shown beside each other: years, the months of a year, the days of a month. */
export function columnsOf(at: At, years: Years): readonly At[] {
  const level = levelOf(at);
  if (level === 'year') return Array.from({ length: 12 }, (_, index) => `${at}-${String(index + 1).padStart(2, '0')}`);
  if (level === 'month' || level === 'day') {
    const inMonth = at.slice(0, 7);
    const last = new Date(utc(year(at), month(at) + 1, 0)).getUTCDate();
    return Array.from({ length: last }, (_, index) => `${inMonth}-${String(index + 1).padStart(2, '0')}`);
  }
  return Array.from({ length: years.last - years.first + 1 }, (_, index) =>
    String(years.first + index).padStart(4, '0'),
  );
}

/** The years that the record reaches over. */
export interface Years {
  readonly first: number;
  readonly last: number;
}
