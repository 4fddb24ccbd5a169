import type { Calendar } from './calendar.ts';
import { createEvents } from './clinic-events.ts';
import { createLists } from './clinic-lists.ts';
import { createResults } from './clinic-results.ts';
import type { Place } from './place.ts';
import type { Portal, Ref } from './portal.ts';

export interface Patient {
  readonly name: readonly { readonly use: string; readonly family?: string; readonly given: readonly string[] }[];
  readonly birthDate: string;
  readonly gender: 'female' | 'male';
  /** The number of an insurance that does not exist; the same at every portal of this person. */
  readonly member: string;
}

/** What a hospital or practice writes about one person, in its own ids and with its own clock. */
export type Clinic = ReturnType<typeof createClinic>;

/** @param site what it calls itself, and the offset of its clock (`-05:00`) */
export function createClinic(
  portal: Portal,
  calendar: Calendar,
  site: { readonly name: string; readonly offset: string },
  { name, gender, birthDate, member }: Patient,
) {
  const identifier = [{ system: 'https://ids.example/member', value: member }];
  const place: Place = {
    portal,
    patient: portal.add('Patient', { identifier, active: true, name, gender, birthDate }),
    organization: portal.add('Organization', { active: true, name: site.name }, site.name),
    member,
    at: ({ ago, clock = '09:30' }) => calendar.time(ago, clock, site.offset),
    date: calendar.date,
  };
  return {
    ...place,
    ...createLists(place),
    ...createResults(place),
    ...createEvents(place),
    practitioner: (given: string, family: string): Ref =>
      portal.add('Practitioner', { active: true, name: [{ given: [given], family }] }, `${given} ${family}`),
  };
}
