import { type AnalyteHead, type AnalyteLine, lineOfAnalyte, openedAnalyte } from './analyte-body.ts';
import { type Analyte, readAnalytes } from './analytes.ts';
import { createNoter, hasAnyValue, type Noted, notedName } from './noted.ts';
import { isLaboratory, type Place } from './observation-place.ts';
import { levelName } from './overview.ts';
import { factsOfPanel, lineOfPanel, type OpenedPanel, openedPanel, type PanelLine } from './panel-body.ts';
import { noteReport, type Panel, type PanelNote, readPanels } from './panels.ts';
import { isInError, type ReadFact } from './read-fact.ts';
import type { Part, Reading, SectionReader } from './sections.ts';

/** Lines in the list; what is beyond opens as the entries `analytes` and `panels`, in pieces. */
const MOST_ANALYTES = 500;
const MOST_PANELS = 50;
const IN_A_PIECE = 200;

/** The list: analytes with the newest values first, panels newest first. */
export interface ResultsList {
  readonly analytes: readonly AnalyteLine[];
  readonly panels: readonly PanelLine[];
  /** How many more there are: in the entries `analytes/<n>` and `panels/<n>`. */
  readonly moreAnalytes: number;
  readonly morePanels: number;
}

/** What one id opens to: an analyte, a panel, or a panel that has values of its own. */
export interface OpenedResult {
  readonly analyte: AnalyteHead | null;
  readonly panel: OpenedPanel | null;
}

/**
 * Laboratory results by analyte, and the panels that hold them. An observation that says no category is among them (it
 * may be one), one that says another category is not; a report that says none is, when it holds results.
 */
export const startResults = (): SectionReader => start((place) => place === 'results' || place === 'unsaid', true);

/** Vital signs, by what was measured. */
export const startVitals = (): SectionReader => start((place) => place === 'vitals', false);

const whole =
  (begin: () => SectionReader) =>
  (facts: readonly ReadFact[], now: number): Reading => {
    const reader = begin();
    reader.add(facts);
    return reader.finish(now);
  };
export const readResults = whole(startResults);
export const readVitals = whole(startVitals);

function start(isOwn: (place: Place) => boolean, withReports: boolean): SectionReader {
  const noteOf = createNoter();
  const byName = new Map<string, Noted>();
  const reports: { readonly note: PanelNote; readonly isLaboratory: boolean }[] = [];
  return {
    add(facts) {
      for (const fact of facts) {
        if (isInError(fact)) continue;
        if (fact.type === 'Observation') {
          const noted = noteOf(fact);
          byName.set(notedName(noted), noted);
        } else if (withReports && fact.type === 'DiagnosticReport')
          reports.push({ note: noteReport(fact), isLaboratory: isLaboratory(fact) });
      }
    },
    finish() {
      const own = [...byName.values()].filter((one) => isOwn(one.about.place));
      const holdsOwn = ({ holds }: PanelNote): boolean =>
        holds.some((name) => name !== null && isOwn(byName.get(name)?.about.place ?? 'elsewhere'));
      const counted = reports.flatMap(({ note, isLaboratory: isOne }) => (isOne || holdsOwn(note) ? [note] : []));
      // A panel that found nothing itself is no analyte.
      const analytes = readAnalytes(own.filter((one) => one.members === null || hasAnyValue(one)));
      return readingOf(analytes, readPanels(counted, own, byName));
    },
  };
}

function readingOf(analytes: readonly Analyte[], panels: readonly Panel[]): Reading {
  const lines = analytes.map(lineOfAnalyte);
  const body: ResultsList = {
    analytes: lines.slice(0, MOST_ANALYTES).map(({ line }) => line),
    panels: panels.slice(0, MOST_PANELS).map(lineOfPanel),
    moreAnalytes: Math.max(0, lines.length - MOST_ANALYTES),
    morePanels: Math.max(0, panels.length - MOST_PANELS),
  };
  const facts = [
    ...lines.slice(0, MOST_ANALYTES).flatMap((one) => one.facts),
    ...panels.slice(0, MOST_PANELS).map((one) => one.id),
  ];
  const entries = new Map<string, Part>([
    ...furtherOf(
      'analytes',
      lines.slice(MOST_ANALYTES),
      ({ line }) => line,
      (one) => one.facts,
    ),
    ...furtherOf('panels', panels.slice(MOST_PANELS), lineOfPanel, (one) => [one.id]),
  ]);
  const opened = new Map<string, { analyte?: Analyte; panel?: Panel }>();
  for (const analyte of analytes) opened.set(analyte.id, { analyte });
  for (const panel of panels) opened.set(panel.id, { ...opened.get(panel.id), panel });
  const analyteOf = new Map(analytes.flatMap((one) => one.rows.map((row) => [row.noted.id, one.id] as const)));
  for (const [id, { analyte, panel }] of opened) {
    const trend = analyte && openedAnalyte(analyte);
    const head: OpenedResult = { analyte: trend?.head ?? null, panel: panel ? openedPanel(panel, analyteOf) : null };
    entries.set(id, {
      body: head,
      facts: [...new Set([...(trend?.facts ?? []), ...(panel ? factsOfPanel(panel) : [])])],
    });
    for (const [level, pieces] of (trend?.levels ?? []).entries())
      for (const [at, piece] of pieces.entries()) entries.set(`${levelName(id, level)}/${at}`, piece);
  }
  return { list: { body, facts: [...new Set(facts)] }, entries };
}

/** What the list has no room for, as an entry of its own in pieces. */
function furtherOf<Item>(
  name: string,
  items: readonly Item[],
  lineOf: (item: Item) => object,
  factsOf: (item: Item) => readonly string[],
): readonly (readonly [string, Part])[] {
  if (items.length === 0) return [];
  const pieces = Array.from({ length: Math.ceil(items.length / IN_A_PIECE) }, (_, at) => {
    const some = items.slice(at * IN_A_PIECE, (at + 1) * IN_A_PIECE);
    const part: Part = { body: { [name]: some.map(lineOf) }, facts: [...new Set(some.flatMap(factsOf))] };
    return [`${name}/${at}`, part] as const;
  });
  return [[name, { body: { count: items.length }, facts: [] }], ...pieces];
}
