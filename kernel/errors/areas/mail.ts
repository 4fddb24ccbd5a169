import { defineErrors } from '../define.ts';

export const mailErrors = defineErrors({
  'CW-MAIL-001': {
    status: 503,
    issue: 'transient',
    message: 'The mail server could not be reached or could not take the message. It is tried again for a while.',
  },
  'CW-MAIL-002': {
    status: 422,
    issue: 'processing',
    message: 'The mail server refused the message for good. It was not sent; look at the sender in mail.from.',
  },
  'CW-MAIL-003': {
    status: 502,
    issue: 'security',
    message:
      'The mail server offers no safe connection, shows a certificate that is not its own, or refuses the login. Nothing was sent; look at mail.* in the settings.',
  },
});
