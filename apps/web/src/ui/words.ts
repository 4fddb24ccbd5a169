/** Numbers, sizes and times as a person would say them, in the person's own time zone. Months are always written out. */

const locale = (): string => navigator.languages.find((language) => language.startsWith('en')) ?? 'en-GB';

const once = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

const numbers = once(() => new Intl.NumberFormat(locale()));
const days = once(() => new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'long', year: 'numeric' }));
const clock = once(() => new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit' }));
const weekdays = once(
  () => new Intl.DateTimeFormat(locale(), { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
);

export const formatNumber = (value: number): string => numbers().format(value);

/** "1 file", "1,204 files". */
export const countOf = (count: number, one: string, many: string): string =>
  `${formatNumber(count)} ${count === 1 ? one : many}`;

export const formatDay = (time: number): string => days().format(time);

export const formatClock = (time: number): string => clock().format(time);

/** Midnight of the day of `time`, in the person's zone: the key to group by. */
export function dayOf(time: number): number {
  const date = new Date(time);
  date.setHours(0, 0, 0, 0);
  return date.getTime();
}

/** "Today", "Yesterday", else "Saturday, 3 May 2026". */
export function formatDayHeading(time: number, now: number): string {
  const distance = Math.round((dayOf(now) - dayOf(time)) / 86_400_000);
  if (distance === 0) return 'Today';
  if (distance === 1) return 'Yesterday';
  return weekdays().format(time);
}

/** "today at 14:05", "yesterday at 14:05", "on 3 May 2026 at 14:05". */
export function formatWhen(time: number, now: number): string {
  const heading = formatDayHeading(time, now);
  const day = heading === 'Today' || heading === 'Yesterday' ? heading.toLowerCase() : `on ${formatDay(time)}`;
  return `${day} at ${formatClock(time)}`;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1000) return countOf(bytes, 'byte', 'bytes');
  const units = ['kB', 'MB', 'GB'];
  let value = bytes;
  let unit = -1;
  do {
    value /= 1000;
    unit += 1;
  } while (value >= 999.5 && unit < units.length - 1);
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** "40 seconds", "2 minutes": how long to wait. */
export function formatWait(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  return whole < 90 ? countOf(whole, 'second', 'seconds') : countOf(Math.ceil(whole / 60), 'minute', 'minutes');
}

/**
 * A date as a record wrote it (FHIR R4, 2.24.0.1: year, month, day or instant), said in words. The day is the one
 * that was written, never moved into another time zone. Text that is no date comes back as it is.
 */
export function formatRecordDate(text: string): string {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T(\d{2}:\d{2}))?/.exec(text);
  if (!match) return text;
  const [, year, month, day, time] = match;
  if (!month) return year ?? text;
  const date = new Date(Number(year), Number(month) - 1, Number(day ?? 1));
  if (!day) return new Intl.DateTimeFormat(locale(), { month: 'long', year: 'numeric' }).format(date);
  const midnight = time === '00:00' && /T00:00:00/.test(text);
  return time && !midnight ? `${formatDay(date.getTime())}, ${time}` : formatDay(date.getTime());
}
