import type { Concept } from './elements.ts';

/** What a fact says that is there in place of entries: that there is nothing, or that nobody knows. */
export type StatedAbsence = 'none-known' | 'no-information';

const SCT = 'http://snomed.info/sct';
const IPS = 'http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips';

/**
 * SNOMED CT's "no known ..." situations and the codes of the International Patient Summary (HL7 IPS 1.1,
 * absent-unknown-uv-ips). By code only: words that sound like it may name something.
 */
const CODES: Readonly<Record<string, StatedAbsence>> = {
  [`${SCT}|716186003`]: 'none-known', // allergy
  [`${SCT}|409137002`]: 'none-known', // drug allergy
  [`${SCT}|428607008`]: 'none-known', // environmental allergy
  [`${SCT}|429625007`]: 'none-known', // food allergy
  [`${SCT}|160244002`]: 'none-known', // allergies, the older code
  [`${SCT}|160245001`]: 'none-known', // current problems or disability
  [`${SCT}|787481004`]: 'none-known', // medication
  [`${IPS}|no-known-allergies`]: 'none-known',
  [`${IPS}|no-known-medication-allergies`]: 'none-known',
  [`${IPS}|no-known-environmental-allergies`]: 'none-known',
  [`${IPS}|no-known-food-allergies`]: 'none-known',
  [`${IPS}|no-known-problems`]: 'none-known',
  [`${IPS}|no-known-medications`]: 'none-known',
  [`${IPS}|no-known-immunizations`]: 'none-known',
  [`${IPS}|no-allergy-info`]: 'no-information',
  [`${IPS}|no-problem-info`]: 'no-information',
  [`${IPS}|no-medication-info`]: 'no-information',
  [`${IPS}|no-immunization-info`]: 'no-information',
};

/** Null for a concept that names something. */
export function statedAbsenceOf({ codings }: Concept): StatedAbsence | null {
  for (const { system, code } of codings) {
    const name = `${system ?? ''}|${code}`;
    const said = Object.hasOwn(CODES, name) ? CODES[name] : undefined;
    if (said !== undefined) return said;
  }
  return null;
}
