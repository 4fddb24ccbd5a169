import { defineErrors } from '../define.ts';

export const organizationErrors = defineErrors({
  'CW-ORG-001': {
    status: 409,
    issue: 'conflict',
    message:
      'An organization keeps a manager who can act. Nothing was changed. Make somebody else its manager first, and try again.',
  },
  'CW-ORG-002': {
    status: 404,
    issue: 'not-found',
    message:
      'There is no such account, or it is disabled. Nothing was changed. Choose another, or enable that account first.',
  },
});
