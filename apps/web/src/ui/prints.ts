import type { PrintChoices, PrintName } from '../api/print.ts';
import { i18n } from '../i18n/i18n.ts';
import { zoneShown } from './words.ts';

/** Pages of a record that the server prints: what the list is called there, and what one entry of it is. */
const PRINTS: Readonly<Record<string, { readonly list: PrintName; readonly entry?: PrintName }>> = {
  timeline: { list: 'timeline' },
  results: { list: 'results', entry: 'trend' },
  vitals: { list: 'vitals', entry: 'trend' },
  medicines: { list: 'medicines' },
  conditions: { list: 'problems' },
  allergies: { list: 'allergies' },
  immunizations: { list: 'immunizations' },
  visits: { list: 'visits', entry: 'visit' },
  appointments: { list: 'appointments' },
  documents: { list: 'documents', entry: 'note' },
  procedures: { list: 'procedures' },
  devices: { list: 'devices' },
  plans: { list: 'plans' },
  'care-team': { list: 'care-team' },
  family: { list: 'family' },
  insurance: { list: 'coverage' },
};

/** Pages on which something is done, and nothing is read. */
const NOT_FOR_PAPER: ReadonlySet<string> = new Set(['add', 'card', 'links', 'search', 'settings', 'summary']);

/** Whether the page at this path is one that somebody would want on paper. */
export const readsWell = (pathname: string): boolean => !NOT_FOR_PAPER.has(pathname.split('/')[3] ?? '');

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What the page at this path is as a print; null for one that is none. */
export function printOf(pathname: string): { readonly name: PrintName; readonly entry?: string } | null {
  const [, people, , page = '', entry = ''] = pathname.split('/');
  const found = people === 'people' && Object.hasOwn(PRINTS, page) ? PRINTS[page] : undefined;
  if (found === undefined) return null;
  return found.entry !== undefined && ID.test(entry) ? { name: found.entry, entry } : { name: found.list };
}

/** Where letters are written on Letter (CLDR, paperSize US-Letter). */
const LETTER = new Set('BZ CA CL CO CR GT MX NI PA PH PR SV US VE'.split(' '));

/** The paper of this device's region, the language that is shown, the person's zone. */
export function printChoices(): PrintChoices {
  const region = new Intl.Locale(navigator.language).region ?? '';
  return { paper: LETTER.has(region) ? 'letter' : 'a4', language: i18n.language, zone: zoneShown() };
}
