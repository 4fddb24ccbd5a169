import { defineErrors } from '../define.ts';

export const operateErrors = defineErrors({
  'CW-OPS-001': {
    status: 409,
    issue: 'conflict',
    message: 'There is a file of that name already, and a backup never overwrites. Choose another name.',
  },
  'CW-OPS-002': {
    status: 507,
    issue: 'no-store',
    message:
      'The file could not be written (disk full, not there, or not allowed). What was there before is untouched. Look at the detail and choose another place.',
  },
  'CW-OPS-003': {
    status: 422,
    issue: 'security',
    message:
      'The sealed keyring cannot be opened with this root key: it belongs to another recovery kit, or it is damaged. Nothing was changed.',
  },
  'CW-OPS-004': {
    status: 422,
    issue: 'security',
    message:
      'The backup is not whole and genuine: it is damaged, cut short, of another instance, or was changed. Nothing is served from it. Use another backup.',
  },
  'CW-OPS-005': {
    status: 409,
    issue: 'conflict',
    message:
      'A restore needs an empty data folder and an empty database, and there is something there. Nothing was changed. Name another folder with CHARTWARDEN_DATA (and another database).',
  },
  'CW-OPS-006': {
    status: 409,
    issue: 'conflict',
    message:
      'A restore into this data folder was not finished, so nothing is served from it. Run the restore again; the backup is untouched.',
  },
  'CW-OPS-007': {
    status: 409,
    issue: 'conflict',
    message: 'Another backup, rehearsal or key rotation is under way. Nothing was changed. Try again when it is done.',
  },
  'CW-OPS-008': {
    status: 400,
    issue: 'required',
    message:
      'There is no root key for this restore. Give the words of the recovery kit, or set the root key as it was where the backup was taken.',
  },
  'CW-OPS-009': {
    status: 409,
    issue: 'conflict',
    message:
      'What would be erased is not what was shown: the record changed since, or the draft is another one. Nothing was erased. Look at a new draft.',
  },
  'CW-OPS-010': {
    status: 500,
    issue: 'exception',
    message:
      'The record changed while it was written out, so the export was stopped. What arrived is not complete. Try again.',
  },
  'CW-OPS-011': {
    status: 400,
    issue: 'required',
    message:
      'It is not said where the sealed keyring is to stand. Nothing was changed. Name a file with --out, or set keys.backupDir.',
  },
  'CW-OPS-012': {
    status: 422,
    issue: 'security',
    message:
      'This backup was taken before old keys were destroyed with "keys rotate --forget-old", and no sealed keyring of now holds its keys. Nothing is served from it. Use a backup that was taken afterwards.',
  },
  'CW-OPS-013': {
    status: 503,
    issue: 'conflict',
    message:
      'Another server process is open on this database, and keys are rotated by one process alone. Nothing was changed. Stop the others and try again.',
  },
  'CW-OPS-014': {
    status: 503,
    issue: 'conflict',
    message: 'Keys are being rotated on this database by another server process. Start this one when that is done.',
  },
  'CW-OPS-015': {
    status: 409,
    issue: 'conflict',
    message:
      'A sealed keyring stands there that this instance did not write and cannot open. It may be all that another one can be restored with, so it was left as it is. Move it to a safe place, or keep yours elsewhere: set keys.backupDir, or run "chartwarden keys backup --out FILE".',
  },
  'CW-OPS-016': {
    status: 409,
    issue: 'conflict',
    message:
      'What would go out is not what was shown: the record changed since, or the draft is another one. Nothing was sent. Look at a new draft.',
  },
  'CW-OPS-017': {
    status: 409,
    issue: 'conflict',
    message:
      'What would go is not what was shown: something changed since, or the draft is another one. Nothing was removed. Look at a new dry run.',
  },
});
