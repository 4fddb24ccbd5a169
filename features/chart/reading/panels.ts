import { type Concept, conceptOf, conceptsOf, lineOf, listOf, referenceOf } from './elements.ts';
import { type FactMark, markOf, nameOf, type ReadFact } from './read-fact.ts';
import { newestFirst } from './when.ts';

/** A report or an observation that holds others together. */
export interface Panel extends FactMark, Concept {
  readonly status: string | null;
  readonly conclusion: string | null;
  readonly conclusionCodes: readonly Concept[];
  /** Ids of the observations in it, in its own order; those of panels within it follow in their place. */
  readonly members: readonly string[];
  /** How many it names that are not there to see. */
  readonly missing: number;
}

const LONGEST = 4000;

const membersOf = ({ type, resource }: ReadFact): readonly (string | null)[] =>
  listOf(type === 'DiagnosticReport' ? resource.result : resource.hasMember).map(referenceOf);

/** True for an observation that holds others together. */
export const isPanel = (fact: ReadFact): boolean => membersOf(fact).length > 0;

/**
 * DiagnosticReports and panels of observations, newest first. A panel that stands in another one is not listed again.
 * @param reports DiagnosticReports and Observations that may hold others together
 * @param all everything that they may refer to
 */
export function readPanels(reports: readonly ReadFact[], all: readonly ReadFact[]): readonly Panel[] {
  const byName = new Map(all.map((fact) => [nameOf(fact), fact]));
  const panels = reports.filter((fact) => fact.type === 'DiagnosticReport' || isPanel(fact));
  const inside = new Set(
    panels.flatMap((panel) =>
      membersOf(panel).flatMap((name) => (name === null || name === nameOf(panel) ? [] : name)),
    ),
  );
  return panels
    .filter((fact) => fact.type === 'DiagnosticReport' || !inside.has(nameOf(fact)))
    .map((fact) => panelOf(fact, byName))
    .sort(newestFirst);
}

function panelOf(fact: ReadFact, byName: ReadonlyMap<string, ReadFact>): Panel {
  const { resource } = fact;
  const seen = new Set([fact.id]);
  const members: string[] = [];
  let missing = 0;
  const waiting = membersOf(fact).toReversed();
  while (waiting.length > 0) {
    const name = waiting.pop() ?? null;
    const member = name === null ? undefined : byName.get(name);
    if (member === undefined) missing += 1;
    else if (!seen.has(member.id)) {
      seen.add(member.id);
      members.push(member.id);
      waiting.push(...membersOf(member).toReversed());
    }
  }
  return {
    ...markOf(fact),
    ...conceptOf(resource.code),
    status: lineOf(resource.status),
    conclusion: lineOf(resource.conclusion, LONGEST),
    conclusionCodes: conceptsOf(resource.conclusionCode),
    members,
    missing,
  };
}
