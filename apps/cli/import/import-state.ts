import { count } from '../shell.ts';

export interface Counts {
  readonly new: number;
  readonly newer: number;
  readonly older: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly flagged: number;
}

/** Where an import stands, as the server tells it. */
export interface ImportState {
  readonly id: string;
  readonly person: string;
  readonly state: 'receiving' | 'reading' | 'ready' | 'committing' | 'committed' | 'cancelled' | 'failed' | 'withdrawn';
  readonly progress: { readonly bytesRead: number; readonly bytesTotal: number; readonly factsRead: number };
  readonly files: readonly {
    readonly source: string;
    readonly name: string;
    readonly size: number;
    readonly state: 'waiting' | 'reading' | 'read' | 'refused';
    readonly recognised?: string;
    readonly reason?: { readonly code: string; readonly message: string };
    readonly counts: Counts;
  }[];
  readonly totals: Counts;
  readonly byType: readonly ({ readonly type: string } & Pick<Counts, 'new' | 'newer' | 'older' | 'unchanged'>)[];
  readonly questions: readonly {
    readonly kind: 'origin' | 'about-someone-else';
    readonly explanation: string;
    readonly name?: string;
    readonly entries: number;
  }[];
  readonly problems: readonly {
    readonly file: string;
    readonly path: string;
    readonly severity: 'refused' | 'flagged';
    readonly code: string;
    readonly message: string;
  }[];
  readonly problemsTotal: number;
  /** Imports that parts of this one became, in other people's records. */
  readonly elsewhere?: readonly {
    readonly person: string;
    readonly name: string;
    readonly made: boolean;
    readonly import: string;
  }[];
  readonly error?: { readonly code: string; readonly message: string };
}

const SHOWN_PROBLEMS = 10;

/** What an import would do, or did, in words. */
export function describeCounts(counts: Counts): string {
  const words = [
    [counts.new, 'new'],
    [counts.newer, 'newer than what is there'],
    [counts.older, 'older, kept as history'],
    [counts.unchanged, 'there already'],
    [counts.refused, 'refused'],
    [counts.flagged, 'kept with a remark'],
  ] as const;
  const said = words
    .filter(([number]) => number > 0)
    .map(([number, text]) => `${number.toLocaleString('en-US')} ${text}`);
  return said.length === 0 ? 'nothing' : said.join(', ');
}

/** The preview: files that were refused, what is in the others, what is odd about them. */
export function previewLines(state: ImportState): string[] {
  const refused = state.files.filter((file) => file.state === 'refused');
  const width = Math.max(0, ...state.byType.map(({ type }) => type.length));
  const shown = state.problems.slice(0, SHOWN_PROBLEMS);
  return [
    `${count(state.files.length, 'file')}: ${describeCounts(state.totals)}.`,
    ...state.byType.map((row) => `  ${row.type.padEnd(width)}  ${describeCounts({ ...row, refused: 0, flagged: 0 })}`),
    ...refused.map((file) => `  refused: ${file.name}: ${file.reason?.message ?? 'it could not be read'}`),
    ...shown.map((one) => `  ${one.severity}: ${one.file} ${one.path}: ${one.message}`),
    ...(state.problemsTotal > shown.length
      ? [`  ... and ${count(state.problemsTotal - shown.length, 'more remark')}`]
      : []),
  ];
}

/** True when committing it would change the record. */
export const changesAnything = ({ totals }: ImportState): boolean => totals.new + totals.newer + totals.older > 0;
