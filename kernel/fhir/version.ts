import { versionsOfElements, versionsOfTypes } from './generated/other-versions.ts';
import { isNode, type Node } from './index-values.ts';
import { safeName } from './json-lexer.ts';
import { resourceKind } from './resource-kinds.ts';

export type FhirVersion = 'DSTU2' | 'STU3' | 'R4' | 'R5';

/** What a resource says about the FHIR version it was written in. */
export type VersionEvidence =
  /** Nothing in it is in R4 only, nothing is foreign to R4: it reads as R4. */
  | { readonly kind: 'any' }
  /** It has what only R4 (of all four) has. */
  | { readonly kind: 'R4' }
  /** Every element of it exists in these versions, and some don't exist in R4. */
  | { readonly kind: 'other'; readonly versions: readonly FhirVersion[]; readonly because: string };

const bits: readonly FhirVersion[] = ['DSTU2', 'STU3', 'R4', 'R5'];
const ALL = 15;
const R4 = 4;
const R5 = 8;
const BEFORE_R4 = 3;

/** Versions that an element's JSON form gives away although its name is the same: a code became a CodeableConcept ... */
interface Shape {
  readonly versions: number;
  readonly when: (value: unknown) => boolean;
  readonly is: string;
}

const wasCode: Shape = { versions: BEFORE_R4, when: (value) => typeof value === 'string', is: 'a code' };
const isConceptList: Shape = {
  versions: R5,
  when: (value) => Array.isArray(value) && value.some((one) => isNode(one) && one.coding !== undefined),
  is: 'a list of concepts',
};
const isCodeableReference: Shape = {
  versions: R5,
  when: (value) =>
    (Array.isArray(value) ? value : [value]).some(
      (one) => isNode(one) && (isNode(one.concept) || isNode(one.reference)),
    ),
  is: 'a CodeableReference',
};

/** Only shapes that no R4 resource can have. */
const shapes: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
  AllergyIntolerance: { clinicalStatus: wasCode, verificationStatus: wasCode },
  Condition: { clinicalStatus: wasCode, verificationStatus: wasCode },
  Encounter: { class: isConceptList, participant: actorInstead('individual', 'actor') },
  Device: { udiCarrier: { versions: 1, when: (value) => typeof value === 'string', is: 'a text' } },
  MedicationRequest: { reason: isCodeableReference },
  ServiceRequest: { code: isCodeableReference },
  Provenance: {
    activity: { versions: BEFORE_R4, when: (value) => isNode(value) && value.code !== undefined, is: 'a Coding' },
  },
};

function actorInstead(old: string, now: string): Shape {
  return {
    versions: R5,
    when: (value) =>
      (Array.isArray(value) ? value : []).some(
        (one) => isNode(one) && one[now] !== undefined && one[old] === undefined,
      ),
    is: `with ${now}`,
  };
}

// Canonicals of the specification itself carry a version only when somebody pinned one: hl7.org/fhir/STU3/..., /5.0/...
const PINNED = /^https?:\/\/hl7\.org\/fhir\/(DSTU2|1\.0|STU3|3\.0|R5|5\.0)(?:\.\d+)?\/StructureDefinition\//;
const pinned: Readonly<Record<string, number>> = { DSTU2: 1, '1.0': 1, STU3: 2, '3.0': 2, R5, '5.0': R5 };

const elementMasks = new Map<string, ReadonlyMap<string, number>>();

function masksOf(type: string): ReadonlyMap<string, number> {
  let masks = elementMasks.get(type);
  if (!masks) {
    const line = Object.hasOwn(versionsOfElements, type) ? (versionsOfElements[type] ?? '') : '';
    masks = new Map(
      line
        .split(' ')
        .filter(Boolean)
        .map((pair) => [pair.slice(0, pair.indexOf(':')), Number(pair.slice(pair.indexOf(':') + 1))]),
    );
    elementMasks.set(type, masks);
  }
  return masks;
}

/**
 * The FHIR version of one resource, by what only one version has: its type, the names of its elements, their shapes,
 * profiles pinned to a version. Elements that no version knows say nothing. A valid R4 resource is never `other`: all
 * its elements are R4's.
 */
export function versionOf(resource: Node): VersionEvidence {
  const type = resource.resourceType;
  if (typeof type !== 'string' || !Object.hasOwn(versionsOfTypes, type)) return { kind: 'any' };
  const ofType = versionsOfTypes[type] ?? ALL;
  // R4B's own types are R5's too; they are read as what R4B says of them.
  const isR4B = (ofType & R4) === 0 && resourceKind(type).kind !== 'unknown';
  if (isR4B) return { kind: 'any' };
  if ((ofType & R4) === 0) return other(ofType, `${type} is a type of it`);
  const masks = masksOf(type);
  let mask = ofType;
  let foreign: string | undefined;
  for (const key in resource) {
    const name = key.startsWith('_') ? key.slice(1) : key;
    const versions = masks.get(name);
    if (versions !== undefined) {
      mask &= versions;
      if ((versions & R4) === 0) foreign ??= `${type}.${safeName(name)}`;
    }
    const shape = shapes[type]?.[name];
    if (shape?.when(resource[key])) {
      mask &= shape.versions;
      foreign ??= `${type}.${name} is ${shape.is}`;
    }
  }
  const profiles = isNode(resource.meta) && Array.isArray(resource.meta.profile) ? resource.meta.profile : [];
  for (const profile of profiles) {
    const pin = typeof profile === 'string' ? PINNED.exec(profile)?.[1] : undefined;
    if (pin === undefined) continue;
    mask &= pinned[pin] ?? ALL;
    foreign ??= `its profile names FHIR ${pin}`;
  }
  if ((mask & R4) !== 0) return mask === R4 ? { kind: 'R4' } : { kind: 'any' };
  // What no single version has all of is R4 with something foreign in it: kept and flagged.
  return mask === 0 || foreign === undefined ? { kind: 'any' } : other(mask, foreign);
}

function other(mask: number, because: string): VersionEvidence {
  return { kind: 'other', versions: bits.filter((_, bit) => (mask & (1 << bit)) !== 0), because };
}
