import { defineErrors } from '../define.ts';

export const jobErrors = defineErrors({
  'CW-JOB-001': {
    status: 500,
    issue: 'exception',
    message:
      'A background task failed. What was there before it is unchanged. Start it again, or run "chartwarden doctor".',
  },
  'CW-JOB-002': {
    status: 500,
    issue: 'exception',
    message: 'A background task ended more than once without an answer, as when the machine stops. Start it again.',
  },
  'CW-JOB-003': {
    status: 409,
    issue: 'conflict',
    message: 'The background task was cancelled.',
  },
  'CW-JOB-004': {
    status: 500,
    issue: 'not-supported',
    message: 'This version of Chartwarden does not know the background task. Start the version that made it.',
  },
});
