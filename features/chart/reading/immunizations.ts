import { type Coding, type Concept, conceptOf, conceptsOf, lineOf, listOf, statusOf } from './elements.ts';
import { ofType, type ReadFact, type SourcedMark, sourcedMarkOf } from './read-fact.ts';
import { codingsOf, type GroupedBy, groupSame, keysOf } from './sameness.ts';
import { newestFirst } from './when.ts';

export interface Dose extends SourcedMark, Concept {
  /** `not-given`: refused, or there was a reason against it. */
  readonly state: 'given' | 'not-given' | 'unknown';
  readonly why: string | null;
  /** When it was, where that is words and no date. */
  readonly whenWords: string | null;
  /** `2`, or as somebody wrote it; of which series. Never counted from the list. */
  readonly dose: string | null;
  readonly series: string | null;
  readonly against: readonly string[];
  readonly lot: string | null;
  readonly site: string | null;
}

export interface Vaccine {
  readonly key: string;
  readonly groupedBy: GroupedBy;
  readonly words: string | null;
  readonly codings: readonly Coding[];
  /** Newest first. Several sources may tell of one dose: what stands here is what they told. */
  readonly doses: readonly Dose[];
}

/** Immunizations by vaccine, the newest first. */
export function readImmunizations(facts: readonly ReadFact[]): { readonly vaccines: readonly Vaccine[] } {
  const doses = ofType(facts, 'Immunization').map(doseOf);
  const vaccines = groupSame(doses, (dose) => keysOf('vaccine', dose)).map(({ key, groupedBy, items }): Vaccine => {
    const sorted = items.toSorted(newestFirst);
    const words = sorted.find((one) => one.words !== null)?.words ?? null;
    return { key, groupedBy, words, codings: codingsOf(sorted), doses: sorted };
  });
  const first = (vaccine: Vaccine) => vaccine.doses[0] ?? { when: null };
  return { vaccines: vaccines.sort((one, other) => newestFirst(first(one), first(other))) };
}

const STATES = { completed: 'given', 'not-done': 'not-given' } as const;

function doseOf(fact: ReadFact): Dose {
  const { resource } = fact;
  const status = statusOf(resource.status, ['completed', 'not-done']);
  const protocols = listOf(resource.protocolApplied);
  const [protocol = {}] = protocols;
  return {
    ...sourcedMarkOf(fact),
    ...conceptOf(resource.vaccineCode),
    state: status === null ? 'unknown' : STATES[status],
    why: conceptOf(resource.statusReason).words,
    whenWords: lineOf(resource.occurrenceString),
    dose: lineOf(protocol.doseNumberPositiveInt) ?? lineOf(protocol.doseNumberString),
    series: lineOf(protocol.series),
    against: protocols.flatMap((one) => conceptsOf(one.targetDisease).flatMap(({ words }) => words ?? [])),
    lot: lineOf(resource.lotNumber),
    site: conceptOf(resource.site).words,
  };
}
