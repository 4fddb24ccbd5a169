import { defineErrors } from '../define.ts';

export const gateErrors = defineErrors({
  'CW-GATE-001': {
    status: 400,
    issue: 'invalid',
    message: 'The request asks for something Chartwarden does not know. It was refused. Nothing was read or changed.',
  },
  'CW-GATE-002': {
    status: 404,
    issue: 'not-found',
    message: 'There is nothing here, or it is not yours to see.',
  },
  'CW-GATE-003': {
    status: 403,
    issue: 'forbidden',
    message: 'No consent allows this. Ask the person, or whoever looks after this record, to share it with you.',
  },
  'CW-GATE-004': {
    status: 403,
    issue: 'forbidden',
    message: 'A refusal that the person has set covers this. It goes before every consent.',
  },
  'CW-GATE-005': {
    status: 403,
    issue: 'forbidden',
    message:
      'The consent allows less than what was asked for (another form of the data). Ask for that form, or ask the person.',
  },
  'CW-GATE-006': {
    status: 401,
    issue: 'login',
    message: 'This account is not active. Ask the owner of this instance.',
  },
  'CW-GATE-007': {
    status: 403,
    issue: 'forbidden',
    message: 'Your role does not allow this change. Nothing was changed.',
  },
  'CW-GATE-008': {
    status: 409,
    issue: 'conflict',
    message: 'What you may see changed while this was being answered. Nothing was shown. Try again.',
  },
  'CW-GATE-009': {
    status: 500,
    issue: 'security',
    message:
      'The consents and roles on disk are not the ones that were written: somebody changed the database. Nothing is decided on them. Run "chartwarden doctor" and restore a backup.',
  },
  'CW-GATE-010': {
    status: 409,
    issue: 'conflict',
    message:
      'The approval does not fit: what would be sent is not what was approved. Nothing was sent. Look at the draft again.',
  },
  'CW-GATE-011': {
    status: 410,
    issue: 'expired',
    message: 'The approval has expired. Nothing was done. Look at the draft again and approve it anew.',
  },
  'CW-GATE-012': {
    status: 409,
    issue: 'conflict',
    message: 'The approval was used already. It counts once. Nothing was done this time.',
  },
  'CW-GATE-013': {
    status: 403,
    issue: 'forbidden',
    message: 'The approval was given in another role. Nothing was done. It must be approved by whoever carries it out.',
  },
  'CW-GATE-014': {
    status: 409,
    issue: 'conflict',
    message: 'The approval belongs to another run. Nothing was done.',
  },
  'CW-GATE-015': {
    status: 404,
    issue: 'not-found',
    message: 'There is no such approval. Nothing was done.',
  },
});
