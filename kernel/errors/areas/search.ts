import { defineErrors } from '../define.ts';

export const searchErrors = defineErrors({
  'CW-SRCH-001': {
    status: 500,
    issue: 'exception',
    message:
      'The search index of this record is damaged and cannot be read. The record itself is not touched. The index is made anew from it; try again in a few minutes.',
  },
});
