import { defineErrors } from '../define.ts';

/** Refusals of the egress guard. The detail names the door and the target's kind, never what was to be sent. */
export const egressErrors = defineErrors({
  'CW-EGR-001': {
    status: 502,
    issue: 'forbidden',
    message:
      'Chartwarden refused to open a connection that its configuration does not list. Nothing was sent. If the connection is wanted, add its host and port to the configuration.',
  },
  'CW-EGR-002': {
    status: 502,
    issue: 'forbidden',
    message:
      'The configured name led to an address in a private or reserved range, so the connection was refused. Nothing was sent. If that address is meant, say so in the configuration.',
  },
  'CW-EGR-003': {
    status: 502,
    issue: 'forbidden',
    message:
      'Chartwarden refused to look up a name that its configuration does not list. No question left this machine.',
  },
  'CW-EGR-004': {
    status: 502,
    issue: 'forbidden',
    message: 'Chartwarden does not use datagram sockets and refused one. Nothing was sent.',
  },
  'CW-EGR-005': {
    status: 500,
    issue: 'forbidden',
    message: 'Chartwarden refused to start another program. Only the import sandbox may do that.',
  },
  'CW-EGR-006': {
    status: 500,
    issue: 'forbidden',
    message: 'Chartwarden refused to start a worker thread with options that could weaken the egress guard.',
  },
  'CW-EGR-007': {
    status: 500,
    issue: 'forbidden',
    message: 'Chartwarden refused access to native code or to the inside of the runtime. Nothing was loaded.',
  },
  'CW-EGR-008': {
    status: 500,
    issue: 'forbidden',
    message:
      'Chartwarden refused to listen on an address that its configuration does not list. Loopback is always allowed; for any other address set the host and port in the configuration.',
  },
  'CW-EGR-009': {
    status: 500,
    issue: 'forbidden',
    message: 'The egress guard was already claimed or opened. It can be opened once, by the start-up code only.',
  },
  'CW-EGR-010': {
    status: 500,
    issue: 'exception',
    message:
      'The egress guard is not installed, so Chartwarden does not start. Start it through "npm start" or "npx chartwarden".',
  },
  'CW-EGR-011': {
    status: 500,
    issue: 'invalid',
    message:
      'An egress rule was not understood. Give a host and a port, or the absolute path of a socket. Nothing was opened.',
  },
  'CW-EGR-012': {
    status: 502,
    issue: 'forbidden',
    message:
      'The other side answered with a redirect. Chartwarden does not follow redirects. Nothing further was sent.',
  },
});
