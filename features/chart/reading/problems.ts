import { type Coding, type Concept, conceptOf, conceptsOf, lineOf, statusOf } from './elements.ts';
import { amountOf, wordsOfAmount } from './quantity.ts';
import { ofType, type ReadFact, type SourcedMark, sourcedMarkOf } from './read-fact.ts';
import { codingsOf, type GroupedBy, groupSame, keysOf } from './sameness.ts';
import { type StatedAbsence, statedAbsenceOf } from './stated-absence.ts';
import { anyNotBefore, isOver, newestFirst, periodOf, type When, whenOf } from './when.ts';

/** `refuted`: looked into and ruled out. `unknown`: the record does not say whether it is over. */
export type ProblemState = 'active' | 'past' | 'refuted' | 'unknown';

export interface ProblemEntry extends SourcedMark, Concept {
  readonly state: ProblemState;
  /** As written: active, recurrence, relapse, inactive, remission, resolved. */
  readonly clinical: string | null;
  /** As written: unconfirmed, provisional, differential, confirmed, refuted. */
  readonly verification: string | null;
  readonly categories: readonly Concept[];
  readonly severity: string | null;
  readonly onset: When | null;
  /** Where it has no date: an age or a text. */
  readonly onsetWords: string | null;
  readonly abated: When | null;
  readonly abatedWords: string | null;
  /** It has ended and is called active, which cannot both be (FHIR R4, con-4). */
  readonly contradictsItself: boolean;
}

export interface Problem {
  readonly key: string;
  readonly groupedBy: GroupedBy;
  readonly words: string | null;
  readonly codings: readonly Coding[];
  readonly state: ProblemState;
  /** One entry has it active and another, not certainly of an earlier time, has it over or ruled out. */
  readonly disagrees: boolean;
  /** Newest first. */
  readonly entries: readonly ProblemEntry[];
}

export interface Problems {
  readonly problems: readonly Problem[];
  /** "No known problems", and the like. */
  readonly absences: readonly (SourcedMark & { readonly words: string | null; readonly says: StatedAbsence })[];
}

const CLINICAL = 'http://terminology.hl7.org/CodeSystem/condition-clinical';
const VERIFICATION = 'http://terminology.hl7.org/CodeSystem/condition-ver-status';
const ACTIVE = ['active', 'recurrence', 'relapse'] as const;
const PAST = ['inactive', 'remission', 'resolved'] as const;
const VERIFIED = ['unconfirmed', 'provisional', 'differential', 'confirmed', 'refuted'] as const;
const STATES: readonly ProblemState[] = ['active', 'unknown', 'past', 'refuted'];

/** Problems by code, the active ones first. */
export function readProblems(facts: readonly ReadFact[], now: number): Problems {
  const entries = ofType(facts, 'Condition').map((fact) => entryOf(fact, now));
  const said = entries.map((entry) => ({ entry, says: statedAbsenceOf(entry) }));
  const named = said.flatMap(({ entry, says }) => (says === null ? [entry] : []));
  return {
    problems: groupSame(named, (entry) => keysOf('problem', entry))
      .map(({ key, groupedBy, items }) => problemOf(key, groupedBy, items))
      .sort(
        (one, other) =>
          STATES.indexOf(one.state) - STATES.indexOf(other.state) ||
          newestFirst(one.entries[0] ?? { when: null }, other.entries[0] ?? { when: null }),
      ),
    absences: said.flatMap(({ entry, says }) =>
      says === null || entry.state === 'refuted' ? [] : [absence(entry, says)],
    ),
  };
}

const absence = (entry: ProblemEntry, says: StatedAbsence) => {
  const { id, type, version, when, labels, corrected, from, words } = entry;
  return { id, type, version, when, labels, corrected, from, words, says };
};

function problemOf(key: string, groupedBy: GroupedBy, items: readonly ProblemEntry[]): Problem {
  const entries = items.toSorted(newestFirst);
  const active = entries.filter((one) => one.state === 'active');
  const over = entries.filter((one) => one.state === 'past' || one.state === 'refuted');
  return {
    key,
    groupedBy,
    words: entries.find((one) => one.words !== null)?.words ?? null,
    codings: codingsOf(entries),
    state: STATES.find((state) => entries.some((one) => one.state === state)) ?? 'unknown',
    disagrees: anyNotBefore(
      over.map((one) => one.abated ?? one.when),
      active.map((one) => one.when),
    ),
    entries,
  };
}

function entryOf(fact: ReadFact, now: number): ProblemEntry {
  const { resource } = fact;
  const clinical = statusOf(resource.clinicalStatus, [...ACTIVE, ...PAST], CLINICAL);
  const verification = statusOf(resource.verificationStatus, VERIFIED, VERIFICATION);
  const period = periodOf(resource.abatementPeriod);
  // While an abatement goes on, it is not over; its end is what counts.
  const abated = whenOf(resource.abatementDateTime) ?? period.end;
  const isActive = (ACTIVE as readonly (string | null)[]).includes(clinical);
  const hasEnded = abated !== null && isOver(abated, now);
  const state: ProblemState =
    verification === 'refuted' ? 'refuted' : isActive ? 'active' : clinical !== null || hasEnded ? 'past' : 'unknown';
  const onset = whenOf(resource.onsetDateTime) ?? periodOf(resource.onsetPeriod).start;
  return {
    ...sourcedMarkOf(fact),
    ...conceptOf(resource.code),
    state,
    clinical,
    verification,
    categories: conceptsOf(resource.category),
    severity: conceptOf(resource.severity).words,
    onset,
    onsetWords: lineOf(resource.onsetString) ?? amountWords(resource.onsetAge),
    abated,
    abatedWords: lineOf(resource.abatementString) ?? amountWords(resource.abatementAge),
    contradictsItself: isActive && hasEnded,
  };
}

function amountWords(value: unknown): string | null {
  const amount = amountOf(value);
  return amount === null ? null : wordsOfAmount(amount);
}
