import { defineEvents } from './define.ts';

export const jobEvents = defineEvents({
  'job.started': { message: 'job started', fields: { job: 'id', kind: 'label', attempt: 'count' } },
  'job.done': { message: 'job done', fields: { job: 'id', kind: 'label', attempt: 'count', ms: 'ms' } },
  'job.retry': {
    message: 'job failed and will be tried again',
    fields: { job: 'id', kind: 'label', attempt: 'count', code: 'code', ms: 'ms', wait: 'ms' },
  },
  'job.dead': {
    message: 'job failed for good',
    fields: { job: 'id', kind: 'label', attempt: 'count', code: 'code', ms: 'ms' },
  },
  'job.cancelled': { message: 'job cancelled', fields: { job: 'id', kind: 'label', attempt: 'count', ms: 'ms' } },
  'job.returned': {
    message: 'job handed back because the server stops',
    fields: { job: 'id', kind: 'label', attempt: 'count' },
  },
  'job.lost': {
    message: 'job was taken over by another worker',
    fields: { job: 'id', kind: 'label', attempt: 'count' },
  },
  'job.resumed': { message: 'jobs of a worker that no longer answers were taken back', fields: { count: 'count' } },
  'job.worker-failed': { message: 'the job worker could not reach the queue', fields: { code: 'code' } },
});
