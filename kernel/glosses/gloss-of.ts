import { codeKey, codeSystemOf } from './code-systems.ts';
import type { Entry, Language, Words } from './entry.ts';
import type { Source } from './sources.ts';
import { table } from './table.ts';

export interface Coding {
  readonly system: string;
  readonly code: string;
}

export interface Gloss extends Words {
  readonly language: Language;
  readonly source: Source;
}

const SYSTEMS = ['loinc', 'snomed', 'icd10cm', 'cvx'] as const;

const byCode: ReadonlyMap<string, Entry> = new Map(
  table.flatMap((entry) =>
    SYSTEMS.flatMap((system) => (entry.codes[system] ?? []).map((code) => [codeKey(system, code), entry] as const)),
  ),
);

/** The gloss of the first coding that has one, in the order of the codings; null when none has. */
export function glossOf(codings: readonly Coding[], language: Language = 'en'): Gloss | null {
  for (const { system, code } of codings) {
    const known = codeSystemOf(system);
    const entry = known && byCode.get(codeKey(known, code));
    if (entry) return { ...entry[language], language, source: entry.source };
  }
  return null;
}

/** Where a resource says what it is about (FHIR R4); other types have no gloss. */
const ELEMENT: ReadonlyMap<unknown, string> = new Map([
  ['Observation', 'code'],
  ['Condition', 'code'],
  ['DiagnosticReport', 'code'],
  ['Immunization', 'vaccineCode'],
]);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isCoding = (value: unknown): value is Coding =>
  isObject(value) && typeof value.system === 'string' && typeof value.code === 'string';

/** The gloss of what a resource is about. Its shape is not trusted: whatever does not fit has no gloss. */
export function glossOfResource(resource: unknown, language: Language = 'en'): Gloss | null {
  if (!isObject(resource)) return null;
  const element = ELEMENT.get(resource.resourceType);
  const concept = element === undefined ? undefined : resource[element];
  if (!isObject(concept) || !Array.isArray(concept.coding)) return null;
  return glossOf(concept.coding.filter(isCoding), language);
}
