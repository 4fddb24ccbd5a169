import { firstNote } from './contacts.ts';
import { type Concept, conceptOf, lineOf, listOf, nodeOf, statusOf } from './elements.ts';
import { type Names, namesOf, wordsOfConcepts, wordsOfReference, wordsOfReferences } from './names.ts';
import { isLaboratory } from './observation-place.ts';
import { ofType, type ReadFact, type SourcedMark, sourcedMarkOf } from './read-fact.ts';
import { newestFirst, periodOf, type When, whenOf } from './when.ts';

/** `report`: what somebody wrote about an examination that is none of a laboratory. */
export type ProcedureKind = 'procedure' | 'imaging' | 'report' | 'picture';
/** `not-done`: it is recorded that it was not done. `unknown`: the record does not say. */
export type ProcedureState = 'done' | 'under-way' | 'planned' | 'not-done' | 'stopped' | 'unknown';

export interface Procedure extends SourcedMark, Concept {
  readonly kind: ProcedureKind;
  readonly state: ProcedureState;
  /** As written. */
  readonly status: string | null;
  readonly start: When | null;
  readonly end: When | null;
  /** When it was, where that is words or an age. */
  readonly whenWords: string | null;
  /** CT, MRI, X-ray, as the source names them. */
  readonly modalities: readonly string[];
  readonly bodySites: readonly string[];
  readonly reasons: readonly string[];
  /** Why it was not done or stopped. */
  readonly why: string | null;
  readonly by: readonly string[];
  readonly at: string | null;
  /** What was found or came of it, in the record's own words. */
  readonly outcome: string | null;
  readonly note: string | null;
  /** Pictures that the imaging study says it has; they lie at the clinic. */
  readonly instances: string | null;
}

/** event-status and diagnostic-report-status of R4, imagingstudy-status. */
const STATES: Readonly<Record<string, ProcedureState>> = {
  preparation: 'planned', registered: 'planned', 'in-progress': 'under-way', partial: 'under-way',
  preliminary: 'under-way', 'on-hold': 'under-way', 'not-done': 'not-done', cancelled: 'not-done', stopped: 'stopped',
  completed: 'done', final: 'done', amended: 'done', corrected: 'done', appended: 'done', available: 'done',
}; // biome-ignore format: one list

/** A fact that stands among procedures, or is named there; null for the reports of a laboratory. */
export const procedurePart = (fact: ReadFact): ReadFact | null =>
  fact.type === 'DiagnosticReport' && isLaboratory(fact) ? null : fact;

/** What was done and looked at, newest first: procedures, imaging, reports that are none of a laboratory, pictures. */
export function readProcedures(facts: readonly ReadFact[]): { readonly procedures: readonly Procedure[] } {
  const names = namesOf(facts);
  const procedures = [
    ...ofType(facts, 'Procedure').map((fact) => procedureOf(fact, names)),
    ...ofType(facts, 'ImagingStudy').map((fact) => imagingOf(fact, names)),
    ...ofType(facts, 'DiagnosticReport').map((fact) => reportOf(fact, names)),
    ...ofType(facts, 'Media').map((fact) => pictureOf(fact, names)),
  ];
  return { procedures: procedures.sort(newestFirst) };
}

const EMPTY = {
  end: null, whenWords: null, modalities: [], bodySites: [], reasons: [], why: null, by: [], at: null, outcome: null,
  note: null, instances: null,
} as const; // biome-ignore format: one list

function stateOf(status: unknown): Pick<Procedure, 'state' | 'status'> {
  const known = statusOf(status, Object.keys(STATES));
  return { state: known === null ? 'unknown' : (STATES[known] ?? 'unknown'), status: lineOf(status) };
}

function procedureOf(fact: ReadFact, names: Names): Procedure {
  const { resource } = fact;
  const { start, end } = periodOf(resource.performedPeriod);
  const outcomes = [conceptOf(resource.outcome).words, ...wordsOfConcepts(resource.complication)];
  return {
    ...EMPTY,
    ...sourcedMarkOf(fact),
    ...conceptOf(resource.code),
    ...stateOf(resource.status),
    kind: 'procedure',
    start: whenOf(resource.performedDateTime) ?? start,
    end,
    whenWords: lineOf(resource.performedString),
    bodySites: wordsOfConcepts(resource.bodySite),
    reasons: [...wordsOfConcepts(resource.reasonCode), ...wordsOfReferences(resource.reasonReference, names)],
    why: conceptOf(resource.statusReason).words,
    by: wordsOfReferences(resource.performer, names, 'actor'),
    at: wordsOfReference(resource.location, names),
    outcome: outcomes.filter((one) => one !== null).join('; ') || null,
    note: firstNote(resource.note),
  };
}

function imagingOf(fact: ReadFact, names: Names): Procedure {
  const { resource } = fact;
  const series = listOf(resource.series);
  const [coded = conceptOf(undefined)] = listOf(resource.procedureCode).map(conceptOf);
  const own = [...listOf(resource.modality), ...series.flatMap((one) => listOf(one.modality))];
  const words = lineOf(resource.description) ?? coded.words;
  return {
    ...EMPTY,
    ...sourcedMarkOf(fact),
    ...stateOf(resource.status),
    words: words ?? series.map((one) => lineOf(one.description)).find((one) => one !== null) ?? null,
    codings: coded.codings,
    kind: 'imaging',
    start: whenOf(resource.started),
    modalities: [...new Set(wordsOfConcepts(own))],
    bodySites: [...new Set(series.flatMap((one) => conceptOf(one.bodySite).words ?? []))],
    reasons: wordsOfConcepts(resource.reasonCode),
    by: wordsOfReferences([...listOf(resource.interpreter), resource.referrer], names),
    at: wordsOfReference(resource.location, names),
    note: firstNote(resource.note),
    instances: lineOf(resource.numberOfInstances),
  };
}

function reportOf(fact: ReadFact, names: Names): Procedure {
  const { resource } = fact;
  const { start, end } = periodOf(resource.effectivePeriod);
  return {
    ...EMPTY,
    ...sourcedMarkOf(fact),
    ...conceptOf(resource.code),
    ...stateOf(resource.status),
    kind: 'report',
    start: whenOf(resource.effectiveDateTime) ?? start ?? whenOf(resource.issued),
    end,
    modalities: wordsOfConcepts(resource.category),
    by: wordsOfReferences([...listOf(resource.performer), ...listOf(resource.resultsInterpreter)], names),
    outcome: lineOf(resource.conclusion, 1000) ?? wordsOfConcepts(resource.conclusionCode)[0] ?? null,
  };
}

function pictureOf(fact: ReadFact, names: Names): Procedure {
  const { resource } = fact;
  const { start, end } = periodOf(resource.createdPeriod);
  const type = conceptOf(resource.type);
  const title = lineOf(nodeOf(resource.content).title);
  return {
    ...EMPTY,
    ...sourcedMarkOf(fact),
    ...stateOf(resource.status),
    words: title ?? conceptOf(resource.view).words ?? type.words,
    codings: type.codings,
    kind: 'picture',
    start: whenOf(resource.createdDateTime) ?? start,
    end,
    modalities: wordsOfConcepts(resource.modality),
    bodySites: wordsOfConcepts(resource.bodySite),
    reasons: wordsOfConcepts(resource.reasonCode),
    by: wordsOfReferences([resource.operator], names),
    note: firstNote(resource.note),
  };
}
