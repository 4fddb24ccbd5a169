import { i18n } from '../i18n/i18n.ts';

/**
 * Numbers, sizes and times as a person would say them: in the language that is shown, in the person's own time zone.
 * Months are always written out. The digits of a record are not ours to format: its numbers stay as they came.
 */

/** The zone that the person chose; undefined is this device's own. */
let zone: string | undefined;

/** Shows every time of ours in this IANA zone from now on; undefined: in this device's. */
export function showTimesIn(chosen: string | undefined): void {
  zone = chosen;
}

/** The IANA zone in which times are shown. */
export const zoneShown = (): string => zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The language that is shown, in the variety of this device: "de-AT" where German is shown. */
function locale(): string {
  const here = navigator.languages.find((language) => language.split('-')[0] === i18n.language);
  return here ?? (i18n.language === 'en' ? 'en-GB' : i18n.language);
}

const made = new Map<string, Intl.DateTimeFormat>();

/** Formatters are slow to make and used on every line: one is kept for each locale, zone and pattern. */
function dates(name: keyof typeof PATTERNS, timeZone: string | undefined): Intl.DateTimeFormat {
  const key = `${locale()} ${timeZone} ${name}`;
  const kept = made.get(key);
  if (kept !== undefined) return kept;
  const fresh = new Intl.DateTimeFormat(locale(), {
    ...PATTERNS[name],
    ...(timeZone === undefined ? {} : { timeZone }),
  });
  made.set(key, fresh);
  return fresh;
}

const PATTERNS = {
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
  year: { year: 'numeric' },
  shortMonth: { month: 'short', year: 'numeric' },
  shortDay: { day: 'numeric', month: 'short' },
  monthName: { month: 'short' },
  clock: { hour: '2-digit', minute: '2-digit' },
  weekday: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export const formatNumber = (value: number, digits?: number): string =>
  value.toLocaleString(
    locale(),
    digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits },
  );

/** "a, b and c". */
export const formatList = (words: readonly string[]): string => new Intl.ListFormat(locale()).format(words);

/** A heading of ours in the middle of a sentence: German writes nouns large there, too. */
export const insideSentence = (words: string): string =>
  i18n.language === 'de' ? words : words.charAt(0).toLocaleLowerCase(i18n.language) + words.slice(1);

export const formatDay = (time: number): string => dates('day', zone).format(time);

/** "May": the month in UTC, for a heading that has little room. */
export const formatMonthShort = (time: number): string => dates('monthName', 'UTC').format(time);

/** "Saturday, 3 May 2026". */
export const formatWeekday = (time: number): string => dates('weekday', zone).format(time);

export const formatClock = (time: number): string => dates('clock', zone).format(time);

const DAY = 86_400_000;

/** What stands at a mark of a time axis: the year, month, day or time of day, by how far the marks are apart. */
export function formatTimeMark(time: number, step: number): string {
  const name = step >= 360 * DAY ? 'year' : step >= 28 * DAY ? 'shortMonth' : step >= DAY ? 'shortDay' : 'clock';
  return dates(name, zone).format(time);
}

/** Midnight of the day of `time`, in the person's zone: the key to group by. */
export function dayOf(time: number): number {
  const midnight = Math.floor(wallClock(time) / DAY) * DAY;
  const guess = time - (wallClock(time) - midnight);
  // Where the clocks changed since midnight the guess is an hour off.
  return guess - (wallClock(guess) - midnight);
}

/** Midnight at the beginning of a day (ISO 8601), in the person's zone. */
export function startOfDay(day: string): number {
  const written = Date.parse(`${day}T00:00:00Z`);
  const guess = written - (wallClock(written) - written);
  return guess - (wallClock(guess) - written);
}

/** What the clock on the wall shows in the person's zone, as milliseconds as if it stood in UTC. */
function wallClock(time: number): number {
  if (zone === undefined) return time - new Date(time).getTimezoneOffset() * 60_000;
  const parts = Object.fromEntries(
    wallParts(zone)
      .formatToParts(time)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (time % 1000);
}

const walls = new Map<string, Intl.DateTimeFormat>();

function wallParts(timeZone: string): Intl.DateTimeFormat {
  const kept = walls.get(timeZone) ?? new Intl.DateTimeFormat('en-US', { ...WALL, timeZone });
  walls.set(timeZone, kept);
  return kept;
}

const WALL = {
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
  hourCycle: 'h23',
} as const satisfies Intl.DateTimeFormatOptions;

/** "Today", "Yesterday", else "Saturday, 3 May 2026". */
export function formatDayHeading(time: number, now: number): string {
  const distance = daysBetween(time, now);
  if (distance === 0) return i18n.t('Today');
  if (distance === 1) return i18n.t('Yesterday');
  return formatWeekday(time);
}

/** "today at 14:05", "yesterday at 14:05", "on 3 May 2026 at 14:05". */
export function formatWhen(time: number, now: number): string {
  const distance = daysBetween(time, now);
  const at = formatClock(time);
  if (distance === 0) return i18n.t('today at {at}', { at });
  if (distance === 1) return i18n.t('yesterday at {at}', { at });
  return i18n.t('on {day} at {at}', { day: formatDay(time), at });
}

const daysBetween = (time: number, now: number): number => Math.round((dayOf(now) - dayOf(time)) / DAY);

export function formatBytes(bytes: number): string {
  if (bytes < 1000) return i18n.t('{bytes, plural, one {# byte} other {# bytes}}', { bytes });
  const units = ['kB', 'MB', 'GB'];
  let value = bytes;
  let unit = -1;
  do {
    value /= 1000;
    unit += 1;
  } while (value >= 999.5 && unit < units.length - 1);
  return `${value < 10 ? formatNumber(value, 1) : formatNumber(Math.round(value))} ${units[unit]}`;
}

/** "40 seconds", "2 minutes": how long to wait. */
export function formatWait(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  return whole < 90
    ? i18n.t('{seconds, plural, one {# second} other {# seconds}}', { seconds: whole })
    : i18n.t('{minutes, plural, one {# minute} other {# minutes}}', { minutes: Math.ceil(whole / 60) });
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
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day ?? 1));
  if (!day) return dates('month', 'UTC').format(date);
  const midnight = time === '00:00' && /T00:00:00/.test(text);
  const written = dates('day', 'UTC').format(date);
  return time && !midnight ? `${written}, ${time}` : written;
}
