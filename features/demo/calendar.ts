const DAY = 86_400_000;

/** Days counted back from the last day of the record; a negative number lies ahead of it. */
export interface Calendar {
  /** Midnight UTC of the last day, in milliseconds. */
  readonly end: number;
  /** `2024-03-09` */
  date(ago: number): string;
  /** `2024-03-09T10:15:00-05:00`; the offset is the one of the place that wrote it. */
  time(ago: number, clock: string, offset: string): string;
}

/** @param until the last day, `YYYY-MM-DD`. Throws RangeError when it is none. */
export function createCalendar(until: string): Calendar {
  const end = Date.parse(`${until}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(until) || Number.isNaN(end) || new Date(end).toISOString().slice(0, 10) !== until)
    throw new RangeError('not a date');
  const date = (ago: number): string => new Date(end - ago * DAY).toISOString().slice(0, 10);
  return { end, date, time: (ago, clock, offset) => `${date(ago)}T${clock}:00${offset}` };
}
