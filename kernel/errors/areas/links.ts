import { defineErrors } from '../define.ts';

export const linkErrors = defineErrors({
  // One answer for what was never there, has ended, is over, is used up or was erased: a link tells nothing of itself.
  'CW-LNK-001': {
    status: 404,
    issue: 'not-found',
    message:
      'This link opens nothing. It may have been ended, used up, or be too old. Ask whoever gave it to you for a new one.',
  },
  'CW-LNK-002': {
    status: 409,
    issue: 'conflict',
    message: 'What you agreed to is not what this link would share. No link was made. Look at it again.',
  },
  'CW-LNK-003': {
    status: 400,
    issue: 'value',
    message:
      'This is not encrypted the way a link holds it (a compact JWE with "dir" and "A256GCM"). Nothing was kept: the server takes no content that it could read.',
  },
  'CW-LNK-004': {
    status: 401,
    issue: 'login',
    message: 'This link needs its passcode. Ask whoever gave it to you.',
  },
  'CW-LNK-005': {
    status: 400,
    issue: 'value',
    message: 'The link would be over before it begins. No link was made. Choose a later day.',
  },
  'CW-LNK-006': {
    status: 409,
    issue: 'conflict',
    message: 'This record has as many links as it can have. No link was made. End one that is no longer needed.',
  },
  'CW-LNK-007': {
    status: 409,
    issue: 'conflict',
    message:
      'Meanwhile something was kept back that this link may hold. What it holds was not changed. Bring it up to date again.',
  },
});
