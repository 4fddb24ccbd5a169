import { defineErrors } from '../define.ts';

export const serverErrors = defineErrors({
  'CW-SRV-001': {
    status: 400,
    issue: 'invalid',
    message:
      'This place cannot keep the checkpoints of the log. Choose a folder outside the data folder, best on another disk.',
  },
  'CW-SRV-002': {
    status: 409,
    issue: 'conflict',
    message:
      'The data folder is older or newer than its log says: it was rolled back. Nothing is served from it. Restore a backup, or say that you restored one ("chartwarden restore").',
  },
});
