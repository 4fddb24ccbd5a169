import { type Analyte, readAnalytes } from './analytes.ts';
import { type Coding, conceptOf, listOf, referenceOf } from './elements.ts';
import { readObservation } from './observation.ts';
import { isPanel, type Panel, readPanels } from './panels.ts';
import { nameOf, ofType, type ReadFact } from './read-fact.ts';

export interface Results {
  readonly analytes: readonly Analyte[];
  readonly panels: readonly Panel[];
}

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

type Place = 'results' | 'vitals' | 'elsewhere' | 'unsaid';

const codings = (value: unknown): readonly Coding[] => listOf(value).flatMap((one) => conceptOf(one).codings);
const has = (value: unknown, system: string, isIn: (code: string) => boolean): boolean =>
  codings(value).some((one) => (one.system === system || one.system === null) && isIn(one.code));

function placeOf({ resource }: ReadFact): Place {
  const { category } = resource;
  if (has(category, OBSERVATION_CATEGORY, (code) => code === 'laboratory')) return 'results';
  if (has(category, SECTION, (code) => LABORATORY.has(code))) return 'results';
  if (has(category, OBSERVATION_CATEGORY, (code) => code === 'vital-signs')) return 'vitals';
  if (codings(category).length > 0) return 'elsewhere';
  return codings(resource.code).some((one) => one.system === 'http://loinc.org' && VITAL.has(one.code))
    ? 'vitals'
    : 'unsaid';
}

/**
 * Laboratory results by analyte, and the panels that hold them. An observation that says no category is among them (it
 * may be one), one that says another category is not; a report that says none is, when it holds results.
 */
export function readResults(facts: readonly ReadFact[]): Results {
  const observations = ofType(facts, 'Observation');
  const places = new Map(observations.map((fact) => [nameOf(fact), placeOf(fact)]));
  const isResult = (name: string | null): boolean => {
    const place = places.get(name ?? '');
    return place === 'results' || place === 'unsaid';
  };
  const reports = ofType(facts, 'DiagnosticReport').filter(
    ({ resource }) =>
      has(resource.category, SECTION, (code) => LABORATORY.has(code)) ||
      listOf(resource.result).some((one) => isResult(referenceOf(one))),
  );
  return sectionOf(
    observations.filter((fact) => isResult(nameOf(fact))),
    reports,
    observations,
  );
}

/** Vital signs, by what was measured. */
export function readVitals(facts: readonly ReadFact[]): Results {
  const observations = ofType(facts, 'Observation');
  return sectionOf(
    observations.filter((fact) => placeOf(fact) === 'vitals'),
    [],
    observations,
  );
}

function sectionOf(own: readonly ReadFact[], reports: readonly ReadFact[], all: readonly ReadFact[]): Results {
  const entries = own.map((fact) => ({ fact, entry: readObservation(fact) }));
  // A panel that found nothing itself is no analyte.
  const found = entries.filter(
    ({ fact, entry }) => !isPanel(fact) || entry.findings.some((one) => one.found.kind !== 'absent'),
  );
  return {
    analytes: readAnalytes(found.map(({ entry }) => entry)),
    panels: readPanels([...reports, ...own], all),
  };
}
