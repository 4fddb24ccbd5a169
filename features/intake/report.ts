import type { AccountId } from '@chartwarden/ids';
import type { Counts, Import, Source } from '@chartwarden/vault';

/** What happened to one file, in words and numbers. Kept sealed with the import. */
export interface FileReport {
  readonly source: string;
  readonly name: string;
  readonly size: number;
  readonly state: 'waiting' | 'reading' | 'read' | 'refused';
  /** "FHIR R4 Bundle (transaction), 455 entries" */
  readonly recognised?: string;
  /** It is an archive of a whole record, and says what was before. */
  readonly archive?: true;
  /** Why the whole file stayed out. */
  readonly reason?: { readonly code: string; readonly message: string };
  readonly counts: FileCounts;
}

export interface FileCounts extends Counts {
  readonly refused: number;
  readonly flagged: number;
}

export interface Problem {
  readonly file: string;
  readonly path: string;
  readonly severity: 'refused' | 'flagged';
  readonly code: string;
  readonly message: string;
}

export type Question =
  | { readonly kind: 'origin'; readonly explanation: string; readonly entries: number }
  | {
      readonly kind: 'about-someone-else';
      readonly explanation: string;
      readonly name?: string;
      readonly entries: number;
    };

/** Somebody whom the files are about and who is not known to be the person. */
export interface Other {
  /** How the files refer to them: `Patient/x`, a full URL. */
  readonly keys: readonly string[];
  readonly name?: string;
  readonly entries: number;
  /** The sources that speak of them. */
  readonly sources: readonly string[];
}

/** `yes`: it is the person after all. `new-person`: into a record of their own. */
export type SomeoneElse = 'yes' | 'leave-out' | 'new-person';

export interface Answers {
  readonly origin?: string;
  readonly aboutSomeoneElse?: SomeoneElse;
}

/** Whom a reading takes in, by keys as in {@link Other}: everybody but some, or some and whatever is about nobody. */
export type Scope =
  | { readonly not: readonly string[]; readonly skip: readonly string[] }
  | { readonly only: readonly string[] };

/** A reading without anybody else, and without the files that speak of nobody but them. */
export const withoutOthers = ({ others, foreign }: Report): Scope => ({
  not: others.flatMap(({ keys }) => keys),
  skip: foreign,
});

/** An import that a part of this one became, in somebody else's record. */
export interface Elsewhere {
  readonly person: string;
  readonly name: string;
  /** The person was made for it. */
  readonly made: boolean;
  readonly import: string;
}

export interface Report {
  readonly files: readonly FileReport[];
  /** The first 200. */
  readonly problems: readonly Problem[];
  readonly problemsTotal: number;
  readonly questions: readonly Question[];
  readonly others: readonly Other[];
  /** Sources that speak of nobody but {@link others}. */
  readonly foreign: readonly string[];
  /** Sources that speak of nobody at all. */
  readonly neutral: readonly string[];
  readonly answers: Answers;
  readonly scope?: Scope;
  readonly elsewhere?: readonly Elsewhere[];
  /** Why the whole import could not be read. */
  readonly error?: { readonly code: string; readonly message: string };
}

export const MOST_PROBLEMS = 200;

export const noCounts = (): FileCounts => ({ new: 0, newer: 0, older: 0, unchanged: 0, refused: 0, flagged: 0 });

export const emptyReport: Report = {
  files: [],
  problems: [],
  problemsTotal: 0,
  questions: [],
  others: [],
  foreign: [],
  neutral: [],
  answers: {},
};

export interface Progress {
  readonly bytesRead: number;
  readonly bytesTotal: number;
  readonly factsRead: number;
}

/** An import as the screens and the command line see it. */
export interface ImportView {
  readonly id: string;
  readonly person: string;
  readonly state: Import['state'];
  readonly startedAt: number;
  readonly committedAt: number | null;
  readonly progress: Progress;
  readonly files: readonly FileReport[];
  readonly totals: FileCounts;
  readonly byType: readonly ({ readonly type: string } & Counts)[];
  readonly questions: readonly Question[];
  readonly problems: readonly Problem[];
  readonly problemsTotal: number;
  readonly error?: { readonly code: string; readonly message: string };
  readonly reason?: string;
  readonly movedTo?: string;
  /** Where the parts about other people went. */
  readonly elsewhere?: readonly Elsewhere[];
  /** Brought by somebody who does not hold the record: it stands apart from what others brought. */
  readonly brought?: { readonly you: boolean; readonly name: string | null };
}

export function viewOf(
  person: string,
  one: Import & { readonly sources: readonly Source[] },
  progress?: Progress,
): ImportView {
  const report = (one.details.report as Report | undefined) ?? emptyReport;
  const reported = new Map(report.files.map((file) => [file.source, file]));
  const files = one.sources.map(
    (source): FileReport =>
      reported.get(source.id) ?? {
        source: source.id,
        name: source.name,
        size: source.size,
        state: one.details.standing ? 'read' : 'waiting',
        counts: noCounts(),
      },
  );
  const total = files.reduce((sum, file) => sum + file.size, 0);
  const isRead = one.state !== 'receiving' && one.state !== 'reading';
  const sum = (name: 'refused' | 'flagged'): number => files.reduce((all, file) => all + file.counts[name], 0);
  const { counts } = one.details;
  return {
    id: one.id,
    person,
    state: one.state,
    startedAt: one.startedAt,
    committedAt: one.committedAt,
    progress: progress ?? {
      bytesRead: isRead ? total : 0,
      bytesTotal: total,
      factsRead: counts.new + counts.newer + counts.older + counts.unchanged,
    },
    files,
    totals: { ...counts, refused: sum('refused'), flagged: sum('flagged') },
    byType: Object.entries(one.details.byType)
      .map(([type, numbers]) => ({ type, ...numbers }))
      .sort((a, b) => a.type.localeCompare(b.type)),
    questions: report.questions,
    problems: report.problems,
    problemsTotal: report.problemsTotal,
    ...(report.error === undefined ? {} : { error: report.error }),
    ...(one.details.reason === undefined ? {} : { reason: one.details.reason }),
    ...(one.details.movedTo === undefined ? {} : { movedTo: one.details.movedTo }),
    ...(report.elsewhere === undefined ? {} : { elsewhere: report.elsewhere }),
  };
}

/** What was written over the API has no file that could be read again. */
export const isMovable = ({ state, details }: Pick<Import, 'state' | 'details'>): boolean =>
  state === 'committed' && details.standing !== true;

/** With who brought it, for what stands apart; what a holder added is nobody's in particular. `me`: whoever looks. */
export async function seenBy(
  me: AccountId,
  view: ImportView,
  { details: { apart, by } }: Pick<Import, 'details'>,
  nameOf: (account: AccountId) => Promise<string | null>,
): Promise<ImportView> {
  if (!apart) return view;
  return { ...view, brought: { you: by === me, name: by === me ? null : await nameOf(by as AccountId) } };
}
