export type CodeSystem = 'loinc' | 'snomed' | 'icd10cm' | 'cvx';

/** How records name the systems: as FHIR says, and as a C-CDA converter writes its OID. */
const NAMES: ReadonlyMap<string, CodeSystem> = new Map([
  ['http://loinc.org', 'loinc'],
  ['urn:oid:2.16.840.1.113883.6.1', 'loinc'],
  ['http://snomed.info/sct', 'snomed'],
  ['urn:oid:2.16.840.1.113883.6.96', 'snomed'],
  ['http://hl7.org/fhir/sid/icd-10-cm', 'icd10cm'],
  ['urn:oid:2.16.840.1.113883.6.90', 'icd10cm'],
  ['http://hl7.org/fhir/sid/cvx', 'cvx'],
  ['urn:oid:2.16.840.1.113883.12.292', 'cvx'],
]);

/** `https`, capitals and a slash at the end are common slips; a version or edition behind the address is not read. */
export function codeSystemOf(system: string): CodeSystem | undefined {
  const plain = system
    .trim()
    .toLowerCase()
    .replace(/^https:/, 'http:')
    .replace(/\/$/, '');
  return NAMES.get(plain);
}

/** What the table is looked up by. CVX codes below ten are written with and without their zero. */
export const codeKey = (system: CodeSystem, code: string): string =>
  `${system} ${system === 'cvx' ? code.trim().padStart(2, '0') : code.trim().toUpperCase()}`;
