import { isObject, type Json, listOf, textOf } from './fhir-read.ts';

/** One coding as it was received, and in which element it first stands. */
export interface Code {
  /** Name of the element: `code`, `category`, `component`. */
  readonly element: string;
  /** The system by its short name; undefined where none is given. */
  readonly system: string | undefined;
  readonly code: string;
  readonly display: string | undefined;
}

/** Short names of the code systems a person meets; OIDs are those of HL7's registry. */
const SYSTEMS: Readonly<Record<string, string>> = {
  'http://loinc.org': 'LOINC',
  'urn:oid:2.16.840.1.113883.6.1': 'LOINC',
  'http://snomed.info/sct': 'SNOMED CT',
  'urn:oid:2.16.840.1.113883.6.96': 'SNOMED CT',
  'http://www.nlm.nih.gov/research/umls/rxnorm': 'RxNorm',
  'urn:oid:2.16.840.1.113883.6.88': 'RxNorm',
  'http://www.whocc.no/atc': 'ATC',
  'http://hl7.org/fhir/sid/icd-10-cm': 'ICD-10-CM',
  'urn:oid:2.16.840.1.113883.6.90': 'ICD-10-CM',
  'http://hl7.org/fhir/sid/icd-10': 'ICD-10',
  'http://fhir.de/CodeSystem/bfarm/icd-10-gm': 'ICD-10-GM',
  'http://hl7.org/fhir/sid/icd-9-cm': 'ICD-9-CM',
  'urn:oid:2.16.840.1.113883.6.103': 'ICD-9-CM',
  'http://hl7.org/fhir/sid/cvx': 'CVX',
  'http://hl7.org/fhir/sid/mvx': 'MVX',
  'http://hl7.org/fhir/sid/ndc': 'NDC',
  'http://www.ama-assn.org/go/cpt': 'CPT',
  'https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets': 'HCPCS',
  'http://www.ada.org/cdt': 'CDT',
  'http://fdasis.nlm.nih.gov': 'UNII',
  'http://unitsofmeasure.org': 'UCUM',
  'http://dicom.nema.org/resources/ontology/DCM': 'DICOM',
  'http://nucc.org/provider-taxonomy': 'NUCC',
};

/** "LOINC"; "HL7 observation-category" for what HL7 itself defines; else the last part of the address. */
export function systemName(system: string): string {
  const known = SYSTEMS[system];
  if (known !== undefined) return known;
  const last = system.replace(/\/+$/, '').split('/').at(-1) ?? system;
  if (/^http:\/\/(terminology\.)?hl7\.org\//.test(system)) return `HL7 ${last.replace(/^v\d-/, '')}`;
  return system.startsWith('urn:oid:') ? `OID ${system.slice('urn:oid:'.length)}` : last;
}

/** Elements that are about the server or about others, or no codes of the entry: units have their place beside values. */
const PASSED_OVER = new Set(['meta', 'text', 'contained', 'identifier', 'extension', 'modifierExtension', 'subject']);
const DEEP = 12;

/** Every coding of a resource, each once, in the order of the resource with its main code first. */
export function codesOf(resource: Json): readonly Code[] {
  const found = new Map<string, Code>();
  const add = (element: string, coding: Json): void => {
    const code = textOf(coding.code);
    if (code === undefined) return;
    const address = textOf(coding.system);
    const display = textOf(coding.display);
    const key = JSON.stringify([address, code]);
    const before = found.get(key);
    if (before === undefined || (before.display === undefined && display !== undefined))
      found.set(key, {
        element: before?.element ?? element,
        system: address === undefined ? undefined : systemName(address),
        code,
        display,
      });
  };
  const walk = (element: string, value: unknown, depth: number): void => {
    if (depth > DEEP) return;
    if (Array.isArray(value)) for (const one of value) walk(element, one, depth + 1);
    if (!isObject(value)) return;
    for (const coding of listOf(value.coding)) if (isObject(coding)) add(element, coding);
    // A Coding by itself (Encounter.class); a quantity has a code, too, and that is its unit.
    const isUnit = 'value' in value || 'unit' in value;
    if (textOf(value.code) !== undefined && textOf(value.system) !== undefined && !isUnit) add(element, value);
    for (const [name, inner] of Object.entries(value))
      if (name !== 'coding' && !PASSED_OVER.has(name)) walk(element, inner, depth + 1);
  };
  const main = ['code', 'medicationCodeableConcept', 'vaccineCode', 'type'];
  for (const name of [...main, ...Object.keys(resource)]) if (!PASSED_OVER.has(name)) walk(name, resource[name], 0);
  return [...found.values()];
}

/** "LOINC 4548-4", one per coding. */
export function codingTexts(value: unknown): readonly string[] {
  if (!isObject(value)) return [];
  return listOf(value.coding)
    .filter(isObject)
    .flatMap((coding) => {
      const code = textOf(coding.code);
      if (!code) return [];
      const system = textOf(coding.system);
      const name = system ? systemName(system) : undefined;
      return [[name, code].filter(Boolean).join(' ')];
    });
}
