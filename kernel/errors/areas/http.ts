import { defineErrors } from '../define.ts';

export const httpErrors = defineErrors({
  'CW-HTTP-001': {
    status: 413,
    issue: 'too-long',
    message: 'What was sent is larger than this server takes. Nothing was kept. Send it in smaller parts.',
  },
  'CW-HTTP-002': {
    status: 415,
    issue: 'not-supported',
    message: 'This kind of content is not taken here. Nothing was changed. Look at the Content-Type.',
  },
  'CW-HTTP-003': {
    status: 403,
    issue: 'security',
    message:
      'The request did not say that it comes from Chartwarden itself. Nothing was changed. Send the header x-chartwarden: 1.',
  },
  'CW-HTTP-004': {
    status: 403,
    issue: 'security',
    message: 'Another web site made this request in your name, so it was refused. Nothing was changed.',
  },
  'CW-HTTP-005': {
    status: 421,
    issue: 'security',
    message: 'This server does not answer under that name. Use its public address.',
  },
  'CW-HTTP-006': {
    status: 429,
    issue: 'throttled',
    message: 'Too many requests came from your address. Nothing was changed. Wait a moment and try again.',
  },
  'CW-HTTP-007': {
    status: 503,
    issue: 'transient',
    message: 'The server is busy. Nothing was changed. Try again in a few seconds.',
  },
  'CW-HTTP-008': {
    status: 503,
    issue: 'transient',
    message: 'The server is being restarted. Nothing was changed. Try again in a minute.',
  },
  'CW-HTTP-009': {
    status: 408,
    issue: 'timeout',
    message: 'The request arrived too slowly and was given up. Nothing was kept. Try again on a better connection.',
  },
  'CW-HTTP-010': {
    status: 400,
    issue: 'structure',
    message: 'The content is not well-formed JSON. Nothing was changed.',
  },
  'CW-HTTP-011': {
    status: 403,
    issue: 'forbidden',
    message: 'You may no longer see this, so the updates have ended.',
  },
  'CW-HTTP-012': {
    status: 503,
    issue: 'throttled',
    message: 'Too many pages are waiting for updates. Close some, or try again in a minute.',
  },
  'CW-HTTP-013': {
    status: 404,
    issue: 'not-found',
    message: 'The web pages are not built on this server. Run "npm run build"; the data is not affected.',
  },
  'CW-HTTP-014': {
    status: 403,
    issue: 'security',
    message: 'This server is reached over https only. Use its public address; a proxy must send X-Forwarded-Proto.',
  },
  'CW-HTTP-015': {
    status: 405,
    issue: 'not-supported',
    message: 'This place does not take that method. The answer says which it takes (Allow). Nothing was changed.',
  },
});
