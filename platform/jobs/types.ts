import type { ErrorCode } from '@chartwarden/errors';

/** Opaque ids by role: `{ import: '018f...', record: '018f...' }`. Nothing else is ever stored in a job. */
export type JobIds = Readonly<Record<string, string>>;

/** Counts by name, as a progress page shows them: `{ bytesRead: 1024, bytesTotal: 4096 }`. */
export type JobProgress = Readonly<Record<string, number>>;

/** `dead`: failed for good and kept with its reason. */
export type JobStatus = 'queued' | 'running' | 'done' | 'dead' | 'cancelled';

/** A job as others see it. Times are milliseconds since the epoch. */
export interface JobState {
  readonly id: string;
  readonly kind: string;
  readonly ids: JobIds;
  readonly status: JobStatus;
  /** How often it was started; a start that ended with the server's stop does not count. */
  readonly attempt: number;
  readonly maxAttempts: number;
  /** When it may start, or started to wait for its next attempt. */
  readonly runAt: number;
  readonly createdAt: number;
  readonly startedAt: number | undefined;
  readonly finishedAt: number | undefined;
  readonly progress: JobProgress;
  /** Why the last attempt failed; `reason` is the registry's sentence for it. */
  readonly code: ErrorCode | undefined;
  readonly reason: string | undefined;
  readonly cancelling: boolean;
}

/** What a handler is given. */
export interface RunningJob {
  readonly id: string;
  readonly kind: string;
  readonly ids: JobIds;
  /** From 1. */
  readonly attempt: number;
  /** Fires when the job is cancelled, the server stops, or another worker took it over: stop at the next safe point. */
  readonly signal: AbortSignal;
  /** Shown at once to who watches; stored with the next heartbeat. Replaces the earlier counts. */
  progress(counts: JobProgress): void;
}

/** How jobs of a kind are done. A handler may be run again after a crash: what it did before must not be done twice. */
export interface JobKind {
  /** Throws CodedError below 500 for what another attempt cannot mend; everything else is tried again. */
  run(job: RunningJob): Promise<void>;
  /** 5 unless said otherwise. */
  readonly maxAttempts?: number;
  /** How many of the kind may run at once in this process; as many as the worker takes when absent. */
  readonly concurrency?: number;
}

export interface EnqueueOptions {
  /** Jobs of one key run one after another, e.g. `import:<record id>`: a label, then ids, joined by colons. */
  readonly key?: string;
  /** With a key: adds nothing while a job of this kind and key is waiting already. */
  readonly once?: boolean;
  /** Not before this time. */
  readonly runAt?: number;
  readonly maxAttempts?: number;
}
