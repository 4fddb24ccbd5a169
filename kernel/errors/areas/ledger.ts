import { defineErrors } from '../define.ts';

export const ledgerErrors = defineErrors({
  'CW-LED-001': {
    status: 500,
    issue: 'exception',
    message:
      'The activity log in the database contradicts itself: somebody changed it, or the disk is damaged. Nothing more is written to it. Keep the data folder as it is, run "chartwarden doctor", and restore a backup.',
  },
  'CW-LED-002': {
    status: 500,
    issue: 'exception',
    message:
      'The keyring does not hold the key that signs this activity log, or a key change in it is not genuine. Nothing was changed. Restore the keyring that belongs to this data folder.',
  },
  'CW-LED-003': {
    status: 503,
    issue: 'transient',
    message: 'Chartwarden is shutting down. Nothing was changed. Try again in a moment.',
  },
});
