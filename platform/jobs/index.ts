export { createJobs, type Jobs, type JobsOptions } from './create-jobs.ts';
export { jobsMigrations } from './jobs.migrations.ts';
export type {
  EnqueueOptions,
  JobIds,
  JobKind,
  JobProgress,
  JobState,
  JobStatus,
  RunningJob,
} from './types.ts';
