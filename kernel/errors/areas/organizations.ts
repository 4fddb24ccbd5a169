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
  'CW-ORG-003': {
    status: 409,
    issue: 'conflict',
    message: 'You work for this organization already. Nothing was changed. Its managers can change what you do there.',
  },
  'CW-ORG-004': {
    status: 409,
    issue: 'conflict',
    message:
      'Too many invitations of this organization are open. Nothing was sent. Cancel some that are no longer needed.',
  },
});
