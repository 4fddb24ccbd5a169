import { defineErrors } from '../define.ts';

export const generalErrors = defineErrors({
  'CW-GEN-001': {
    status: 500,
    issue: 'exception',
    message:
      'Something failed inside Chartwarden. Nothing was changed. Try again; if it stays, whoever runs this server finds out more with "chartwarden doctor".',
  },
  'CW-GEN-002': {
    status: 404,
    issue: 'not-found',
    message: 'There is nothing here, or it is not yours to see.',
  },
  'CW-GEN-003': {
    status: 400,
    issue: 'invalid',
    message: 'The request was not understood. Nothing was changed. Look at the detail and send it again.',
  },
});
