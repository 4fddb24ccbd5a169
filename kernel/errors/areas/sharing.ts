import { defineErrors } from '../define.ts';

export const sharingErrors = defineErrors({
  'CW-SHR-001': {
    status: 409,
    issue: 'conflict',
    message: 'This account holds the record already. Nothing was shared, and nothing has to be.',
  },
  'CW-SHR-002': {
    status: 404,
    issue: 'not-found',
    message:
      'Nobody who can receive it has this address here. Nothing was shared. Look for a typing mistake, or ask the owner of this Chartwarden to invite them.',
  },
  'CW-SHR-003': {
    status: 429,
    issue: 'throttled',
    message: 'Too many addresses were not found in the last hour. Nothing was shared. Try again later.',
  },
  'CW-SHR-004': {
    status: 501,
    issue: 'not-supported',
    message:
      'Sharing without anything that names the person is not built yet. Nothing was shared. Choose fewer records, or names and dates only.',
  },
  'CW-SHR-005': {
    status: 409,
    issue: 'conflict',
    message: 'What you agreed to is not what this draft says. Nothing was shared. Look at the draft again.',
  },
  'CW-SHR-007': {
    status: 409,
    issue: 'not-supported',
    message:
      'This consent has a limit that FHIR cannot say, and without it the Consent would allow more. Nothing was written. Take the receipt, which says all of it.',
  },
  'CW-SHR-006': {
    status: 400,
    issue: 'value',
    message: 'The share would be over before it begins. Nothing was shared. Choose a later day.',
  },
  'CW-SHR-020': {
    status: 403,
    issue: 'forbidden',
    message:
      'From this age on what is sensitive is theirs, and a later date of birth or none would take that back. Nothing was changed. Only they can change it themselves.',
  },
  'CW-SHR-021': {
    status: 409,
    issue: 'conflict',
    message:
      'In an emergency somebody is found by name and whole date of birth, and the record does not say when this person was born. Nothing was offered. Add the date of birth first.',
  },
  'CW-SHR-022': {
    status: 404,
    issue: 'not-found',
    message:
      'Nobody with this name and date of birth offers you access for an emergency here. Nothing was opened. Compare them with the papers.',
  },
  'CW-SHR-023': {
    status: 429,
    issue: 'throttled',
    message: 'Too many tries in the last hour found nobody. Nothing was opened. Try again later.',
  },
});
