import { defineErrors } from '../define.ts';

/** Errors of the command line itself; `status` is what the same refusal would be over HTTP. */
export const cliErrors = defineErrors({
  'CW-CLI-001': {
    status: 400,
    issue: 'invalid',
    message: 'The command was not understood. Nothing was changed. Add --help to see how it is written.',
  },
  'CW-CLI-002': {
    status: 401,
    issue: 'login',
    message: 'Nobody is logged in on this command line. Nothing was changed. Run "chartwarden login" and try again.',
  },
  'CW-CLI-003': {
    status: 400,
    issue: 'required',
    message:
      'An answer is needed and there is no terminal to ask on. Nothing was changed. Run it again with the answer as an option.',
  },
  'CW-CLI-004': {
    status: 409,
    issue: 'conflict',
    message: 'Stopped as you asked. Nothing was changed.',
  },
  'CW-CLI-005': {
    status: 404,
    issue: 'not-found',
    message:
      'There is no person of that name or id that you look after. Run "chartwarden person list" to see who there is.',
  },
  'CW-CLI-006': {
    status: 409,
    issue: 'multiple-matches',
    message: 'Several people answer to that name. Nothing was changed. Use the id from "chartwarden person list".',
  },
  'CW-CLI-007': {
    status: 404,
    issue: 'not-found',
    message: 'A file or folder that was named is not there or cannot be read. Nothing was changed. Look at the detail.',
  },
  'CW-CLI-008': {
    status: 409,
    issue: 'conflict',
    message: 'There is something at that place already, and Chartwarden does not overwrite it. Choose another name.',
  },
  'CW-CLI-009': {
    status: 502,
    issue: 'transient',
    message:
      'The running server could not be reached or stopped answering. Look whether it still runs and try again; what it had confirmed is kept.',
  },
  'CW-CLI-010': {
    status: 422,
    issue: 'processing',
    message:
      'The export arrived incomplete or changed on the way. What was written is not complete; remove the folder and try again.',
  },
  'CW-CLI-011': {
    status: 422,
    issue: 'business-rule',
    message:
      'Part of what was to be imported is about somebody else. Nothing was imported. Run it again with --new-person or --each-patient, or on a terminal to be asked.',
  },
  'CW-CLI-012': {
    status: 422,
    issue: 'business-rule',
    message:
      'From here it cannot be told whose record these files are. Nothing was imported. Add the person first ("chartwarden person add NAME"), then import with --person.',
  },
  'CW-CLI-013': {
    status: 400,
    issue: 'security',
    message:
      'The file that holds the login can be read by others. Nothing was sent. Take that away (chmod 600) or remove the file and log in again.',
  },
  'CW-CLI-014': {
    status: 403,
    issue: 'security',
    message:
      'Only the operator may do this: the user whose data folder it is. Nothing was changed. Run it as the user that runs the server.',
  },
  'CW-CLI-015': {
    status: 409,
    issue: 'duplicate',
    message:
      'There is a person of that name already. Nothing was imported. Use --person when it is the same human; otherwise add the other one first under a name of their own ("chartwarden person add NAME").',
  },
  'CW-CLI-016': {
    status: 404,
    issue: 'not-found',
    message:
      'There is no Chartwarden in this data folder. Nothing was made. Run it where yours is, name the folder with CHARTWARDEN_DATA, or make one with "chartwarden setup --owner EMAIL".',
  },
  'CW-CLI-017': {
    status: 409,
    issue: 'duplicate',
    message:
      'There is a person of that name already. Nothing was made. "chartwarden person list" shows whom you know; give another human a name that tells the two apart.',
  },
});
