import { type ErrorCode, errorRegistry } from '@chartwarden/errors';

/** What is wrong with one setting. Holds names only, never values. */
export interface ConfigProblem {
  readonly code: ErrorCode & `CW-CFG-${string}`;
  /** The setting as the operator wrote it: `tls.cert` or `SESSION_SECRET`. */
  readonly key: string;
  /** What exactly is wrong with it, and what to do. */
  readonly detail: string;
}

/** The start is refused; `message` has one line per problem, fit for a terminal. */
export class ConfigError extends Error {
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    const lines = problems.map(({ code, key, detail }) => `${code} ${key}: ${detail} (${errorRegistry[code].message})`);
    super(`Chartwarden does not start with these settings:\n${lines.map((line) => `  ${line}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}
