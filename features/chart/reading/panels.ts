import { type Concept, conceptOf, conceptsOf, lineOf, listOf, referenceOf } from './elements.ts';
import type { Noted } from './noted.ts';
import { type FactMark, markOf, nameOf, type ReadFact } from './read-fact.ts';
import { newestFirst } from './when.ts';

/** What a report or an observation that holds others together says of itself. */
export interface PanelNote extends FactMark, Concept {
  readonly status: string | null;
  readonly conclusion: string | null;
  readonly conclusionCodes: readonly Concept[];
  /** Names of what it holds. */
  readonly holds: readonly (string | null)[];
}

export interface Panel extends PanelNote {
  /** The observations in it, in its own order; those of panels within it follow in their place. */
  readonly members: readonly Noted[];
  /** How many it names that are not there to see. */
  readonly missing: number;
}

const LONGEST = 4000;
/** In how many panels a result may stand, on the average; and what any record may have. */
const SHARED = 4;
const SHARED_LEAST = 10_000;

/** Names of what a DiagnosticReport or an Observation holds together. */
export const membersOf = ({ type, resource }: ReadFact): readonly (string | null)[] =>
  listOf(type === 'DiagnosticReport' ? resource.result : resource.hasMember).map(referenceOf);

/** Reads a DiagnosticReport. */
export function noteReport(fact: ReadFact): PanelNote {
  const { resource } = fact;
  return {
    ...markOf(fact),
    ...conceptOf(resource.code),
    status: lineOf(resource.status),
    conclusion: lineOf(resource.conclusion, LONGEST),
    conclusionCodes: conceptsOf(resource.conclusionCode),
    holds: membersOf(fact),
  };
}

const noteObservation = ({ id, when, about, members }: Noted): PanelNote => ({
  id,
  type: 'Observation',
  when,
  version: about.version,
  labels: about.labels,
  corrected: about.corrected,
  words: about.words,
  codings: about.codings,
  status: about.status,
  conclusion: null,
  conclusionCodes: [],
  holds: members ?? [],
});

/**
 * DiagnosticReports and panels of observations, newest first. A panel that stands in another one is not listed again.
 * @param own observations that may hold others together
 * @param byName everything that they may refer to
 */
export function readPanels(
  reports: readonly PanelNote[],
  own: readonly Noted[],
  byName: ReadonlyMap<string, Noted>,
): readonly Panel[] {
  // Thousands of reports may name one panel of thousands: all together no more than the record is large.
  const room = { left: SHARED * byName.size + SHARED_LEAST };
  const panels = [...reports, ...own.filter((one) => one.members !== null).map(noteObservation)];
  const inside = new Set(
    panels.flatMap((panel) => panel.holds.flatMap((name) => (name === null || name === nameOf(panel) ? [] : name))),
  );
  return panels
    .filter((panel) => panel.type === 'DiagnosticReport' || !inside.has(nameOf(panel)))
    .map((panel) => panelOf(panel, byName, room))
    .sort(newestFirst);
}

function panelOf(panel: PanelNote, byName: ReadonlyMap<string, Noted>, room: { left: number }): Panel {
  const seen = new Set([panel.id]);
  const members: Noted[] = [];
  let missing = 0;
  const waiting = panel.holds.toReversed();
  while (waiting.length > 0) {
    const name = waiting.pop() ?? null;
    const member = name === null ? undefined : byName.get(name);
    if (member === undefined || room.left <= 0) missing += 1;
    else if (!seen.has(member.id)) {
      room.left -= 1;
      seen.add(member.id);
      members.push(member);
      for (const one of member.members?.toReversed() ?? []) waiting.push(one);
    }
  }
  return { ...panel, members, missing };
}
