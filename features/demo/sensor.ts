import type { Calendar } from './calendar.ts';
import type { Patient } from './clinic.ts';
import { concept, hl7Concept, others } from './codes.ts';
import { createPortal, type Ref, type Resource } from './portal.ts';
import { hashed } from './random.ts';

/** One reading in five minutes, as sensors give them. */
const EVERY = 300_000;
const DAY = 288;
/** Ten years of readings. */
export const MOST_READINGS = 3650 * DAY;
/** Readings in one file: about 10 MB. */
const IN_A_FILE = 20_000;

/** The wearer, the sensor, and the readings before the end of the record, in files of their own. */
export interface Sensor {
  readonly base: string;
  readonly files: readonly { readonly name: string; readonly count: number; resources(): readonly Resource[] }[];
}

/** @param readings 0 to MOST_READINGS; each is made from the seed and its time alone, so more of them change none */
export function createSensor(calendar: Calendar, wearer: Patient, seed: number, readings: number): Sensor {
  const portal = createPortal('https://cloud.glucolink.example/fhir', 'gl', `${calendar.date(0)}T00:00:00Z`);
  const { name, birthDate, member } = wearer;
  const patient = portal.add('Patient', {
    identifier: [{ system: 'https://ids.example/member', value: member }],
    name,
    birthDate,
  });
  const device = portal.add('Device', {
    status: 'active',
    deviceName: [{ name: 'GlucoLink sensor (fictional)', type: 'user-friendly-name' }],
    type: { text: 'Continuous glucose sensor' },
    patient,
  });
  const last = Math.floor(calendar.end / EVERY) - 1;
  const parts = Math.ceil(readings / IN_A_FILE);
  const files = Array.from({ length: parts }, (_, part) => {
    const before = part * IN_A_FILE;
    const count = Math.min(IN_A_FILE, readings - before);
    const made = (): Resource[] =>
      Array.from({ length: count }, (_, at) => reading(seed, last - before - at, patient, device));
    return { name: `glucose-${part + 1}.json`, count, resources: made };
  });
  return {
    base: portal.base,
    files: [{ name: 'sensor.json', count: portal.resources.length, resources: () => portal.resources }, ...files],
  };
}

/** @param slot five minutes since 1970 */
function reading(seed: number, slot: number, subject: Ref, device: Ref): Resource {
  return {
    resourceType: 'Observation',
    id: `gl-r-${slot}`,
    status: 'final',
    category: [hl7Concept('observation-category', 'laboratory')],
    code: concept(others.sensorGlucose),
    subject,
    effectiveDateTime: new Date(slot * EVERY).toISOString().replace('.000Z', 'Z'),
    valueQuantity: { value: glucose(seed, slot), unit: 'mg/dL', system: 'http://unitsofmeasure.org', code: 'mg/dL' },
    device,
  };
}

/** mg/dL, 40 to 400: a day with three meals of different size, a slow drift and the noise of a sensor. */
function glucose(seed: number, slot: number): number {
  const day = Math.floor(slot / DAY);
  const inDay = slot % DAY;
  const meals = [90, 150, 230].map((start, meal) => {
    const since = inDay - start;
    const size = 40 + 110 * hashed(seed + meal, day);
    return since < 0 ? 0 : size * (since / 12) * Math.exp(1 - since / 12);
  });
  const drift = 18 * Math.sin(slot / 37) + 12 * Math.sin(slot / 11);
  const low = hashed(seed + 9, day) < 0.2 && inDay > 30 && inDay < 60 ? -45 : 0;
  const value = 112 + drift + low + meals.reduce((sum, one) => sum + one, 0) + 8 * (hashed(seed, slot) - 0.5);
  return Math.round(Math.min(400, Math.max(40, value)));
}
