import { titleOf, valueLineOf } from '@chartwarden/fhir';
import { firstNote } from './contacts.ts';
import { type Coding, type Concept, conceptOf, lineOf, listOf, nodeOf, statusOf } from './elements.ts';
import { amountOf, wordsOfAmount } from './quantity.ts';
import { ofType, type ReadFact, type SourcedMark, sourcedMarkOf } from './read-fact.ts';
import { codingsOf, groupSame, keysOf } from './sameness.ts';
import { newestFirst, periodOf } from './when.ts';

export interface Relative extends SourcedMark {
  /** Mother, father, grandmother ... as written. */
  readonly relation: Concept;
  readonly name: string | null;
  /** As written: partial, completed, health-unknown. */
  readonly status: string | null;
  readonly born: string | null;
  /** Null when it is not said. */
  readonly isDead: boolean | null;
  /** When or at what age, as written. */
  readonly died: string | null;
  readonly conditions: readonly (Concept & {
    /** A date, an age or words, as written. */
    readonly onset: string | null;
    readonly outcome: string | null;
    readonly wasCauseOfDeath: boolean;
  })[];
  readonly note: string | null;
}

/** One thing about how somebody lives (smoking, work, housing ...), with all that was recorded of it. */
export interface SocialTopic {
  readonly key: string;
  readonly words: string | null;
  readonly codings: readonly Coding[];
  /** Newest first. */
  readonly entries: readonly (SourcedMark & { readonly line: string | null; readonly note: string | null })[];
}

export interface Survey extends SourcedMark {
  readonly title: string | null;
  readonly status: string | null;
  /** Questions that have an answer. */
  readonly answered: number;
}

export interface FamilyHistory {
  readonly relatives: readonly Relative[];
  readonly social: readonly SocialTopic[];
  /** Questionnaires that were filled in, by their titles; newest first. */
  readonly surveys: readonly Survey[];
}

const CATEGORY = 'http://terminology.hl7.org/CodeSystem/observation-category';

/** A fact that stands in this history; null for any other observation. */
export const historyPart = (fact: ReadFact): ReadFact | null =>
  fact.type !== 'Observation' || isSocial(fact) ? fact : null;

/** Tobacco and alcohol (LOINC), which some sources file as an answer to a survey. */
const HABITS = ['72166-2', '11367-0', '11331-6', '74013-4'] as const;

const isSocial = ({ resource }: ReadFact): boolean => {
  const isOf = (kind: string): boolean =>
    listOf(resource.category).some((one) => statusOf(one, [kind], CATEGORY) !== null);
  const isHabit = (): boolean => statusOf(resource.code, HABITS, 'http://loinc.org') !== null;
  return resource.status !== 'cancelled' && (isOf('social-history') || (isOf('survey') && isHabit()));
};

/** What runs in the family, how the person lives, and what they were asked. */
export function readFamilyHistory(facts: readonly ReadFact[]): FamilyHistory {
  const topics = ofType(facts, 'Observation').map((fact) => ({
    id: fact.id,
    fact,
    concept: conceptOf(fact.resource.code),
  }));
  return {
    relatives: ofType(facts, 'FamilyMemberHistory').map(relativeOf),
    social: groupSame(topics, (one) => keysOf('observation', one.concept)).map(({ key, items }) => ({
      key,
      words: items.map((one) => one.concept.words).find((one) => one !== null) ?? null,
      codings: codingsOf(items.map((one) => one.concept)),
      entries: items
        .map(({ fact }) => ({
          ...sourcedMarkOf(fact),
          line: valueLineOf(fact.resource) ?? conceptOf(fact.resource.dataAbsentReason).words,
          note: firstNote(fact.resource.note),
        }))
        .sort(newestFirst),
    })),
    surveys: ofType(facts, 'QuestionnaireResponse').map(surveyOf).sort(newestFirst),
  };
}

function relativeOf(fact: ReadFact): Relative {
  const { resource } = fact;
  const { deceasedBoolean } = resource;
  const died = wordsOfTime(resource, 'deceased');
  return {
    ...sourcedMarkOf(fact),
    relation: conceptOf(resource.relationship),
    name: lineOf(resource.name),
    status: lineOf(resource.status),
    born: wordsOfTime(resource, 'born') ?? wordsOfTime(resource, 'age'),
    isDead: typeof deceasedBoolean === 'boolean' ? deceasedBoolean : died === null ? null : true,
    died,
    conditions: listOf(resource.condition).map((one) => ({
      ...conceptOf(one.code),
      onset: wordsOfTime(one, 'onset'),
      outcome: conceptOf(one.outcome).words,
      wasCauseOfDeath: one.contributedToDeath === true,
    })),
    note: firstNote(resource.note),
  };
}

/** A date, age, span or text of an element that may be any of these: `onsetAge`, `onsetString` ... As written. */
function wordsOfTime(node: Readonly<Record<string, unknown>>, name: string): string | null {
  const age = amountOf(node[`${name}Age`]);
  const { low, high } = nodeOf(node[`${name}Range`]);
  const ends = [low, high].flatMap((one) => amountOf(one) ?? []).map(wordsOfAmount);
  const { start, end } = periodOf(node[`${name}Period`]);
  const span = [start?.text, end?.text].filter(Boolean);
  return (
    lineOf(node[`${name}String`]) ??
    lineOf(node[`${name}Date`]) ??
    lineOf(node[`${name}DateTime`]) ??
    (age !== null ? wordsOfAmount(age) : null) ??
    lineOf(ends.join(' – ')) ??
    lineOf(span.join(' – '))
  );
}

function surveyOf(fact: ReadFact): Survey {
  const { resource } = fact;
  // R4 has no title: what the source calls the form stands beside its address.
  const titles = listOf(nodeOf(resource._questionnaire).extension).flatMap((one) => lineOf(one.valueString) ?? []);
  return {
    ...sourcedMarkOf(fact),
    title: titles[0] ?? lineOf(titleOf(resource)),
    status: lineOf(resource.status),
    answered: answersIn(resource.item, 0),
  };
}

/** Deeper than any form is meant to be. */
const DEEPEST = 32;

function answersIn(items: unknown, depth: number): number {
  if (depth > DEEPEST) return 0;
  return listOf(items).reduce((sum, { answer, item }) => {
    const answers = listOf(answer);
    const inside = answers.reduce((inner, one) => inner + answersIn(one.item, depth + 1), answersIn(item, depth + 1));
    return sum + Number(answers.length > 0) + inside;
  }, 0);
}
