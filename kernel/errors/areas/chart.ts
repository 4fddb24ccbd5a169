import { defineErrors } from '../define.ts';

export const chartErrors = defineErrors({
  'CW-CHRT-001': {
    status: 415,
    issue: 'not-supported',
    message: 'A file of this kind cannot be shown here yet. It is in the record as it came; you can download it.',
  },
});
