import { defineErrors } from '../define.ts';

export const demoErrors = defineErrors({
  'CW-DEMO-001': {
    status: 409,
    issue: 'duplicate',
    message:
      'There are people of these names already, so the demo household was not added. Nothing was made. If they are from an earlier demo, erase them first ("chartwarden person erase NAME").',
  },
  'CW-DEMO-002': {
    status: 422,
    issue: 'incomplete',
    message:
      'The demo household did not go in whole. The people made so far are there; erase them ("chartwarden person erase NAME") and try again.',
  },
  'CW-DEMO-003': {
    status: 500,
    issue: 'security',
    message:
      'The demo household is for CHARTWARDEN_ENV=dev only: its owner has a password that stood on a terminal. The server was not started. Start it without --demo.',
  },
});
