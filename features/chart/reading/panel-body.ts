import { type EntryLine, entryLineOf } from './analyte-body.ts';
import type { Concept } from './elements.ts';
import type { Panel } from './panels.ts';
import { namesOf } from './read-fact.ts';

/** Members that an opened panel shows. */
const MOST_MEMBERS = 500;

/** A panel in the list. */
export interface PanelLine
  extends Pick<
    Panel,
    'id' | 'type' | 'version' | 'when' | 'labels' | 'corrected' | 'words' | 'codings' | 'status' | 'missing'
  > {
  /** How many results it holds. */
  readonly count: number;
}

export interface OpenedPanel extends PanelLine {
  readonly conclusion: string | null;
  readonly conclusionCodes: readonly Concept[];
  /** In the panel's own order; `analyte` names the entry that shows how it went on, null where there is none in this section. */
  readonly members: readonly (EntryLine & { readonly analyte: string | null })[];
}

export function lineOfPanel(panel: Panel): PanelLine {
  const { id, type, version, when, labels, corrected, words, codings, status, missing, members } = panel;
  return { id, type, version, when, labels, corrected, words, codings, status, missing, count: members.length };
}

/** @param analyteOf the analyte that an observation is among, by the fact's id */
export function openedPanel(panel: Panel, analyteOf: ReadonlyMap<string, string>): OpenedPanel {
  const { conclusion, conclusionCodes, members } = panel;
  return {
    ...lineOfPanel(panel),
    conclusion,
    conclusionCodes,
    members: members
      .slice(0, MOST_MEMBERS)
      .map((one) => ({ ...entryLineOf(one), analyte: analyteOf.get(one.id) ?? null })),
  };
}

export const factsOfPanel = ({ id, members }: Panel): readonly string[] => [
  id,
  ...members.slice(0, MOST_MEMBERS).flatMap(namesOf),
];
