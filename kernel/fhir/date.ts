/** The time a FHIR date may mean: milliseconds since the epoch, both ends included. */
export interface DateRange {
  readonly low: number;
  readonly high: number;
}

// date, dateTime and instant of R4 (http://hl7.org/fhir/R4/datatypes.html#dateTime); seconds may be 60 for a leap second.
const FORM =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d|60)(?:\.(\d+))?)?(Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?)?)?)?$/;

const DAY = 86_400_000;

/**
 * The range of a FHIR `date`, `dateTime` or `instant`: a year spans the year, a day the day, a time its last written
 * digit. Dates without a time and times without a zone are read as UTC. Undefined when the text is no such date
 * (`2021-02-30` is none).
 */
export function dateRange(text: string): DateRange | undefined {
  const match = FORM.exec(text);
  if (!match) return undefined;
  const year = Number(match[1]);
  if (match[2] === undefined) return { low: utc(year, 0, 1), high: utc(year + 1, 0, 1) - 1 };
  const month = Number(match[2]) - 1;
  if (month < 0 || month > 11) return undefined;
  if (match[3] === undefined) return { low: utc(year, month, 1), high: utc(year, month + 1, 1) - 1 };
  const day = Number(match[3]);
  if (day < 1 || day > daysIn(year, month)) return undefined;
  const start = utc(year, month, day);
  if (match[4] === undefined) return { low: start, high: start + DAY - 1 };
  const offset = zoneOffset(match[8]);
  const minute = start + Number(match[4]) * 3_600_000 + Number(match[5]) * 60_000 - offset;
  if (match[6] === undefined) return { low: minute, high: minute + 59_999 };
  const second = minute + Number(match[6]) * 1000;
  const fraction = match[7];
  if (fraction === undefined) return { low: second, high: second + 999 };
  const digits = fraction.slice(0, 3);
  const unit = digits.length === 1 ? 100 : digits.length === 2 ? 10 : 1;
  const low = second + Number(digits) * unit;
  return { low, high: low + unit - 1 };
}

/** Milliseconds of a full instant (`meta.lastUpdated`); undefined when it is none. */
export function instantMs(text: unknown): number | undefined {
  if (typeof text !== 'string') return undefined;
  const match = FORM.exec(text);
  return match?.[6] === undefined || match[8] === undefined ? undefined : dateRange(text)?.low;
}

// Date.UTC reads the years 0 to 99 as 1900 to 1999.
function utc(year: number, month: number, day: number): number {
  if (year > 99) return Date.UTC(year, month, day);
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return date.getTime();
}

function daysIn(year: number, month: number): number {
  if (month !== 1) return month === 3 || month === 5 || month === 8 || month === 10 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

function zoneOffset(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}
