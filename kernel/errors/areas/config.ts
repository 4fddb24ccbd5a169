import { defineErrors } from '../define.ts';

/** Settings that stop the start; shown on the terminal, never over HTTP. */
export const configErrors = defineErrors({
  'CW-CFG-001': {
    status: 500,
    issue: 'invalid',
    message: 'There is no such setting. Correct or remove the name; docs/reference/config.md lists all.',
  },
  'CW-CFG-002': {
    status: 500,
    issue: 'value',
    message: 'The value does not fit the setting. docs/reference/config.md says what does.',
  },
  'CW-CFG-003': {
    status: 500,
    issue: 'security',
    message:
      'Secrets do not belong into chartwarden.yaml. Move it to .env or the environment, and replace it if the file was shared.',
  },
  'CW-CFG-004': {
    status: 500,
    issue: 'structure',
    message: 'The settings file cannot be read.',
  },
  'CW-CFG-005': {
    status: 500,
    issue: 'security',
    message: 'This secret must be set when CHARTWARDEN_ENV is prod.',
  },
  'CW-CFG-006': {
    status: 500,
    issue: 'security',
    message: 'The secret is too short to be one.',
  },
  'CW-CFG-007': {
    status: 500,
    issue: 'security',
    message: 'The secret is a placeholder that others know.',
  },
  'CW-CFG-008': {
    status: 500,
    issue: 'security',
    message: 'In prod the root key needs a place of its own, away from the data that it opens.',
  },
  'CW-CFG-009': {
    status: 500,
    issue: 'security',
    message: 'Records do not travel without https.',
  },
  'CW-CFG-010': {
    status: 500,
    issue: 'security',
    message: 'Others can reach this address, and nothing protects the way.',
  },
  'CW-CFG-011': {
    status: 500,
    issue: 'security',
    message: 'Debug payloads write records into the log; they work with CHARTWARDEN_ENV=dev only.',
  },
  'CW-CFG-012': {
    status: 500,
    issue: 'conflict',
    message: 'Two settings do not go together.',
  },
  'CW-CFG-013': {
    status: 500,
    issue: 'security',
    message: 'Somebody else on this machine can read the file. Restrict it to its owner (chmod 600, folder 700).',
  },
  'CW-CFG-014': {
    status: 500,
    issue: 'security',
    message: 'In prod an API token lives for a day at most.',
  },
  'CW-CFG-015': {
    status: 500,
    issue: 'security',
    message: 'Mail carries links that open accounts; it does not leave this machine unencrypted.',
  },
});
