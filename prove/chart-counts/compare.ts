import type { Counted, Found, Latest, Named } from './by-hand.ts';
import type { Line, Part } from './read-screens.ts';

/** The pages of one person, as they were read. */
export interface Read {
  readonly medicines: readonly Part[];
  readonly conditions: readonly Part[];
  readonly results: readonly Part[];
  readonly vitals: readonly Part[];
  readonly visits: readonly Part[];
  readonly documents: readonly Part[];
}

/** Everything in which the screens and the count by hand differ, in words that name codes and numbers only. */
export function differences(read: Read, counted: Counted): string[] {
  const documents = linesOf(read.documents);
  const twice = documents.flatMap(({ says }) => says.filter((one) => one.includes('also recorded elsewhere')));
  return [
    ...Object.entries(read).flatMap(([page, parts]) => miscounted(page, parts as readonly Part[])),
    ...sameNames('a current medicine', part(read.medicines, 'Current'), counted.medicines),
    ...sameNames('an active condition', part(read.conditions, 'Active'), counted.problems),
    ...sameValues([...analytes(read.results), ...analytes(read.vitals)], counted.latest),
    ...sameList('visits of a year', yearsOf(read.visits), counted.visits),
    ...(documents.length + twice.length === counted.documents
      ? []
      : [
          `documents: ${documents.length} and ${twice.length} told twice on the screen, ${counted.documents} in the files`,
        ]),
  ];
}

const linesOf = (parts: readonly Part[]): Line[] => parts.flatMap(({ lines }) => lines);
const part = (parts: readonly Part[], title: string): readonly Line[] =>
  parts.find((one) => one.title === title)?.lines ?? [];
const analytes = (parts: readonly Part[]): readonly Line[] => [
  ...part(parts, 'Pinned'),
  ...part(parts, 'Single values'),
];
const yearsOf = (parts: readonly Part[]): string[] =>
  parts.map(({ title, lines }) => `${title}: ${lines.length}`).sort();

/** Every part shows as many as it says that there are. */
const miscounted = (page: string, parts: readonly Part[]): string[] =>
  parts.flatMap(({ title, count, lines }) =>
    count === lines.length ? [] : [`${page}, ${title}: says ${count} and shows ${lines.length}`],
  );

function sameNames(what: string, lines: readonly Line[], named: readonly Named[]): string[] {
  const missing = named.filter(({ words }) => lines.filter(({ name }) => words.has(name)).length !== 1);
  const further = lines.filter(({ name }) => !named.some(({ words }) => words.has(name)));
  return [
    ...missing.map(({ code }) => `${what} of the files is not on the screen once: ${code}`),
    ...further.map((_, at) => `${what} on the screen is not in the files: the ${at + 1}. such`),
  ];
}

function sameValues(lines: readonly Line[], latest: readonly Latest[]): string[] {
  const valued = lines.filter(({ says }) => !says.includes('No value'));
  const wrong = latest.flatMap((one) => {
    const line = valued.find(({ name }) => one.words.has(name));
    if (line === undefined) return [`no line for ${one.code}`];
    const faults: string[] = [];
    if (!line.says.some((words) => words.startsWith(dayInWords(one.day))))
      faults.push(`${one.code}: not of ${one.day}`);
    if (!one.found.some((some) => some.every((found) => shows(line, found)))) faults.push(`${one.code}: another value`);
    return faults;
  });
  return valued.length === latest.length
    ? wrong
    : [...wrong, `${valued.length} lines with a value on the screen, ${latest.length} in the files`];
}

/** "3 May 2026", as an English screen writes the day that stands in the file. */
function dayInWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  const name = MONTHS[(month ?? 0) - 1];
  return [date, name, year].filter((one) => one !== undefined).join(' ');
}
const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** The line has the digits of the file; where these are those of a calculation, their rounding. */
function shows({ says }: Line, found: Found): boolean {
  const shown = says.join(' ');
  if ('words' in found) return shown.includes(found.words);
  const numbers = [...shown.matchAll(/-?\d+(\.\d+)?/g)].map(([digits]) => digits);
  if (!shown.includes(printed(found.unit))) return false;
  if (numbers.includes(found.digits)) return true;
  if (found.digits.length <= 9) return false;
  return numbers.some((one) => {
    const decimals = one.split('.')[1]?.length ?? 0;
    return Math.abs(Number(one) - Number(found.digits)) <= 0.5 * 10 ** -decimals + 1e-9;
  });
}

/** The codes of UCUM that are written otherwise for people. */
const WRITTEN: Readonly<Record<string, string>> = {
  Cel: '°C', '10*3/uL': '10³/µL', '10*6/uL': '10⁶/µL', 'ug/dL': 'µg/dL', 'ug/L': 'µg/L', 'umol/L': 'µmol/L', 1: '',
}; // biome-ignore format: a table
const printed = (unit: string): string => WRITTEN[unit] ?? unit.replace(/^\{.*/, '').replace(/\[(Hg|IU)\]/g, '$1');

function sameList(what: string, screen: readonly string[], files: readonly string[]): string[] {
  const differ = [...screen.filter((one) => !files.includes(one)), ...files.filter((one) => !screen.includes(one))];
  return differ.map((one) => `${what}: ${one} stands on one side only`);
}
