import { isNode, parseWithDigits } from '@chartwarden/fhir';
import type { ServedFact } from '@chartwarden/vault';
import { lineOf } from './fact-line.ts';
import type { Language } from './print/words/languages.ts';
import { createWords } from './print/words/words.ts';
import { statusOf } from './reading/elements.ts';
import { isLaboratory, placeOf } from './reading/observation-place.ts';
import { readServed } from './served-facts.ts';

/** Sections of a readable copy, in the order of the chart. */
export const READABLE_SECTIONS = [
  'problems', 'medicines', 'allergies', 'results', 'vitals', 'visits', 'documents', 'procedures', 'immunizations',
  'devices', 'care-team', 'plans', 'family', 'coverage', 'appointments', 'others',
] as const; // biome-ignore format: one list
export type ReadableSection = (typeof READABLE_SECTIONS)[number];

/** A fact as a line of a readable copy. Texts are plain; what the record says is set apart from our words by its place. */
export interface ReadableLine {
  readonly section: ReadableSection;
  readonly id: string;
  readonly type: string;
  /** As precise as it was written; null when there is none. */
  readonly date: string | null;
  readonly title: string;
  readonly value: string | null;
  /** Our words for its state. */
  readonly status: string | null;
  readonly from: string | null;
  readonly corrected: boolean;
  /** Our words for what it is marked with. */
  readonly labels: readonly string[];
}

const SECTION_OF: Readonly<Record<string, ReadableSection>> = {
  Condition: 'problems',
  MedicationRequest: 'medicines',
  MedicationStatement: 'medicines',
  MedicationAdministration: 'medicines',
  MedicationDispense: 'medicines',
  Medication: 'medicines',
  AllergyIntolerance: 'allergies',
  Encounter: 'visits',
  DocumentReference: 'documents',
  Composition: 'documents',
  Media: 'documents',
  Binary: 'documents',
  DiagnosticReport: 'documents',
  Procedure: 'procedures',
  ImagingStudy: 'procedures',
  Immunization: 'immunizations',
  DeviceUseStatement: 'devices',
  Device: 'devices',
  DeviceRequest: 'devices',
  CareTeam: 'care-team',
  Practitioner: 'care-team',
  PractitionerRole: 'care-team',
  RelatedPerson: 'care-team',
  Organization: 'care-team',
  Location: 'care-team',
  CarePlan: 'plans',
  Goal: 'plans',
  FamilyMemberHistory: 'family',
  QuestionnaireResponse: 'family',
  Coverage: 'coverage',
  Claim: 'coverage',
  ExplanationOfBenefit: 'coverage',
  Appointment: 'appointments',
};

/** Words that FHIR uses for what somebody is, not for how it stands: said by the section. */
const STATUS_TYPES = new Set(['Condition', 'AllergyIntolerance']);

/** Lines and section titles of a readable copy of a record in one language. */
export function createReadable(language: Language) {
  const words = createWords(language, 'UTC');
  const others: Readonly<Record<Language, string>> = { en: 'Everything else', de: 'Alles andere', es: 'Todo lo demás' };

  async function line(fact: ServedFact): Promise<ReadableLine> {
    const resource = parseWithDigits(fact.bytes.toString('utf8'));
    const { title, value, dateText } = lineOf(fact, resource);
    const [read] = await readServed([fact]);
    const place = read === undefined || fact.type !== 'Observation' ? null : placeOf(read);
    const isReport = fact.type === 'DiagnosticReport' && read !== undefined && isLaboratory(read);
    const section =
      place === 'results' || place === 'unsaid' || isReport
        ? 'results'
        : place === 'vitals'
          ? 'vitals'
          : (SECTION_OF[fact.type] ?? 'others');
    const said = STATUS_TYPES.has(fact.type) ? codeOf(resource.clinicalStatus) : resource.status;
    return {
      section,
      id: fact.id,
      type: fact.type,
      date: dateText === null ? null : words.date(dateText),
      title,
      value,
      status: typeof said === 'string' ? words.status(said) : null,
      from: read?.from ?? null,
      corrected: fact.corrected,
      labels: fact.labels.map((label) => words.t(`label.${label}` as 'label.HIV')),
    };
  }

  return {
    line,
    title: (section: ReadableSection): string =>
      section === 'others' ? others[language] : words.t(`title.${section}` as 'title.problems'),
    /** A moment, in UTC: whoever opens the copy may be anywhere. */
    moment: words.moment,
    corrected: words.t('mark.corrected'),
  };
}

export type Readable = ReturnType<typeof createReadable>;

function codeOf(value: unknown): string | null {
  const known = ['active', 'recurrence', 'relapse', 'inactive', 'remission', 'resolved'] as const;
  return isNode(value) ? statusOf(value, known) : null;
}
