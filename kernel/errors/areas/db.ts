import { defineErrors } from '../define.ts';

export const dbErrors = defineErrors({
  'CW-DB-001': {
    status: 503,
    issue: 'not-supported',
    message:
      'This database was written by a newer version of Chartwarden. Nothing was changed. Start the newer version, or restore a backup made by this one.',
  },
  'CW-DB-002': {
    status: 503,
    issue: 'exception',
    message:
      'The database could not be brought to the form that this version needs. It is as it was before, and a copy was made first. Start the older version again, or ask for help with the step named in the detail.',
  },
  'CW-DB-003': {
    status: 503,
    issue: 'lock-error',
    message:
      'Another Chartwarden process is using this data folder. Nothing was changed. Stop that process first, or use the command through the running server.',
  },
  'CW-DB-004': {
    status: 503,
    issue: 'not-supported',
    message: 'The PostgreSQL server is older than version 15. Nothing was changed. Use a newer server.',
  },
  'CW-DB-005': {
    status: 507,
    issue: 'no-store',
    message:
      'This could not be written down: the disk is full, or it failed. What was there before is safe. Make room where the data folder is, or have the disk looked at; then reload, and try again if it is not there.',
  },
  'CW-DB-006': {
    status: 507,
    issue: 'no-store',
    message:
      'The disk is nearly full, so nothing new is taken in. Everything that is there is safe and can be read. Make room where the data folder is (or the database), then try again.',
  },
  'CW-DB-007': {
    status: 503,
    issue: 'lock-error',
    message:
      'Another server on the same database does what this one waits for (the same start, or the files of the same record) and does not finish. Nothing was changed. Try again in a moment.',
  },
});
