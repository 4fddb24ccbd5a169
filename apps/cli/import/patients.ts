import type { Document } from './documents.ts';

/** A human that files speak of. */
export interface Patient {
  /** As a person would be called; null when no name was given. */
  readonly name: string | null;
  readonly birthDate: string | null;
  /** How resources refer to them: `Patient/123`, a fullUrl. */
  readonly references: readonly string[];
}

/** One resource of a document, with the URL it stands under. */
interface Placed {
  readonly resource: Readonly<Record<string, unknown>>;
  readonly fullUrl: string | undefined;
}

/** Elements that say whom a resource is about, in the order in which they decide (FHIR R4 patient compartment). */
const SUBJECTS = ['subject', 'patient', 'beneficiary', 'individual', 'for'];

/** True when it holds a resource. */
export const isFhir = ({ value }: Document): boolean =>
  resourcesOf(value).some(({ resource }) => typeof resource.resourceType === 'string') ||
  (value as { resourceType?: unknown }).resourceType === 'Bundle';

export function patientsOf(document: Document): Patient[] {
  return resourcesOf(document.value)
    .filter(({ resource }) => resource.resourceType === 'Patient')
    .map(({ resource, fullUrl }) => ({
      name: nameOf(resource.name),
      birthDate: typeof resource.birthDate === 'string' ? resource.birthDate : null,
      references: [
        ...(typeof resource.id === 'string' ? [`Patient/${resource.id}`] : []),
        ...(fullUrl === undefined ? [] : [fullUrl]),
      ],
    }));
}

/** Whom a line of NDJSON is about: a reference, or null when it is about nobody (an organization, a practitioner). */
export function subjectOf({ value }: Document): string | null {
  const resource = value as Readonly<Record<string, unknown>>;
  if (resource.resourceType === 'Patient') return typeof resource.id === 'string' ? `Patient/${resource.id}` : '';
  for (const element of SUBJECTS) {
    const reference = (resource[element] as { reference?: unknown } | undefined)?.reference;
    if (typeof reference !== 'string') continue;
    // The end of an absolute reference names the patient as well as the whole.
    const patient = /(?:^|\/)(Patient\/[A-Za-z0-9\-.]{1,64})(?:\/_history\/.*)?$/.exec(reference)?.[1];
    if (patient !== undefined) return patient;
    if (reference.startsWith('urn:')) return reference;
  }
  return null;
}

/** One entry per human: the same name and birth date, or a shared reference. */
export function mergePatients(patients: readonly Patient[]): Patient[] {
  const merged: Patient[] = [];
  for (const patient of patients) {
    const at = merged.findIndex((other) => isSame(patient, other));
    const other = merged[at];
    if (other === undefined) merged.push(patient);
    else merged[at] = { ...other, references: [...new Set([...other.references, ...patient.references])] };
  }
  return merged;
}

const fold = (name: string | null): string => (name ?? '').normalize('NFKC').toLowerCase();

function isSame(a: Patient, b: Patient): boolean {
  if (a.references.some((reference) => b.references.includes(reference))) return true;
  return a.name !== null && fold(a.name) === fold(b.name) && a.birthDate !== null && a.birthDate === b.birthDate;
}

function resourcesOf(value: unknown): Placed[] {
  if (Array.isArray(value)) return value.flatMap(resourcesOf);
  const resource = value as Readonly<Record<string, unknown>> | null;
  if (typeof resource !== 'object' || resource === null) return [];
  if (resource.resourceType !== 'Bundle') return [{ resource, fullUrl: undefined }];
  const entries = Array.isArray(resource.entry) ? (resource.entry as { resource?: unknown; fullUrl?: unknown }[]) : [];
  return entries.flatMap((entry) =>
    resourcesOf(entry?.resource).map((placed) => ({
      ...placed,
      fullUrl: typeof entry.fullUrl === 'string' ? entry.fullUrl : placed.fullUrl,
    })),
  );
}

/** The official name, else the usual, else the first (R4 HumanName). */
function nameOf(names: unknown): string | null {
  if (!Array.isArray(names)) return null;
  const all = names as { use?: unknown; text?: unknown; given?: unknown; family?: unknown }[];
  const name = all.find(({ use }) => use === 'official') ?? all.find(({ use }) => use === 'usual') ?? all[0];
  if (name === undefined) return null;
  const given = Array.isArray(name.given) ? name.given.filter((part) => typeof part === 'string') : [];
  const family = typeof name.family === 'string' ? [name.family] : [];
  const text = typeof name.text === 'string' ? name.text : [...given, ...family].join(' ');
  const clean = text
    .replace(/\p{Cc}/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200);
  return clean === '' ? null : clean;
}
