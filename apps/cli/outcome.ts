import { CodedError, isCoded } from '@chartwarden/errors';

/** 0 done, 1 failed, 2 usage, 3 refused by the gate. */
export type ExitCode = 0 | 1 | 2 | 3;

/** What a verb has to say: one document for `--json`, lines of words for people. */
export interface Outcome {
  /** Anything but 0 when the verb did its work and the answer is no: an unhealthy doctor, a ledger that does not verify. */
  readonly exit?: 0 | 1;
  readonly document: Readonly<Record<string, unknown>>;
  readonly lines: readonly string[];
}

/** An error that the server answered with; its words are the server's. */
export class RemoteError extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string | undefined;
  /** Seconds. */
  readonly retryAfter: number | undefined;

  constructor(answer: {
    readonly status: number;
    readonly code: string;
    readonly message: string;
    readonly detail?: string | undefined;
    readonly retryAfter?: number | undefined;
  }) {
    super(answer.message);
    this.name = 'RemoteError';
    this.status = answer.status;
    this.code = answer.code;
    this.detail = answer.detail;
    this.retryAfter = answer.retryAfter;
  }
}

/** An error as words, and as `--json` shows it. */
export interface Failure {
  readonly exit: ExitCode;
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly detail?: string;
    readonly retryAfter?: number;
  };
}

const USAGE = new Set(['CW-CLI-001', 'CW-CLI-003', 'CW-CLI-006']);
/** Not logged in, not permitted, and "not there or not yours", which is how the gate says no to a stranger. */
const REFUSED = /^CW-(GATE-\d+|ACC-0(?:01|30)|CLI-002|GEN-002|HTTP-011)$/;

/** What a person reads when something went wrong, and the exit code that goes with it. */
export function failureOf(error: unknown): Failure {
  if (!isCoded(error) && !(error instanceof RemoteError)) {
    // Nobody foresaw it: its text could hold anything, so only where it came from is told.
    const name = error instanceof Error ? error.name : 'Error';
    return { exit: 1, error: { code: 'CW-GEN-001', message: new CodedError('CW-GEN-001').message, detail: name } };
  }
  const { code, message, detail } = error;
  const retryAfter = error instanceof RemoteError ? error.retryAfter : undefined;
  return {
    exit: REFUSED.test(code) ? 3 : USAGE.has(code) ? 2 : 1,
    error: {
      code,
      message,
      ...(detail === undefined ? {} : { detail }),
      ...(retryAfter === undefined ? {} : { retryAfter }),
    },
  };
}
