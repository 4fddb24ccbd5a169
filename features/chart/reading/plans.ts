import { firstNote } from './contacts.ts';
import { type Concept, conceptOf, lineOf, listOf, nodeOf, referenceOf } from './elements.ts';
import { amountOf, wordsOfAmount } from './quantity.ts';
import { nameOf, ofType, type ReadFact, type SourcedMark, sourcedMarkOf } from './read-fact.ts';
import { isOver, newestFirst, periodOf, type When, whenOf } from './when.ts';

/** `unknown`: the record does not say whether it still counts. */
export type PlanState = 'current' | 'planned' | 'past' | 'unknown';

export interface CareGoal extends SourcedMark, Concept {
  readonly state: PlanState;
  readonly status: string | null;
  /** in-progress, improving, achieved ... as written. */
  readonly achievement: string | null;
  readonly start: When | null;
  /** What should be reached, and until when, as written. */
  readonly targets: readonly string[];
  readonly note: string | null;
}

export interface CarePlan extends SourcedMark, Concept {
  readonly state: PlanState;
  readonly status: string | null;
  readonly start: When | null;
  readonly end: When | null;
  readonly activities: readonly { readonly words: string; readonly status: string | null }[];
  /** Goals of the record that it names. */
  readonly goals: readonly string[];
  readonly note: string | null;
}

export interface Plans {
  readonly plans: readonly CarePlan[];
  readonly goals: readonly CareGoal[];
}

const STATES: Readonly<Record<string, PlanState>> = {
  active: 'current', accepted: 'current', 'on-hold': 'current', draft: 'planned', proposed: 'planned',
  planned: 'planned', completed: 'past', revoked: 'past', cancelled: 'past', rejected: 'past',
}; // biome-ignore format: one list
const ORDER: readonly PlanState[] = ['current', 'planned', 'unknown', 'past'];

/** Care plans and goals, what counts now first. */
export function readPlans(facts: readonly ReadFact[], now: number): Plans {
  const ids = new Map(ofType(facts, 'Goal').map((fact) => [nameOf(fact), fact.id]));
  const inOrder = (one: CareGoal | CarePlan, other: CareGoal | CarePlan): number =>
    ORDER.indexOf(one.state) - ORDER.indexOf(other.state) || newestFirst(one, other);
  return {
    plans: ofType(facts, 'CarePlan')
      .map((fact) => planOf(fact, ids, now))
      .sort(inOrder),
    goals: ofType(facts, 'Goal').map(goalOf).sort(inOrder),
  };
}

const stateOf = (status: string | null): PlanState =>
  status !== null && Object.hasOwn(STATES, status) ? (STATES[status] ?? 'unknown') : 'unknown';

function planOf(fact: ReadFact, ids: ReadonlyMap<string, string>, now: number): CarePlan {
  const { resource } = fact;
  const { start, end } = periodOf(resource.period);
  const status = lineOf(resource.status);
  const categories = listOf(resource.category).map(conceptOf);
  const category = categories.find((one) => one.words !== null) ?? conceptOf(undefined);
  return {
    ...sourcedMarkOf(fact),
    words: lineOf(resource.title) ?? category.words ?? lineOf(resource.description),
    codings: category.codings,
    state: end !== null && isOver(end, now) ? 'past' : stateOf(status),
    status,
    start,
    end,
    activities: listOf(resource.activity).flatMap((one) => {
      const { detail, reference } = { detail: nodeOf(one.detail), reference: nodeOf(one.reference) };
      const words = conceptOf(detail.code).words ?? lineOf(detail.description) ?? lineOf(reference.display);
      return words === null ? [] : [{ words, status: lineOf(detail.status) }];
    }),
    goals: listOf(resource.goal).flatMap((one) => ids.get(referenceOf(one) ?? '') ?? []),
    note: firstNote(resource.note),
  };
}

function goalOf(fact: ReadFact): CareGoal {
  const { resource } = fact;
  const status = lineOf(resource.lifecycleStatus);
  return {
    ...sourcedMarkOf(fact),
    ...conceptOf(resource.description),
    state: stateOf(status),
    status,
    achievement: conceptOf(resource.achievementStatus).words,
    start: whenOf(resource.startDate),
    targets: listOf(resource.target).flatMap((one) => targetWords(one) ?? []),
    note: firstNote(resource.note),
  };
}

/** "Hemoglobin A1c < 7 %, 2026-10-01". */
function targetWords(target: Readonly<Record<string, unknown>>): string | null {
  const { low, high } = nodeOf(target.detailRange);
  const amounts = [target.detailQuantity, low, high].flatMap((one) => amountOf(one) ?? []).map(wordsOfAmount);
  const what = [conceptOf(target.measure).words, amounts.join(' – ')].filter(Boolean).join(' ');
  const detail = lineOf(target.detailString) ?? conceptOf(target.detailCodeableConcept).words;
  return lineOf([what, detail, lineOf(target.dueDate)].filter(Boolean).join(', '));
}
