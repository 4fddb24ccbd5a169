import { type Coding, conceptOf, listOf } from './elements.ts';
import type { ReadFact } from './read-fact.ts';

/** Where an observation belongs; `unsaid` when it says neither by category nor by code. */
export type Place = 'results' | 'vitals' | 'elsewhere' | 'unsaid';

const OBSERVATION_CATEGORY = 'http://terminology.hl7.org/CodeSystem/observation-category';
const SECTION = 'http://terminology.hl7.org/CodeSystem/v2-0074';
/** Sections of a laboratory (HL7 table 0074); the others are imaging, cardiology, therapy. */
const LABORATORY = new Set(
  'LAB HM CH MB SR BG CTH CUS GE IMM ICU MCB MYC PAR PAT PHR SP TX VR BLB CG CP HLA'.split(' '),
);
/** The vital signs of FHIR R4 (http://hl7.org/fhir/R4/observation-vitalsigns.html): these codes say so without a category. */
const VITAL = new Set(
  '85353-1 9279-1 8867-4 2708-6 59408-5 8310-5 8302-2 9843-4 8306-3 8287-5 29463-7 39156-5 85354-9 8480-6 8462-4'.split(
    ' ',
  ),
);

const codings = (value: unknown): readonly Coding[] => listOf(value).flatMap((one) => conceptOf(one).codings);
const has = (list: readonly Coding[], system: string, isIn: (code: string) => boolean): boolean =>
  list.some((one) => (one.system === system || one.system === null) && isIn(one.code));

export function placeOf({ resource }: Pick<ReadFact, 'resource'>): Place {
  const category = codings(resource.category);
  if (has(category, OBSERVATION_CATEGORY, (code) => code === 'laboratory')) return 'results';
  if (has(category, SECTION, (code) => LABORATORY.has(code))) return 'results';
  if (has(category, OBSERVATION_CATEGORY, (code) => code === 'vital-signs')) return 'vitals';
  if (category.length > 0) return 'elsewhere';
  return codings(resource.code).some((one) => one.system === 'http://loinc.org' && VITAL.has(one.code))
    ? 'vitals'
    : 'unsaid';
}

/** True for a report whose own category is a laboratory's. */
export const isLaboratory = ({ resource }: ReadFact): boolean =>
  has(codings(resource.category), SECTION, (code) => LABORATORY.has(code));
