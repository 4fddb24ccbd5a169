import { defineErrors } from '../define.ts';

export const printErrors = defineErrors({
  'CW-PRNT-001': {
    status: 503,
    issue: 'throttled',
    message: 'Too many prints are being made right now. Nothing was printed. Try again in a minute.',
  },
  'CW-PRNT-002': {
    status: 500,
    issue: 'exception',
    message:
      'This print could not be made: it was too large for one, or something in it could not be set. Nothing is changed. Print a smaller part, for example a shorter span of time.',
  },
});
