import { firstNote } from './contacts.ts';
import { type Concept, conceptOf, lineOf, listOf, nodeOf, referenceOf } from './elements.ts';
import { calledOf, namesOf, wordsOfConcepts, wordsOfReference } from './names.ts';
import { nameOf, ofType, type ReadFact, type SourcedMark, sourcedMarkOf } from './read-fact.ts';
import { isOver, newestFirst, periodOf, type When, whenOf } from './when.ts';

/** `unknown`: the record does not say whether it is still used. */
export type DeviceState = 'in-use' | 'planned' | 'past' | 'unknown';

export interface DeviceEntry extends SourcedMark, Concept {
  /** `device`: the thing itself. `use`: somebody says that it is used. `order`: somebody ordered it. */
  readonly kind: 'device' | 'use' | 'order';
  readonly state: DeviceState;
  readonly status: string | null;
  readonly name: string | null;
  readonly maker: string | null;
  readonly model: string | null;
  readonly serial: string | null;
  readonly lot: string | null;
  readonly start: When | null;
  readonly end: When | null;
  readonly reasons: readonly string[];
  readonly bodySite: string | null;
  readonly note: string | null;
  /** The device that a use or an order names. */
  readonly device: string | null;
}

const STATES: Readonly<Record<string, DeviceState>> = {
  active: 'in-use', inactive: 'past', completed: 'past', stopped: 'past', revoked: 'past', intended: 'planned',
  draft: 'planned', 'on-hold': 'unknown',
}; // biome-ignore format: one list

/** Devices and aids: what there is, what is said to be used, what was ordered; newest first. */
export function readDevices(facts: readonly ReadFact[], now: number): { readonly devices: readonly DeviceEntry[] } {
  const names = namesOf(facts);
  const byName = new Map(ofType(facts, 'Device').map((fact) => [nameOf(fact), fact]));

  function entryOf(fact: ReadFact, kind: DeviceEntry['kind']): DeviceEntry {
    const { resource } = fact;
    const reference = kind === 'device' ? null : (resource.device ?? resource.codeReference);
    const device = kind === 'device' ? fact : byName.get(referenceOf(reference) ?? '');
    const thing = nodeOf(device?.resource);
    const period = periodOf(resource.timingPeriod ?? resource.occurrencePeriod);
    const start = period.start ?? whenOf(resource.timingDateTime ?? resource.occurrenceDateTime ?? resource.authoredOn);
    const end = period.end ?? (kind === 'device' ? whenOf(resource.expirationDate) : null);
    const concept = conceptOf(resource.codeCodeableConcept ?? thing.type);
    const status = lineOf(resource.status);
    const known = status !== null && Object.hasOwn(STATES, status) ? STATES[status] : undefined;
    const hasEnded = kind !== 'device' && period.end !== null && isOver(period.end, now);
    return {
      ...sourcedMarkOf(fact),
      ...concept,
      kind,
      // An order says nothing about use, nor does a device that is there.
      state: kind === 'use' ? (hasEnded ? 'past' : (known ?? 'unknown')) : known === 'past' ? 'past' : 'unknown',
      status,
      name: device === undefined ? wordsOfReference(reference, names) : calledOf(device),
      maker: lineOf(thing.manufacturer),
      model: lineOf(thing.modelNumber),
      serial: lineOf(thing.serialNumber),
      lot: lineOf(thing.lotNumber),
      start,
      end,
      reasons: wordsOfConcepts(resource.reasonCode),
      bodySite: conceptOf(listOf(resource.bodySite)[0]).words,
      note: firstNote(resource.note),
      device: kind === 'device' ? null : (device?.id ?? null),
    };
  }

  const devices = [
    ...ofType(facts, 'DeviceUseStatement').map((fact) => entryOf(fact, 'use')),
    ...ofType(facts, 'Device').map((fact) => entryOf(fact, 'device')),
    ...ofType(facts, 'DeviceRequest').map((fact) => entryOf(fact, 'order')),
  ];
  return { devices: devices.sort(newestFirst) };
}
