import { adult, hospitalOfAdult, practiceOfAdult } from './adult.ts';
import { createCalendar } from './calendar.ts';
import { child, hospitalOfChild, practiceOfChild } from './child.ts';
import { type Clinic, createClinic, type Patient } from './clinic.ts';
import {
  grandmother,
  grandmotherInArabic,
  northlakeOfGrandmother,
  sanktAnnaOfGrandmother,
  santaClaraOfGrandmother,
} from './grandmother.ts';
import { bundleBytes, createPortal } from './portal.ts';
import { createRandom, type Random } from './random.ts';
import { recentOf } from './recent.ts';
import { createSensor, MOST_READINGS } from './sensor.ts';
import { practiceOfTeenager, teenager, youthClinicOfTeenager } from './teenager.ts';

export interface HouseholdOptions {
  /** A whole number; the same one gives the same bytes. */
  readonly seed: number;
  /** The last day of the ten years, `YYYY-MM-DD`. */
  readonly until: string;
  /** About how many facts there shall be in all; sensor readings make up what is missing. Absent: two weeks of them. */
  readonly facts?: number;
  /** The same people with every kind of entry, in a few hundred facts: for tests. `facts` has no meaning then. */
  readonly small?: true;
}

/** A file as a portal would give it: one FHIR R4 Bundle. */
export interface DemoFile {
  readonly name: string;
  readonly facts: number;
  /** Made anew at each call: large households are not kept in memory. */
  bytes(): Uint8Array;
}

/** What one portal has of a person: one import. */
export interface DemoPortal {
  /** Base URL, in which the facts' origin shows. */
  readonly base: string;
  readonly files: readonly DemoFile[];
}

export interface DemoPerson {
  readonly name: string;
  readonly portals: readonly DemoPortal[];
}

const SITES = {
  northlake: { name: 'Northlake General Hospital', offset: '-05:00', base: 'https://fhir.northlake.example/R4' },
  practice: { name: 'Birch Lane Family Practice', offset: '-05:00', base: 'https://records.birchlane.example/fhir' },
  youth: { name: 'Harbor Youth Clinic', offset: '-05:00', base: 'https://portal.harboryouth.example/fhir/R4' },
  anna: { name: 'Klinikum Sankt Anna', offset: '+01:00', base: 'https://portal.sankt-anna.example/fhir' },
  clara: { name: 'Clínica Santa Clara', offset: '+00:00', base: 'https://api.santaclara.example/fhir/r4' },
} as const;

type Write = (clinic: Clinic, random: Random, age: number) => void;

interface Member {
  readonly name: string;
  readonly patient: Patient;
  readonly sensor?: true;
  readonly portals: readonly (readonly [site: keyof typeof SITES, write: Write, patient?: Patient])[];
}

const MEMBERS: readonly Member[] = [
  {
    name: 'Ingrid Åström-Núñez',
    patient: adult,
    sensor: true,
    portals: [
      ['northlake', hospitalOfAdult],
      ['practice', practiceOfAdult],
    ],
  },
  {
    name: 'Søren Åström-Núñez',
    patient: teenager,
    portals: [
      ['practice', practiceOfTeenager],
      ['youth', youthClinicOfTeenager],
    ],
  },
  {
    name: 'Leila Haddad',
    patient: grandmother,
    portals: [
      ['northlake', northlakeOfGrandmother],
      ['anna', sanktAnnaOfGrandmother],
      ['clara', santaClaraOfGrandmother, grandmotherInArabic],
    ],
  },
  {
    name: 'Yuki Åström-Núñez',
    patient: child,
    portals: [
      ['practice', practiceOfChild],
      ['northlake', (clinic, _random, age) => hospitalOfChild(clinic, age)],
    ],
  },
];

const TWO_WEEKS = 14 * 288;
const TWO_HOURS = 24;
const ONE_YEAR = 366 * 86_400_000;
const DAY = 86_400_000;

/**
 * Four people who do not exist and ten years of their records, each portal's part in files of its own. Pure: the same
 * options give the same bytes. Throws RangeError when `until` is no date, or one before 2026: the child would be too young.
 */
export function demoHousehold({ seed, until, facts, small }: HouseholdOptions): readonly DemoPerson[] {
  const calendar = createCalendar(until);
  if (until < '2026') throw new RangeError('before 2026');
  const people = MEMBERS.map(({ name, patient, portals }, index) => ({
    name,
    portals: portals.map(([key, write, called = patient], at): DemoPortal => {
      const site = SITES[key];
      const portal = createPortal(site.base, `${key}-${index + 1}`, `${until}T06:00:00Z`);
      const age = Math.floor((calendar.end - Date.parse(patient.birthDate)) / DAY);
      write(createClinic(portal, calendar, site, called), createRandom(seed * 100 + index * 10 + at), age);
      const resources = small ? recentOf(portal.resources, calendar.end - ONE_YEAR) : portal.resources;
      const bytes = bundleBytes(site.base, resources);
      return { base: site.base, files: [{ name: `${key}.json`, facts: resources.length, bytes: () => bytes }] };
    }),
  }));
  const written = factsOf(people);
  return people.map(({ name, portals }, index) => {
    const member = MEMBERS[index];
    if (member?.sensor === undefined) return { name, portals };
    const wanted = small
      ? TWO_HOURS
      : facts === undefined
        ? TWO_WEEKS
        : Math.max(TWO_WEEKS, facts - written - SENSOR_ITSELF);
    const sensor = createSensor(calendar, member.patient, seed, Math.min(MOST_READINGS, wanted));
    const files = sensor.files.map((file) => ({
      name: file.name,
      facts: file.count,
      bytes: () => bundleBytes(sensor.base, file.resources()),
    }));
    return { name, portals: [...portals, { base: sensor.base, files }] };
  });
}

/** The sensor and its wearer. */
const SENSOR_ITSELF = 2;

/** How many facts people's files hold. */
export function factsOf(people: readonly DemoPerson[]): number {
  return people
    .flatMap(({ portals }) => portals.flatMap(({ files }) => files))
    .reduce((sum, file) => sum + file.facts, 0);
}
