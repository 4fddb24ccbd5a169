import { foldText, type ImportedFact, type IndexValue } from '@chartwarden/fhir';
import { type ReferenceContext, rememberedIdentity } from './identity.ts';
import type { ScopeKeys } from './scope-keys.ts';

/** Search parameters that say what a fact is about; a slice's `codes` match any of them. */
export const CODE_PARAMS: readonly string[] = [
  'AllergyIntolerance.code', 'CarePlan.category', 'ClinicalImpression.code', 'Condition.code', 'Device.type', 'DiagnosticReport.code',
  'DocumentReference.type', 'Encounter.type', 'FamilyMemberHistory.code', 'Immunization.vaccine-code', 'List.code', 'Medication.code',
  'MedicationAdministration.code', 'MedicationDispense.code', 'MedicationRequest.code', 'MedicationStatement.code', 'Observation.code',
  'Procedure.code', 'RiskAssessment.code', 'ServiceRequest.code', 'Specimen.type',
]; // biome-ignore format: one list

export const CATEGORY_PARAMS: readonly string[] = [
  'AllergyIntolerance.category', 'CarePlan.category', 'CareTeam.category', 'Condition.category', 'DiagnosticReport.category',
  'DocumentReference.category', 'Encounter.class', 'Goal.category', 'MedicationRequest.category', 'MedicationStatement.category',
  'Observation.category', 'Procedure.category', 'ServiceRequest.category',
]; // biome-ignore format: one list

/** The parameter whose value is the fact's own date: searched through `date_sort`, not stored again. */
export const OWN_DATE_PARAM = /\.(date|authoredon|onset-date|period|created|issued|recorded-date|occurrence)$/;

// Dates that would tell who somebody is are tokens, never ranges (design 4.1: in clear are clinical timestamps only).
export const PERSONAL_DATE = /\.(birthdate|death-date)$/;

/** Types whose facts have no clinical date of their own: their dates are personal. */
export const UNDATED_TYPES: ReadonlySet<string> = new Set(['Patient', 'Person', 'RelatedPerson', 'Practitioner']);

/** Not stored: unions of parameters that are stored, and what every fact of the record has in common. */
export const LEFT_OUT = /\.(combo-.*|.*-combo|_.*|phonetic)$/;

const LONGEST_PREFIX = 12;

/** Token of a business identifier, whatever the type of the fact: a logical reference need not say what it points to. */
export const identifierToken = (keys: ScopeKeys, system: string, value: string): Buffer =>
  keys.token('identifier', 's', system, value);

/** Token of one code in one parameter; the same in every type for an identifier, so that the type must be asked for, too. */
export const codeToken = (keys: ScopeKeys, param: string, system: string, code: string): Buffer =>
  param.endsWith('.identifier') ? identifierToken(keys, system, code) : keys.token(param, 's', system, code);

/** Token of a code whatever its system, as FHIR's `param=code` asks (R4 search, 3.1.1.4.10). */
export const anySystemToken = (keys: ScopeKeys, param: string, code: string): Buffer => keys.token(param, 'a', code);

export const referenceToken = (keys: ScopeKeys, param: string, identity: Buffer): Buffer =>
  keys.token(param, 'r', identity.toString('base64'));

export const stringToken = (keys: ScopeKeys, param: string, kind: 'exact' | 'prefix', text: string): Buffer =>
  keys.token(param, kind === 'exact' ? 'x' : 'w', kind === 'exact' ? text : foldText(text).slice(0, LONGEST_PREFIX));

export const personalDateToken = (keys: ScopeKeys, param: string, date: string): Buffer => keys.token(param, 'd', date);

export interface IndexRows {
  readonly tokens: readonly Buffer[];
  readonly dates: readonly { readonly param: Buffer; readonly low: number; readonly high: number }[];
}

function prefixes(text: string): string[] {
  const words = foldText(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  return words.flatMap((word) =>
    Array.from({ length: Math.min(word.length, LONGEST_PREFIX) }, (_, end) => word.slice(0, end + 1)),
  );
}

function valueTokens(
  keys: ScopeKeys,
  value: IndexValue,
  context: ReferenceContext,
  subject: string | undefined,
): Buffer[] {
  switch (value.kind) {
    case 'token': {
      if (value.code === undefined) return [];
      const anySystem = anySystemToken(keys, value.param, value.code);
      return value.system === undefined
        ? [anySystem]
        : [codeToken(keys, value.param, value.system, value.code), anySystem];
    }
    case 'reference': {
      const { reference, identifier } = value.target;
      if (reference === undefined) {
        return identifier?.value === undefined
          ? []
          : [keys.token(value.param, 'i', identifier.system ?? '', identifier.value)];
      }
      if (reference === subject) return [];
      const identity = rememberedIdentity(keys, reference, context);
      return identity === null ? [] : [referenceToken(keys, value.param, identity.bytes)];
    }
    case 'string':
      return [
        stringToken(keys, value.param, 'exact', value.text),
        ...prefixes(value.text).map((one) => keys.token(value.param, 'w', one)),
      ];
    case 'uri':
      return [keys.token(value.param, 'u', value.uri)];
    case 'date': {
      if (!PERSONAL_DATE.test(value.param) || value.low === null) return [];
      const day = new Date(value.low).toISOString().slice(0, 10);
      return [day.slice(0, 4), day.slice(0, 7), day].map((one) => personalDateToken(keys, value.param, one));
    }
    default:
      // Numbers and quantities are compared inside the vault, over candidates that the other conditions leave.
      return [];
  }
}

/** What the index holds of one fact: distinct tokens, and date ranges of parameters other than the fact's own date. */
export function indexRows(keys: ScopeKeys, fact: ImportedFact, context: ReferenceContext): IndexRows {
  const tokens = new Map<string, Buffer>();
  const dates: { param: Buffer; low: number; high: number }[] = [];
  for (const value of fact.index) {
    if (LEFT_OUT.test(value.param)) continue;
    if (value.kind === 'date' && !PERSONAL_DATE.test(value.param)) {
      const own =
        OWN_DATE_PARAM.test(value.param) &&
        fact.date !== undefined &&
        value.low === fact.date.low &&
        value.high === fact.date.high;
      if (own || UNDATED_TYPES.has(fact.type)) continue;
      dates.push({ param: keys.token(value.param, 'range'), low: value.low ?? -8.64e15, high: value.high ?? 8.64e15 });
      continue;
    }
    for (const token of valueTokens(keys, value, context, fact.subject?.reference))
      tokens.set(token.toString('latin1'), token);
  }
  return { tokens: [...tokens.values()], dates };
}
