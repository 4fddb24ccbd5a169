/** Something that is kept for a while: how much of it is older than a time (milliseconds), and letting that go. */
export interface Keeper {
  readonly count: (before: number) => Promise<Old>;
  /** Resolves with how many went. */
  readonly apply: (before: number) => Promise<number>;
}

export interface Old {
  readonly things: number;
  /** Records or accounts that they belong to; ids are told to nobody. */
  readonly of: number;
}

/**
 * What an instance may keep for longer or shorter, in days. What is not here goes as soon as it is over (sessions, links and
 * their content, invitations, waiting mail, cancelled imports) or stays as long as the record does (entries, files, corrections,
 * withdrawn imports, consents). The log is never cut: six years are promised, and no rule touches it.
 */
export const RULES = {
  /** Imports that were begun and neither added nor given up: they are given up. */
  'unfinished-imports': { days: 30, least: 7, most: 3650 },
  /** Drafts that nobody approved. */
  drafts: { days: 1, least: 1, most: 365 },
  /** Approvals that were used or are too old; that they were used stays in the log for good. */
  approvals: { days: 30, least: 1, most: 3650 },
  /** What became of work in the background. */
  jobs: { days: 14, least: 1, most: 365 },
  /** Notices that were seen. */
  notices: { days: 365, least: 30, most: 3650 },
} as const satisfies Readonly<Record<string, { readonly days: number; readonly least: number; readonly most: number }>>;

export type RuleName = keyof typeof RULES;
export const RULE_NAMES = Object.keys(RULES) as readonly RuleName[];
export type Keepers = Readonly<Record<RuleName, Keeper>>;
export type Days = Readonly<Record<RuleName, number>>;
