import { firstNote } from './contacts.ts';
import { type Concept, conceptOf, lineOf, listOf, nodeOf, referenceOf } from './elements.ts';
import { namesOf, wordsOfConcepts, wordsOfReferences } from './names.ts';
import { ofType, type ReadFact, type SourcedMark, sourcedMarkOf } from './read-fact.ts';
import { isOver, newestFirst, periodOf, type When, whenOf } from './when.ts';

/** `asked`: proposed or waiting, not agreed. `unknown`: the record does not say. */
export type AppointmentState = 'booked' | 'asked' | 'cancelled' | 'missed' | 'kept' | 'unknown';

export interface AppointmentEntry extends SourcedMark, Concept {
  readonly state: AppointmentState;
  /** As written. */
  readonly status: string | null;
  readonly start: When | null;
  readonly end: When | null;
  readonly minutes: string | null;
  readonly who: readonly string[];
  readonly where: readonly string[];
  readonly reasons: readonly string[];
  /** What the person should do before, as the clinic wrote it. */
  readonly instructions: string | null;
  readonly note: string | null;
}

export interface Appointments {
  /** Not certainly over, the nearest first; cancelled ones, too, so that nobody misses that they are. */
  readonly upcoming: readonly AppointmentEntry[];
  /** Newest first. */
  readonly past: readonly AppointmentEntry[];
  readonly undated: readonly AppointmentEntry[];
}

const STATES: Readonly<Record<string, AppointmentState>> = {
  proposed: 'asked', pending: 'asked', waitlist: 'asked', booked: 'booked', arrived: 'kept', 'checked-in': 'kept',
  fulfilled: 'kept', cancelled: 'cancelled', noshow: 'missed', planned: 'booked',
}; // biome-ignore format: one list
const PLACES = ['Location', 'Organization', 'HealthcareService'];

/** Appointments, and visits that are planned. */
export function readAppointments(facts: readonly ReadFact[], now: number): Appointments {
  const names = namesOf(facts);
  const planned = ofType(facts, 'Encounter').filter(({ resource }) => resource.status === 'planned');
  const entries = [...ofType(facts, 'Appointment'), ...planned].map((fact): AppointmentEntry => {
    const { resource } = fact;
    const isVisit = fact.type === 'Encounter';
    const period = periodOf(resource.period);
    const status = lineOf(resource.status);
    const actors = listOf(resource.participant).map((one) => one.actor ?? one.individual);
    const isPlace = (one: unknown) => PLACES.includes(referenceOf(one)?.split('/')[0] ?? '');
    const isPatient = (one: unknown) => referenceOf(one)?.startsWith('Patient/') === true;
    const places = [...actors.filter(isPlace), ...listOf(resource.location).map((one) => one.location)];
    return {
      ...sourcedMarkOf(fact),
      ...whatOf(resource),
      state: status !== null && Object.hasOwn(STATES, status) ? (STATES[status] ?? 'unknown') : 'unknown',
      status,
      start: isVisit ? period.start : whenOf(resource.start),
      end: isVisit ? period.end : whenOf(resource.end),
      minutes: lineOf(resource.minutesDuration),
      who: wordsOfReferences(
        actors.filter((one) => !isPlace(one) && !isPatient(one)),
        names,
      ),
      where: wordsOfReferences([...places, resource.serviceProvider], names),
      reasons: wordsOfConcepts(resource.reasonCode),
      instructions: lineOf(resource.patientInstruction, 1000),
      note: lineOf(resource.comment, 1000) ?? firstNote(resource.note),
    };
  });
  const byStart = (one: AppointmentEntry) => ({ when: one.start });
  const dated = entries.filter((one) => one.start !== null);
  const isPast = ({ start, end }: AppointmentEntry): boolean => {
    const last = end ?? start;
    return last !== null && isOver(last, now);
  };
  return {
    upcoming: dated.filter((one) => !isPast(one)).sort((one, other) => newestFirst(byStart(other), byStart(one))),
    past: dated.filter(isPast).sort((one, other) => newestFirst(byStart(one), byStart(other))),
    undated: entries.filter((one) => one.start === null),
  };
}

/** What it is for: its description, else the first thing that says of what kind it is. */
function whatOf(resource: Readonly<Record<string, unknown>>): Concept {
  const kinds = [
    resource.serviceType,
    resource.type,
    resource.appointmentType,
    resource.specialty,
    resource.reasonCode,
  ];
  const concepts = kinds.flatMap((one) => listOf(one)).map(conceptOf);
  const concept = concepts.find((one) => one.words !== null) ?? conceptOf(nodeOf(undefined));
  return { words: lineOf(resource.description) ?? concept.words, codings: concept.codings };
}
